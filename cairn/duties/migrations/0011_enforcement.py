from typing import ClassVar

from django.db import migrations, models

KINDS = [
    ("answer", "decide what the child needs"),
    ("acknowledge", "say “I have it”"),
    ("link", "decide which child it is"),
    ("confirm_link", "confirm that it is the same child"),
    ("answer_request", "answer a team that asks to work with the child"),
    ("call_back", "ring back the person who raised a concern"),
    ("take_lead", "name who leads"),
    ("sort_citations", "say which child an entry belongs to"),
    ("review_looks", "review who looked while two records were joined"),
    ("review_age", "look at the differing ages"),
    ("see_alone", "see the child alone"),
    ("review_noted", "look again at a concern that was noted"),
    ("read_answer", "read the answer to your concern"),
    ("agree_withholding", "say whether something is rightly held back"),
    ("review_withholding", "look again at what is held back"),
    ("held_request", "answer somebody who asks what is held"),
    ("breach", "decide whether the regulator must be told of a breach"),
    ("answer_ask", "answer another agency’s question"),
    ("review_refusal", "look at a refusal to answer a question"),
    ("tell_child", "tell the child who knows what, or say why not yet"),
    ("review_apart", "say whether something is rightly kept without a trace"),
    ("answer_enforcement", "say whether anything is given to immigration enforcement"),
    ("review_glass", "say whether a record was rightly opened because somebody was in danger"),
    ("share_work", "answer “Can one of you do this?”"),
]


class Migration(migrations.Migration):
    """Whoever leads owes an answer to what immigration enforcement asks."""

    dependencies: ClassVar = [("duties", "0010_shared_work")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="duty", name="duty_kind_known"),
        migrations.AlterField(model_name="duty", name="kind", field=models.CharField(choices=KINDS, max_length=40)),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [kind for kind, _label in KINDS])), name="duty_kind_known"
            ),
        ),
    ]
