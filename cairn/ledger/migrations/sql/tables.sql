-- The ledger's tables belong to cairn_ledger, which nobody signs in as: not even the role that migrates may change them.
set local role cairn_ledger;

create table ledger_event (
  id bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id(),
  seal bigint,
  actor_kind text not null,
  practitioner_id uuid,
  membership_id uuid,
  agency_id uuid,
  token_id uuid,
  happening text not null,
  child_id uuid,
  makeup integer,
  about_kind text,
  about_id uuid,
  purpose text not null default '',
  request_id uuid,
  detail jsonb not null default '{}',
  primary key (id, at),
  constraint ledger_event_actor check (actor_kind in ('practitioner', 'system', 'job', 'door')),
  constraint ledger_event_code check (happening ~ '^[a-z][a-z_]*(\.[a-z][a-z_]*)*$' and length(happening) <= 64),
  constraint ledger_event_about check ((about_kind is null) = (about_id is null) and length(about_kind) <= 64),
  constraint ledger_event_purpose check (length(purpose) <= 120),
  constraint ledger_event_detail check (jsonb_typeof(detail) = 'object')
) partition by range (at);

create index ledger_event_seal on ledger_event (seal, id);
create index ledger_event_child on ledger_event (child_id, id desc) where child_id is not null;
create index ledger_event_person on ledger_event (practitioner_id, id desc) where practitioner_id is not null;
create index ledger_event_listed on ledger_event using gin ((detail -> 'children') jsonb_path_ops)
  where detail ? 'children';

create table ledger_seal (
  number bigint primary key,
  first bigint not null,
  last bigint not null,
  count bigint not null check (count > 0),
  digest bytea not null check (length(digest) = 32),
  previous bytea not null check (length(previous) = 32),
  sealed_at timestamptz not null default clock_timestamp(),
  horizon xid8 not null
);

alter table ledger_event enable row level security;
alter table ledger_event force row level security;
create policy ledger_add on ledger_event for insert to cairn_app, cairn_worker with check (true);
create policy ledger_keep on ledger_event for all to cairn_ledger using (true) with check (true);
alter table ledger_seal enable row level security;
alter table ledger_seal force row level security;
create policy ledger_read on ledger_seal for select to cairn_app, cairn_worker using (true);
create policy ledger_keep on ledger_seal for all to cairn_ledger using (true) with check (true);

-- By column: when it happened, in which transaction and under which seal is never for the writer to say.
revoke all on ledger_event, ledger_seal from public, cairn_app, cairn_worker;
grant insert (actor_kind, practitioner_id, membership_id, agency_id, token_id, happening, child_id, makeup,
              about_kind, about_id, purpose, request_id, detail) on ledger_event to cairn_app, cairn_worker;
grant select on ledger_event to cairn_app;
grant select on ledger_seal to cairn_app, cairn_worker;

set local role cairn_owner;
