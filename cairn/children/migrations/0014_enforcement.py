from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
from cairn.access.schema import append_only, follows_record


class Migration(migrations.Migration):
    """What immigration enforcement asks, what is said to it, and their guards (R-060)."""

    dependencies: ClassVar = [
        ("children", "0013_apart"),
        ("partnership", "0008_enforcement"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="EnforcementQuestion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("question", models.TextField(max_length=4000)),
                ("nation", models.CharField(max_length=20)),
                ("ground", models.CharField(max_length=120)),
                ("sentence", models.TextField(max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waits for the team that leads"),
                            ("second", "the team that leads would give something; a second person looks at that"),
                            ("given", "something was given"),
                            ("not_given", "nothing was given"),
                            ("off", "nothing was given: in this nation it may not be asked for"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.membership"
                    ),
                ),
                (
                    "asker_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="children.child",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="children.record",
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
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EnforcementRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("asked_at", models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                ("due_at", models.DateTimeField()),
                ("reference", models.CharField(max_length=16)),
                ("question", models.TextField(max_length=4000)),
                ("nation", models.CharField(max_length=20)),
                ("ground", models.CharField(max_length=120)),
                ("sentence", models.TextField(max_length=2000)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.membership"
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
            name="EnforcementReply",
            fields=[
                (
                    "id",
                    models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                (
                    "word",
                    models.CharField(
                        choices=[
                            ("would_give", "We would give this"),
                            ("not_given", "We give nothing"),
                            ("agreed", "A second person agreed: given"),
                            ("not_agreed", "A second person did not agree: nothing is given"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=4000)),
                ("reason", models.CharField(blank=True, max_length=1000)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                    ),
                ),
                (
                    "asker_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="children.child",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="children.enforcementquestion",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="children.record",
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
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.team"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.enforcementrequest"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "enforcement replies",
            },
        ),
        migrations.AddField(
            model_name="enforcementquestion",
            name="request",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.enforcementrequest"
            ),
        ),
        migrations.AddIndex(
            model_name="enforcementrequest",
            index=models.Index(fields=["team", "-asked_at"], name="enforcement_of_team"),
        ),
        migrations.AddConstraint(
            model_name="enforcementrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reference", ""), _negated=True), models.Q(("question", ""), _negated=True)
                ),
                name="enforcement_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="enforcementrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("ground", ""), _negated=True), models.Q(("sentence", ""), _negated=True)),
                name="enforcement_on_a_ground",
            ),
        ),
        migrations.AddIndex(
            model_name="enforcementreply",
            index=models.Index(fields=["question", "recorded_at"], name="enforcement_replies"),
        ),
        migrations.AddConstraint(
            model_name="enforcementreply",
            constraint=models.CheckConstraint(
                condition=models.Q(("word__in", ["would_give", "not_given", "agreed", "not_agreed"])),
                name="enforcement_word_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="enforcementreply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("word__in", ["would_give", "agreed"]), models.Q(("words", ""), _negated=True)),
                    models.Q(models.Q(("word__in", ["would_give", "agreed"]), _negated=True), ("words", "")),
                    _connector="OR",
                ),
                name="enforcement_gives_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="enforcementreply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("word", "agreed")),
                    models.Q(models.Q(("word", "agreed"), _negated=True), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="enforcement_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="enforcementquestion",
            index=models.Index(fields=["child", "-asked_at"], name="enforcement_about_child"),
        ),
        migrations.AddConstraint(
            model_name="enforcementquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "second", "given", "not_given", "off"])),
                name="enforcement_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="enforcementquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", False), ("state__in", ("given", "not_given", "off"))),
                    models.Q(
                        models.Q(("state__in", ("given", "not_given", "off")), _negated=True),
                        ("settled_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="enforcement_settled_whole",
            ),
        ),
        migrations.RunSQL(*follows_record("children_enforcementquestion")),
        migrations.RunSQL(*follows_record("children_enforcementreply")),
        migrations.RunSQL(*append_only("children_enforcementrequest")),
        migrations.RunSQL(*append_only("children_enforcementreply")),
    ]
