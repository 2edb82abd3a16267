"""What is held back follows its record; whoever is kept from a child stays kept from it when its records move."""

from typing import ClassVar

from django.db import migrations

from cairn.access.schema import follows_record

# Undoing the move leaves the copy: keeping somebody away for too long harms nobody, and the lead can end it.
CONFLICTS_FOLLOW = """
create function cairn_conflicts_follow() returns trigger language plpgsql security definer
 set search_path = public, pg_temp as $$
begin
  insert into sharing_conflict (id, child_id, practitioner_id, from_team_id, source, lead_team_id, reason,
                                recorded_by_id, recorded_at, ended_reason)
   select gen_random_uuid(), new.child_id, c.practitioner_id, c.from_team_id, c.source, c.lead_team_id, c.reason,
          c.recorded_by_id, c.recorded_at, ''
     from sharing_conflict c where c.child_id = old.child_id and c.ended_at is null
  on conflict do nothing;
  return null;
end $$;
create trigger conflicts_follow after update of child_id on children_record
 for each row when (old.child_id is distinct from new.child_id) execute function cairn_conflicts_follow();
"""
# An agency comes to a child by a new record or by a link; what is kept from those who come later is kept from it.
FURTHER = """
create function cairn_record_came() returns trigger language plpgsql security definer
 set search_path = public, pg_temp as $$
begin
  if exists (select 1 from sharing_withholding w where w.child_id = new.child_id and w.ended_at is null) then
    perform cairn_withhold_further(new.child_id, new.id);
  end if;
  return null;
end $$;
create trigger withheld_further after insert or update of child_id on children_record
 for each row execute function cairn_record_came();

-- Where an agency's whole part leaves no trace, neither does a place that it takes later.
create function cairn_place_came() returns trigger language plpgsql security definer
 set search_path = public, pg_temp as $$
begin
  if exists (select 1 from sharing_withholding w where w.child_id = new.child_id and w.ended_at is null
                and w.item_kind = 'part' and w.mode = 'silent') then
    perform cairn_withhold_further(new.child_id, new.record_id);
  end if;
  return null;
end $$;
create trigger withheld_further after insert or update of child_id on children_involvement
 for each row execute function cairn_place_came();
"""
NO_FURTHER = """
drop trigger withheld_further on children_involvement; drop function cairn_place_came();
drop trigger withheld_further on children_record; drop function cairn_record_came();
"""
CONFLICTS_STAY = "drop trigger conflicts_follow on children_record; drop function cairn_conflicts_follow();"


class Migration(migrations.Migration):
    """Guards beside the columns of sharing 0001, which lives on a lower floor and knows no record."""

    dependencies: ClassVar = [("children", "0007_name_forms"), ("sharing", "0001_withholding")]
    operations: ClassVar = [
        migrations.RunSQL(*follows_record("sharing_withholding")),
        migrations.RunSQL(CONFLICTS_FOLLOW, CONFLICTS_STAY),
        migrations.RunSQL(FURTHER, NO_FURTHER),
    ]
