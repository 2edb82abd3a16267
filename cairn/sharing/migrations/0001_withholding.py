import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
from cairn.access.schema import append_only

APPEND_ONLY = ["sharing_withholdingaccount", "sharing_declaration"]


class Migration(migrations.Migration):
    """What is held back, from whom and why; and from whom a child is kept (R-049, R-191)."""

    initial = True

    dependencies = [
        ("partnership", "0003_receipts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Withholding",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "item_kind",
                    models.CharField(
                        choices=[
                            ("entry", "an entry in the story"),
                            ("claim", "something said about the child"),
                            ("attachment", "a file"),
                            ("part", "everything your agency holds about this child"),
                        ],
                        max_length=20,
                    ),
                ),
                ("item_id", models.UUIDField()),
                ("child_id", models.UUIDField()),
                ("record_id", models.UUIDField()),
                ("recorded_at", models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("declared", "They see that something is held, by whom and until when"),
                            ("silent", "They see no trace of it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("until", models.DateField()),
                ("keeps_from_later", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for a second person"),
                            ("agreed", "A second person agreed"),
                            ("not_agreed", "A second person did not agree: shared"),
                            ("lifted", "Lifted: shared"),
                            ("lapsed", "Nobody looked at it again in time: shared"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.membership",
                    ),
                ),
                (
                    "review_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.membership",
                    ),
                ),
                (
                    "review_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WithheldFrom",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("item_id", models.UUIDField()),
                ("is_declared", models.BooleanField()),
                ("is_active", models.BooleanField(default=True)),
                ("since", models.DateTimeField(default=cairn.core.clock.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                    ),
                ),
                (
                    "review_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
                (
                    "withholding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="kept", to="sharing.withholding"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "withheld from",
            },
        ),
        migrations.CreateModel(
            name="WithholdingAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "happened",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for a second person"),
                            ("agreed", "A second person agreed"),
                            ("not_agreed", "A second person did not agree: shared"),
                            ("lifted", "Lifted: shared"),
                            ("lapsed", "Nobody looked at it again in time: shared"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("safety", "Somebody could come to harm if they knew"),
                            ("child_asked", "The child asked us not to tell them, and it is safe not to"),
                            ("legal", "The law or a court forbids it"),
                            (
                                "confidential",
                                "It was told in confidence, and sharing it is not needed to protect the child",
                            ),
                            ("staff_allegation", "It concerns somebody who works with children"),
                            ("live_operation", "It would endanger a live operation"),
                            ("protected_source", "It would give away a protected source"),
                            ("under_suspicion", "It concerns a person or agency under suspicion"),
                        ],
                        max_length=30,
                    ),
                ),
                ("ground", models.CharField(blank=True, max_length=500)),
                ("words", models.TextField(blank=True, max_length=15000)),
                ("until", models.DateField(null=True)),
                ("seen_by", models.JSONField(default=list)),
                ("said_at", models.DateTimeField(default=cairn.core.clock.now)),
                (
                    "review_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
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
                    "withholding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="account", to="sharing.withholding"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("child_id", models.UUIDField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("self", "They said that they know the child, the family or somebody named"),
                            ("automatic", "Their own name or details are in the record"),
                            ("lead", "The lead keeps the child from them"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("recorded_at", models.DateTimeField(default=cairn.core.clock.now)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=500)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.membership",
                    ),
                ),
                (
                    "from_team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
                (
                    "lead_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
                (
                    "practitioner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.membership",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)), fields=["practitioner"], name="kept_from_person"
                    ),
                    models.Index(condition=models.Q(("ended_at", None)), fields=["from_team"], name="kept_from_team"),
                    models.Index(condition=models.Q(("ended_at", None)), fields=["child_id"], name="kept_of_child"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["self", "automatic", "lead"])), name="kept_source_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_team__isnull", False), ("practitioner", None)),
                            models.Q(("from_team", None), ("practitioner__isnull", False)),
                            _connector="OR",
                        ),
                        name="kept_from_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("ended_at__gte", models.F("recorded_at")), _connector="OR"
                        ),
                        name="kept_ends_after",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("child_id", "practitioner"),
                        name="kept_from_person_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("child_id", "from_team"),
                        name="kept_from_team_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("child_id", models.UUIDField()),
                ("knows", models.BooleanField()),
                ("said_at", models.DateTimeField(default=cairn.core.clock.now)),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.membership"
                    ),
                ),
                (
                    "practitioner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["practitioner", "child_id"], name="declared_about")],
            },
        ),
        migrations.AddIndex(
            model_name="withholding",
            index=models.Index(condition=models.Q(("ended_at", None)), fields=["child_id"], name="withheld_of_child"),
        ),
        migrations.AddIndex(
            model_name="withholding",
            index=models.Index(fields=["agency", "-recorded_at"], name="withheld_by_agency"),
        ),
        migrations.AddIndex(
            model_name="withholding",
            index=models.Index(condition=models.Q(("ended_at", None)), fields=["until"], name="withheld_until"),
        ),
        migrations.AddConstraint(
            model_name="withholding",
            constraint=models.CheckConstraint(
                condition=models.Q(("item_kind__in", ["entry", "claim", "attachment", "part"])),
                name="withheld_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="withholding",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ["declared", "silent"])), name="withheld_mode_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="withholding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("waiting", "agreed")), ("ended_at", None)),
                    models.Q(("state__in", ("not_agreed", "lifted", "lapsed")), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="withheld_ends_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="withholding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("item_id",), name="withheld_once"
            ),
        ),
        migrations.AddIndex(
            model_name="withheldfrom",
            index=models.Index(
                condition=models.Q(("is_active", True)), fields=["agency", "item_id"], name="withheld_from"
            ),
        ),
        migrations.AddIndex(
            model_name="withheldfrom",
            index=models.Index(
                condition=models.Q(("is_active", False)), fields=["agency", "ended_at"], name="shared_again"
            ),
        ),
        migrations.AddConstraint(
            model_name="withheldfrom",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("is_active", True)),
                    models.Q(("ended_at__gte", models.F("since")), ("is_active", False)),
                    _connector="OR",
                ),
                name="withheld_from_ends_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="withheldfrom",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_active", True)),
                fields=("withholding", "item_id", "agency"),
                name="withheld_from_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="withholdingaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("happened__in", ["waiting", "agreed", "not_agreed", "lifted", "lapsed"])),
                name="withheld_account_known",
            ),
        ),
        *(migrations.RunSQL(*append_only(table)) for table in APPEND_ONLY),
    ]
