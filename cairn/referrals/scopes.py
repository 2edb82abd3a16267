"""Who sees a referral and its answer: sender, receiver, teams that see the story, and the hub."""

from cairn.access.blocks import NotBlocked, NotWithheld
from cairn.access.circle import STORY
from cairn.access.definitions import define
from cairn.access.scopes import Anyone, Hub, OwnAgency, OwnTeam, Scope, Through

RECEIVER = OwnTeam("to_team_id")
REFERRAL = Scope(
    reads=(OwnTeam(), RECEIVER, STORY, Hub()),
    adds=(Anyone(),),
    changes=(RECEIVER, STORY, Hub()),
    blocks=(NotBlocked(), NotWithheld(("id", "record_id", "concern_id"))),
)
# The sender reads the answer through the referral they sent.
DECISION = Scope(reads=(OwnTeam(), Through("referrals.Referral", "referral_id"), Hub()), adds=(OwnAgency(),))
# What is missing is told like the answer itself: whoever sees what was sent sees what is still looked for.
CORROBORATION = Scope(reads=(OwnTeam(), Through("referrals.Referral", "referral_id"), Hub()), adds=(OwnAgency(),))
CORROBORATION_MET = Scope(
    reads=(OwnTeam(), Through("referrals.Corroboration", "corroboration_id"), Hub()), adds=(OwnAgency(),)
)

# Whoever sees a concern may say danger again, also the sender, who changes nothing of what was sent. "I have it" falls
# away only while the concern stands at danger. The answer tells whether somebody owes it still from the first time.
define(
    "call_again",
    """
create or replace function cairn_call_again(one uuid, sent_by uuid, team uuid)
 returns table (referral uuid, is_owed boolean)
 language sql volatile security definer set search_path = public, pg_temp as $$
 update referrals_referral r set acknowledged_at = null, acknowledged_by_id = null, revision = revision + 1
  where r.concern_id = one and r.record_id = sent_by and r.to_team_id = team and r.purpose = 'danger'
    and cairn_acting() and 'danger_now' = (select u.urgency from concerns_urgencychange u where u.concern_id = one
                                            order by u.changed_at desc, u.id desc limit 1)
    and (cairn_is_hub() or r.team_id = any(cairn_my_teams()) or r.to_team_id = any(cairn_my_teams())
         or exists (select 1 from cairn_my_circle mine where mine.child_id = r.child_id and mine.sees_story))
 returning r.id, exists (select 1 from duties_duty o where o.kind = 'acknowledge' and o.about_kind = 'referral'
                          and o.about_id = r.id and o.closed_at is null) $$;
revoke all on function cairn_call_again(uuid, uuid, uuid) from public;
grant execute on function cairn_call_again(uuid, uuid, uuid) to cairn_app, cairn_worker;
""",
    needs=("who", "my_circle"),
)

# For cairn.children.scopes.PutToUs. The first condition holds or fails for the whole statement.
define(
    "put_to_us",
    """
create or replace view cairn_put_to_us as
 select record_id, to_team_id as team_id, delivered_at from referrals_referral
  where not cairn_is_agreed() and to_team_id = any((select cairn_my_teams())::uuid[]);
grant select on cairn_put_to_us to cairn_app, cairn_worker;
create or replace function cairn_was_put_to_us(record uuid, said_at timestamptz) returns boolean
 language plpgsql stable as $$
begin
 return exists (select 1 from cairn_put_to_us put where put.record_id = record and put.delivered_at >= said_at);
end $$;
revoke all on function cairn_was_put_to_us(uuid, timestamptz) from public;
grant execute on function cairn_was_put_to_us(uuid, timestamptz) to cairn_app, cairn_worker;
""",
    needs=("who",),
)
