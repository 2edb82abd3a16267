import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
from cairn.access.schema import append_only, reseals

ACCOUNT = "sharing_compartmentaccount"


class Migration(migrations.Migration):
    """What only named people read, who they are, and why (R-061)."""

    dependencies = [
        ("partnership", "0008_enforcement"),
        ("sharing", "0003_glass"),
    ]

    operations = [
        migrations.CreateModel(
            name="Compartment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("therapy", "Therapy notes"),
                            ("safe_address", "Safe address and contact points"),
                            ("sexual_health", "Sexual health and pregnancy"),
                            ("police", "Police intelligence"),
                            ("source", "A protected source"),
                            ("operation", "A live operation"),
                            ("staff", "An allegation against somebody who works with children"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_traceless", models.BooleanField()),
                ("child_id", models.UUIDField()),
                ("record_id", models.UUIDField()),
                ("opened_at", models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.membership",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["child_id"], name="apart_of_child"),
                    models.Index(fields=["team"], name="apart_held_by"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["therapy", "safe_address", "sexual_health", "police", "source", "operation", "staff"],
                            )
                        ),
                        name="apart_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), ("closed_at__gte", models.F("opened_at")), _connector="OR"
                        ),
                        name="apart_closes_after",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompartmentItem",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("item_kind", models.CharField(max_length=20)),
                ("item_id", models.UUIDField()),
                ("by_rule", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("since", models.DateTimeField(default=cairn.core.clock.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="sharing.compartment"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
                (
                    "writer_team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("item_kind__in", ("entry", "claim", "compartment"))),
                        name="apart_item_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("is_active", True)),
                            models.Q(("ended_at__isnull", False), ("is_active", False)),
                            _connector="OR",
                        ),
                        name="apart_item_ends_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True)), fields=("item_id",), name="apart_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Admission",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("since", models.DateTimeField(default=cairn.core.clock.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="admissions", to="sharing.compartment"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.membership",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
                (
                    "to_team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("member__isnull", False), ("to_team", None)),
                            models.Q(("member", None), ("to_team__isnull", False)),
                            _connector="OR",
                        ),
                        name="admitted_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_at", None), ("ended_at__gte", models.F("since")), _connector="OR"),
                        name="admission_ends_after",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("compartment", "to_team"),
                        name="admitted_team_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("compartment", "member"),
                        name="admitted_person_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompartmentAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("happened", models.CharField(max_length=20)),
                ("words", models.TextField()),
                ("said_at", models.DateTimeField(default=cairn.core.clock.now)),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="account", to="sharing.compartment"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.membership",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
                (
                    "whom",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.admission"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("happened__in", ("opened", "admitted", "admission_ended", "taken_out", "closed"))
                        ),
                        name="apart_account_known",
                    )
                ],
            },
        ),
        migrations.RunSQL(*append_only(ACCOUNT)),
        migrations.RunSQL(*reseals(ACCOUNT, "words")),
    ]
