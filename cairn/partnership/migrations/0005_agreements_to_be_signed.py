"""Nobody is cut off by the change itself: where no agreement lasts that long, one to be signed holds for 90 days."""

from typing import ClassVar

from django.db import migrations

_FILL = """
update partnership_sharingagreement s
   set number = n.number, valid_from = s.signed_on, valid_until = greatest(s.valid_until, s.signed_on),
       signed_by = 'not recorded', is_first_responder = n.is_first_responder
  from (select o.id, a.is_first_responder,
               row_number() over (partition by o.agency_id order by o.signed_on, o.id) as number
          from partnership_sharingagreement o join partnership_agency a on a.id = o.agency_id) n
 where n.id = s.id;

insert into partnership_sharingagreement
 (id, agency_id, number, standing, terms, valid_from, valid_until, signed_by, countersigned_by, safeguarding_lead,
  data_protection_lead, reason, recorded_at)
select gen_random_uuid(), a.id, coalesce(l.number, 0) + 1, 'to_be_signed', 'template 1', d.today, d.today + 90, '', '',
       coalesce(l.safeguarding_lead, ''), coalesce(l.data_protection_lead, ''), '', now()
  from partnership_agency a
  cross join (select (now() at time zone 'Europe/London')::date as today) d
  left join lateral (select s.* from partnership_sharingagreement s where s.agency_id = a.id
                      order by s.number desc limit 1) l on true
 where l.id is null or l.valid_from > d.today or l.valid_until < d.today + 90;
"""


class Migration(migrations.Migration):
    """Agencies that joined before agreements closed sight get 90 days to sign; see docs/going-live.md."""

    dependencies: ClassVar = [("partnership", "0004_agreements")]

    operations: ClassVar = [migrations.RunSQL(_FILL, migrations.RunSQL.noop)]
