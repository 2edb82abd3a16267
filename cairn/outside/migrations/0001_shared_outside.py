"""What was shared with somebody outside, line by line, and what happened to it: nothing of it is ever changed."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
import cairn.outside.models
from cairn.access.schema import append_only, follows_record, reseals


def _to(model: str, related: str = "+", **more: object) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related, to=model, **more)


def _id() -> models.UUIDField:
    return models.UUIDField(default=cairn.core.ids.uuid7, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = [
        ("children", "0011_asks_follow"),
        ("partnership", "0001_initial"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="OutsideShare",
            fields=[
                ("id", _id()),
                ("recorded_at", models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                (
                    "number",
                    models.CharField(
                        default=cairn.outside.models.share_number, editable=False, max_length=16, unique=True
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("link", "a link that opens once, with a code told by telephone"),
                            ("print", "on paper, printed and handed over"),
                        ],
                        max_length=10,
                    ),
                ),
                ("recipient", models.CharField(max_length=200)),
                ("organisation", models.CharField(max_length=200)),
                ("function", models.CharField(max_length=200)),
                (
                    "receiver",
                    models.CharField(
                        choices=[
                            ("local_authority", "Children’s social care of a local authority"),
                            ("police", "Police"),
                            ("public_body", "A health service, school, youth justice or other public service"),
                            ("charity", "A charity, guardian or advocate of the partnership"),
                            ("borders", "An immigration or border team"),
                            ("outside", "Somebody outside the partnership"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reach", models.CharField(max_length=500)),
                ("phone", models.CharField(max_length=50)),
                ("purpose", models.CharField(max_length=500)),
                ("nation", models.CharField(max_length=20)),
                ("ground", models.CharField(max_length=120)),
                ("sentence", models.TextField(max_length=2000)),
                ("expires_at", models.DateTimeField()),
                ("token_digest", models.CharField(max_length=64, null=True, unique=True)),
                ("code_digest", models.CharField(blank=True, max_length=64)),
                ("most_tries", models.PositiveSmallIntegerField()),
                ("policy_version", models.CharField(max_length=20)),
                ("send_key", models.UUIDField()),
                ("agency", _to("partnership.agency")),
                ("child", _to("children.child", db_constraint=False)),
                ("record", _to("children.record", db_constraint=False)),
                ("recorded_by", _to("partnership.membership", null=True)),
                ("team", _to("partnership.team")),
            ],
        ),
        migrations.CreateModel(
            name="OutsideItem",
            fields=[
                ("id", _id()),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("child", "Who the child is"),
                            ("facts", "What is known"),
                            ("story", "What happened"),
                            ("decisions", "What was decided"),
                            ("circle", "Who is involved"),
                            ("request", "What we ask of you"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("claim", "what somebody says"),
                            ("entry", "an entry of the story"),
                            ("decision", "a decision"),
                            ("involvement", "a team around the child"),
                            ("request", "what is asked"),
                        ],
                        max_length=12,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("item_id", models.UUIDField()),
                ("source_record_id", models.UUIDField()),
                ("corrects_id", models.UUIDField(null=True)),
                ("told_together", models.UUIDField(null=True)),
                ("sealed", models.TextField()),
                ("agency", _to("partnership.agency")),
                ("child", _to("children.child", db_constraint=False)),
                ("record", _to("children.record", db_constraint=False)),
                ("share", _to("outside.outsideshare", "items")),
                ("source_agency", _to("partnership.agency")),
                ("source_team", _to("partnership.team")),
                ("team", _to("partnership.team")),
            ],
        ),
        migrations.CreateModel(
            name="OutsideStep",
            fields=[
                ("id", _id()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "opened"),
                            ("tried", "somebody tried to open it, and could not"),
                            ("withdrawn", "withdrawn"),
                            ("printed", "printed"),
                            ("lapsed", "its time ran out, and nobody had opened it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField(default=cairn.core.clock.now)),
                ("by", _to("partnership.membership", null=True)),
                ("share", _to("outside.outsideshare", "steps")),
            ],
        ),
        migrations.AddIndex(
            model_name="outsideshare",
            index=models.Index(fields=["child", "-recorded_at"], name="shared_outside_of_child"),
        ),
        migrations.AddConstraint(
            model_name="outsideshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["link", "print"])), name="outside_way_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="outsideshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("receiver__in", ("local_authority", "police", "public_body", "charity"))),
                name="outside_receiver_allowed",
            ),
        ),
        migrations.AddConstraint(
            model_name="outsideshare",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("ground", ""), _negated=True), models.Q(("sentence", ""), _negated=True)),
                name="outside_on_a_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="outsideshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("recorded_at"))), name="outside_ends_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="outsideshare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("token_digest__isnull", False),
                        ("way", "link"),
                        models.Q(("code_digest", ""), _negated=True),
                    ),
                    models.Q(("code_digest", ""), ("token_digest", None), ("way", "print")),
                    _connector="OR",
                ),
                name="outside_link_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="outsideshare",
            constraint=models.UniqueConstraint(fields=("team", "send_key"), name="outside_sent_once"),
        ),
        migrations.AddIndex(
            model_name="outsideitem",
            index=models.Index(fields=["source_team", "share"], name="outside_lines_of_team"),
        ),
        migrations.AddConstraint(
            model_name="outsideitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("section__in", ["child", "facts", "story", "decisions", "circle", "request"])),
                name="outside_section_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="outsideitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["claim", "entry", "decision", "involvement", "request"])),
                name="outside_item_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="outsideitem",
            constraint=models.UniqueConstraint(fields=("share", "place"), name="outside_line_once"),
        ),
        migrations.AddConstraint(
            model_name="outsidestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["opened", "tried", "withdrawn", "printed", "lapsed"])),
                name="outside_step_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="outsidestep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["opened", "withdrawn", "lapsed"])),
                fields=("share", "kind"),
                name="outside_step_once",
            ),
        ),
        migrations.RunSQL(*follows_record("outside_outsideshare")),
        migrations.RunSQL(*follows_record("outside_outsideitem")),
        migrations.RunSQL(*append_only("outside_outsideshare")),
        migrations.RunSQL(*append_only("outside_outsideitem")),
        migrations.RunSQL(*append_only("outside_outsidestep")),
        migrations.RunSQL(*reseals("outside_outsideitem", "sealed")),
    ]
