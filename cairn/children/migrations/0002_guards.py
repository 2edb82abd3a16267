"""What is written about a child follows its record; a child is never without somebody responsible."""

from typing import ClassVar

from django.db import migrations

from cairn.access.schema import append_only, follows_record

FOLLOWS = ["children_claim", "children_involvement", "children_involvementrequest", "children_matchkey"]
APPEND_ONLY = ["children_claim"]

# Every awake child has exactly one current holder of each kind when the transaction ends. Deferred, because a
# hand-over ends one row before it begins the next; definer, because the actor may not see the rows it must count.
HELD = """
create function cairn_child_is_held() returns trigger language plpgsql security definer
 set search_path = public, pg_temp as $$
declare touched uuid[]; one uuid;
begin
  if tg_table_name = 'children_child' then touched := array[new.id];
  elsif tg_op = 'INSERT' then touched := array[new.child_id];
  elsif tg_op = 'DELETE' then touched := array[old.child_id];
  else touched := array[new.child_id, old.child_id];
  end if;
  foreach one in array touched loop
    if exists (select 1 from children_child where id = one and not is_asleep)
       and (select count(distinct kind) from children_responsibility where child_id = one and until is null) < 3 then
      raise exception 'a child would be without somebody responsible' using errcode = '23514',
        constraint = 'child_is_held';
    end if;
  end loop;
  return null;
end $$;
create constraint trigger child_is_held after insert or update of is_asleep on children_child
 deferrable initially deferred for each row execute function cairn_child_is_held();
create constraint trigger child_is_held after insert or update or delete on children_responsibility
 deferrable initially deferred for each row execute function cairn_child_is_held();
"""
NOT_HELD = """
drop trigger child_is_held on children_responsibility; drop trigger child_is_held on children_child;
drop function cairn_child_is_held();
"""
# Duties live on a lower floor and know a child by a soft reference only, so the record carries them along.
DUTIES_FOLLOW = """
create function cairn_duties_follow() returns trigger language plpgsql security definer
 set search_path = public, pg_temp as $$
begin
  update duties_duty set child_id = new.child_id where record_id = new.id;
  return null;
end $$;
create trigger duties_follow after update of child_id on children_record
 for each row execute function cairn_duties_follow();
"""
DUTIES_STAY = "drop trigger duties_follow on children_record; drop function cairn_duties_follow();"


class Migration(migrations.Migration):
    """Guards beside the columns of 0001."""

    dependencies: ClassVar = [("children", "0001_initial"), ("duties", "0001_initial")]
    operations: ClassVar = [
        *(migrations.RunSQL(*follows_record(table)) for table in FOLLOWS),
        *(migrations.RunSQL(*append_only(table)) for table in APPEND_ONLY),
        migrations.RunSQL(HELD, NOT_HELD),
        migrations.RunSQL(DUTIES_FOLLOW, DUTIES_STAY),
    ]
