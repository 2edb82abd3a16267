"""Guards that a table has beside its columns: append-only rows, and rows that follow what they hang from.

Used by migrations. Each function gives the forward and the backward SQL.
"""

# The one deed that may remove such a row or blank it: disposal, by a function of the owner's that has marked this very
# transaction (cairn.stewardship says how). Asked only where the owner's own functions run, so nobody else pays for it.
GUARD = """
create or replace function cairn_append_only() returns trigger language plpgsql as $$
begin
  -- A foreign key's cascade arrives from inside another trigger; nothing else may change a row, and only this column.
  if tg_op = 'UPDATE' and pg_trigger_depth() > 1
     and (to_jsonb(old) - 'child_id') = (to_jsonb(new) - 'child_id') then
    return new;
  end if;
  -- Rotating the keys seals the same words again: the worker alone, and only in the columns that the trigger names.
  if tg_op = 'UPDATE' and tg_nargs > 0 and current_user = 'cairn_worker' then
    if (to_jsonb(old) - tg_argv::text[]) = (to_jsonb(new) - tg_argv::text[]) then
      return new;
    end if;
  end if;
  if current_user = 'cairn_owner' and tg_op <> 'TRUNCATE' and to_regprocedure('cairn_is_disposing()') is not null then
    if cairn_is_disposing() then
      if tg_op = 'DELETE' then return old; end if;
      return new;
    end if;
  end if;
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = '23001';
end $$;
"""


def append_only(table: str) -> tuple[str, str]:
    """No UPDATE save a cascading child_id, no DELETE, no TRUNCATE, whoever asks: not even the owner.

    Disposal alone is let through.
    """
    forward = f"""{GUARD}
create trigger append_only before update or delete on {table} for each row execute function cairn_append_only();
create trigger append_only_whole before truncate on {table} for each statement execute function cairn_append_only();
"""
    backward = f"drop trigger append_only on {table}; drop trigger append_only_whole on {table};"
    return forward, backward


def reseals(table: str, *columns: str) -> tuple[str, str]:
    """Let the worker seal these columns of an append-only table again (core.sealed). Everything else stays closed."""
    named = ", ".join(f"'{column}'" for column in columns)

    def guard(arguments: str) -> str:
        return f"""{GUARD}
drop trigger append_only on {table};
create trigger append_only before update or delete on {table} for each row
 execute function cairn_append_only({arguments});
"""

    return guard(named), guard("")


def follows_record(table: str) -> tuple[str, str]:
    """The pair (record_id, child_id) always agrees with the record, and follows it when it moves to another child."""
    name = f"{table}_follows"
    forward = f"""
alter table {table} add constraint {name} foreign key (record_id, child_id)
 references children_record (id, child_id) on update cascade;
"""
    return forward, f"alter table {table} drop constraint {name};"
