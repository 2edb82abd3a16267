"""Two people, whatever the application says; and a certificate that nobody changes."""

from typing import ClassVar

from django.db import migrations

from cairn.access.schema import append_only

# Each lead signs for themselves, and only a job says that it was done: a fault in a page could not forge a second person.
SIGNED = """
create function cairn_disposal_signed() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if current_user <> 'cairn_app' then return new; end if;
  if (new.id, new.child_id, new.child_reference, new.agency_id, new.rule, new.due_on)
     is distinct from (old.id, old.child_id, old.child_reference, old.agency_id, old.rule, old.due_on)
   or (new.proposed_by_id is distinct from old.proposed_by_id and new.proposed_by_id is distinct from cairn_caller())
   or (new.approved_by_id is distinct from old.approved_by_id and new.approved_by_id is distinct from cairn_caller())
   or (new.approved_by_id is not null and (new.action, new.proposed_by_id)
       is distinct from (old.action, old.proposed_by_id))
   or old.ended_at is not null or new.state in ('done', 'stopped') then
    raise exception 'a disposal is signed by each lead alone and done by a job' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger disposal_signed before update on stewardship_disposal
 for each row execute function cairn_disposal_signed();
"""
UNSIGNED = "drop trigger disposal_signed on stewardship_disposal; drop function cairn_disposal_signed();"


class Migration(migrations.Migration):
    """Guards beside the columns of 0001."""

    dependencies: ClassVar = [("stewardship", "0001_keeping")]
    operations: ClassVar = [
        migrations.RunSQL(*append_only("stewardship_certificate")),
        migrations.RunSQL(SIGNED, UNSIGNED),
    ]
