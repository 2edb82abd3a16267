"""The same data as the pages show, asked by hand in as few plain statements as do: what the pages are held against.

Run as the server's administrator, past row security, without Django.
"""

CHILD = (
    "select * from children_child where reference = %(reference)s",
    """select c.*, t.name, a.name from children_claim c join partnership_team t on t.id = c.team_id
        join partnership_agency a on a.id = c.agency_id
       where c.child_id = %(child)s and not exists (select 1 from children_claim n where n.replaces_id = c.id)
         and c.kind = any('{name,birth,whereabouts,phone,must_not_know,wish,language}') order by c.recorded_at desc""",
    """select i.*, t.name, a.name, p.name from children_involvement i join partnership_team t on t.id = i.team_id
        join partnership_agency a on a.id = i.agency_id left join partnership_membership m on m.id = i.practitioner_id
        left join partnership_practitioner p on p.id = m.practitioner_id
       where i.child_id = %(child)s and i.ended_at is null order by i.started_at""",
    """select r.*, t.name, a.name from children_responsibility r join partnership_team t on t.id = r.team_id
        join partnership_agency a on a.id = r.agency_id where r.child_id = %(child)s and r.until is null""",
    """select d.*, t.name from duties_duty d join partnership_team t on t.id = d.owner_team_id
       where d.child_id = %(child)s and d.closed_at is null order by d.due_at limit 20""",
    """select * from chronology_entry where child_id = %(child)s order by sorted_at desc, id desc limit 1""",
    """select happening, agency_id, at from ledger_event where child_id = %(child)s order by id desc limit 50""",
)
STORY = (
    "select * from children_child where reference = %(reference)s",
    """select c.kind, c.text, c.born_from, c.born_to from children_claim c
       where c.child_id = %(child)s and c.kind in ('name', 'birth') order by c.recorded_at desc""",
    """select e.*, t.name, a.name, p.name from chronology_entry e join partnership_team t on t.id = e.team_id
        join partnership_agency a on a.id = e.agency_id left join partnership_membership m on m.id = e.recorded_by_id
        left join partnership_practitioner p on p.id = m.practitioner_id
       where e.child_id = %(child)s order by e.sorted_at desc, e.id desc limit 50""",
)
_OPEN = """select d.*, t.name, a.name, p.name, w.name from duties_duty d
  join partnership_team t on t.id = d.owner_team_id join partnership_agency a on a.id = d.owner_agency_id
  left join partnership_membership m on m.id = d.owner_id
  left join partnership_practitioner p on p.id = m.practitioner_id
  left join partnership_team w on w.id = d.owed_to_team_id where d.closed_at is null """
_NAMES = """select c.reference, n.text from children_child c
    join children_claim n on n.child_id = c.id and n.kind = 'name'
   where c.id in (select d.child_id from duties_duty d where d.closed_at is null """
MY_WORK = (
    _OPEN
    + "and d.owner_team_id = %(team)s and (d.owner_id is null or d.owner_id = %(member)s) order by d.due_at limit 50",
    _OPEN + "and d.owed_to_team_id = %(team)s order by d.due_at limit 50",
    _NAMES + "and d.owner_team_id = %(team)s order by d.due_at limit 50)",
    """select e.id, e.child_id, e.kind, e.recorded_at, t.name from chronology_entry e
        join partnership_team t on t.id = e.team_id
       where e.recorded_at >= now() - interval '28 days' and e.recorded_by_id is distinct from %(member)s
         and e.child_id in (select i.child_id from children_involvement i where i.team_id = %(team)s
           and i.ended_at is null and i.sees_story and (i.practitioner_id is null or i.practitioner_id = %(member)s))
       order by e.recorded_at desc limit 200""",
    "select * from notices_notice where team_id = %(team)s and read_at is null order by left_at desc limit 10",
)
HUB = (
    _OPEN + "order by d.due_at limit 50",
    _OPEN + "and d.kind = 'acknowledge' order by d.due_at limit 50",
    _NAMES + "order by d.due_at limit 50)",
    """select kind, count(*) from duties_duty where closed_at is null group by kind""",
    "select * from children_linkquestion where closed_at is null order by weight desc limit 20",
    """select c.reference from concerns_concern c
       where not exists (select 1 from referrals_referral r where r.concern_id = c.id) limit 20""",
    """select r.id from referrals_referral r where r.answered_at is null and not exists (
        select 1 from duties_duty d where d.about_id = r.id and d.closed_at is null) limit 20""",
)
SEARCH = (
    """with best as (select child_id from children_matchkey where key = any(%(keys)s)
         group by child_id order by count(*) desc limit 200)
       select b.child_id, c.kind, c.text, c.born_from, c.born_to from best b
         join children_claim c on c.child_id = b.child_id where c.kind in ('name', 'birth', 'sex')""",
)
