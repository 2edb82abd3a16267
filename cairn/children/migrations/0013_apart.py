from typing import ClassVar

from django.db import migrations, models

from cairn.access.schema import follows_record, reseals

KINDS = [
    ("name", "name"),
    ("birth", "age or date of birth"),
    ("sex", "sex"),
    ("gender", "gender, as the child says it"),
    ("nationality", "nationality"),
    ("language", "language"),
    ("identifier", "number or reference"),
    ("address", "address"),
    ("phone", "phone"),
    ("school", "school"),
    ("gp", "doctor’s surgery (GP)"),
    ("timetable", "timetable: where the child is when"),
    ("court_date", "court date"),
    ("whereabouts", "where the child is now"),
    ("wish", "what the child wants"),
    ("must_not_know", "who must not find out"),
    ("care_status", "care status"),
    ("living", "where and with whom the child lives"),
    ("parental", "who holds parental responsibility"),
    ("immigration", "immigration and asylum"),
    ("warning", "warning for whoever visits"),
    ("relationship", "family, carer or other person"),
    ("standing", "what is thought of something that was said"),
]
# What tells where a child is goes apart with the safe address whoever writes it, and whenever it comes to the child;
# when the safe address comes to another child by a link, so does everything there that tells where.
GATHER = """
create function cairn_place_told() returns trigger language plpgsql security definer
 set search_path = public, pg_temp as $$
begin
  perform cairn_gather(new.child_id);
  return null;
end $$;
create trigger gathered after insert or update of child_id on children_claim
 for each row when (new.kind in ('address', 'phone', 'school', 'gp', 'timetable', 'court_date', 'whereabouts', 'living'))
 execute function cairn_place_told();
create trigger gathered after update of child_id on sharing_compartment
 for each row when (old.child_id is distinct from new.child_id) execute function cairn_place_told();
"""
NO_GATHERING = """
drop trigger gathered on sharing_compartment; drop trigger gathered on children_claim;
drop function cairn_place_told();
"""
# The worker may seal words that were written plain, and put nothing else in their place.
ONLY_SEALED = """
create function cairn_only_sealed() returns trigger language plpgsql as $$
begin
  if current_user = 'cairn_worker' and to_jsonb(new) ->> tg_argv[0] !~ '^v1[.][a-z0-9-]{1,32}[.][A-Za-z0-9_-]+$' then
    raise exception 'rows of % are sealed, and never changed', tg_table_name using errcode = '23001';
  end if;
  return new;
end $$;
create trigger only_sealed before update of text, detail on children_claim
 for each row when (old.text is distinct from new.text) execute function cairn_only_sealed('text');
"""
ANYHOW = "drop trigger only_sealed on children_claim; drop function cairn_only_sealed();"


class Migration(migrations.Migration):
    """Surgeries, timetables and court dates; and what of a child only named people read (R-061)."""

    dependencies: ClassVar = [("children", "0012_circle_whole"), ("sharing", "0004_compartments")]
    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="claim", name="claim_kind_known"),
        migrations.AlterField(model_name="claim", name="kind", field=models.CharField(choices=KINDS, max_length=20)),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [kind for kind, _label in KINDS])), name="claim_kind_known"
            ),
        ),
        migrations.RunSQL(*follows_record("sharing_compartment")),
        migrations.RunSQL(*reseals("children_claim", "text", "detail")),
        migrations.RunSQL(ONLY_SEALED, ANYHOW),
        migrations.RunSQL(GATHER, NO_GATHERING),
    ]
