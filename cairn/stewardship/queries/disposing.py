"""The one function that may remove what is otherwise never removed, written out from the list of holdings.

It belongs to the owner and is lent to the worker alone. It checks for itself that two different data-protection leads
agreed and that nothing holds the record; then everything goes, or nothing does. Names of tables are our own models’.
"""

from collections.abc import Iterator

from django.db import models

from cairn.access.definitions import define
from cairn.stewardship.queries.holdings import SHARED, Holding, holdings

_CHILDREN = "family"
SCRUBBED = "[removed]"
_BEGIN = """
create or replace function cairn_dispose(one uuid) returns jsonb language plpgsql volatile security definer
 set search_path = public, pg_temp as $$
declare
  asked stewardship_disposal; family uuid[]; counts jsonb := '{}'; n bigint; every uuid[] := '{}'; stayed bigint;
"""
_CHECKS = """
  if coalesce(cairn_setting('actor_kind'), '') <> 'job' then
    raise exception 'only a job disposes of records' using errcode = '42501';
  end if;
  select * into asked from stewardship_disposal where id = one for update;
  if asked.id is null or asked.state <> 'approved' or not exists (
    select 1 from partnership_membership p join partnership_membership a on a.id = asked.approved_by_id
     where p.id = asked.proposed_by_id and p.practitioner_id <> a.practitioner_id
       and p.role = 'data_protection_lead' and a.role = 'data_protection_lead') then
    raise exception 'two data-protection leads have not agreed' using errcode = '42501';
  end if;
  family := cairn_family(asked.child_id);
  perform pg_advisory_xact_lock(hashtextextended(each::text, 0)) from unnest(family) as each;
  if cairn_on_hold(asked.child_id) then
    raise exception 'the record is on legal hold' using errcode = '42501';
  end if;
  insert into cairn_disposing values (pg_current_xact_id());
"""
_END = """
  delete from cairn_disposing where xact = pg_current_xact_id();
  return jsonb_build_object('counts', counts, 'stayed', stayed);
end $$;
revoke all on function cairn_dispose(uuid) from public;
grant execute on function cairn_dispose(uuid) to cairn_worker;
"""


def install() -> None:
    """Define the function, once every floor has said what it holds."""
    define("dispose", dispose_sql(), needs=("who", "family", "on_hold", "disposing", "append_only"))


def dispose_sql() -> str:
    """The function's SQL: first which rows they are, as long as all still hang together; then each table in turn."""
    listed = list(enumerate(holdings()))
    declared = "".join(f"  ids_{at} uuid[];\n" for at, each in listed if _has_uuid(each.model))
    found = "".join(_found(at, each) for at, each in listed)
    stayed = f"  select count(*) into stayed from concerns_concern where {SHARED.replace('{children}', _CHILDREN)};\n"  # noqa: S608 (own names)
    removed = "".join(_removed(at, each) for at, each in listed)
    blanked = "".join(_blanked(at, each) for at, each in listed)
    choice = f"  if asked.action = 'delete' then\n{removed}{_NOTICES}  else\n{blanked}{_ASLEEP}  end if;\n"
    return f"{_BEGIN}{declared}begin{_CHECKS}{found}{stayed}{choice}{_END}"


# Lines of an inbox say nothing, but they lead to what is gone.
_NOTICES = "    delete from notices_notice where about_id = any(every);\n"
_ASLEEP = """    update children_involvement set ended_at = greatest(now(), started_at)
     where child_id = any(family) and ended_at is null;
    update children_child set is_asleep = true, revision = revision + 1 where id = any(family);
"""


def _has_uuid(model: type[models.Model]) -> bool:
    return isinstance(model._meta.pk, models.UUIDField)


def _found(at: int, one: Holding) -> str:
    if not _has_uuid(one.model):
        return ""
    return (
        f"  select coalesce(array_agg(id), '{{}}') into ids_{at} from {one.table} where {one.where(_CHILDREN)};\n"  # noqa: S608 (own names)
        f"  every := every || ids_{at};\n"
    )


def _rows(at: int, one: Holding) -> str:
    return f"id = any(ids_{at})" if _has_uuid(one.model) else one.where(_CHILDREN)


def _removed(at: int, one: Holding) -> str:
    return f"    delete from {one.table} where {_rows(at, one)};\n{_counted(one)}"  # noqa: S608 (own names)


def _blanked(at: int, one: Holding) -> str:
    values = list(blank_values(one.model))
    if not all(value for _, value in values):
        return _removed(at, one)
    blanks = ", ".join(f"{column} = {value}" for column, value in values)
    if not blanks:
        return ""
    return f"    update {one.table} set {blanks} where {_rows(at, one)};\n{_counted(one)}"  # noqa: S608 (own names)


def _counted(one: Holding) -> str:
    return (
        "    get diagnostics n = row_count;\n"
        f"    if n > 0 then counts := counts || jsonb_build_object('{one.label}', n); end if;\n"
    )


def blank_values(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Each personal or special column with the SQL that stands in its place when only the outline is kept.

    A model may say its own value in its care; otherwise text says that it was removed, lists and parts are emptied,
    and what may be absent is absent. Empty SQL: nothing can stand there, so the whole row goes, as a key does by which
    somebody could be found. Pointers to other rows are no words and stay.
    """
    care = model.care  # type: ignore[attr-defined]  # every guarded model has one
    own = dict(care.scrub)
    for name in dict.fromkeys((*care.personal, *care.special, *own)):
        field = model._meta.get_field(name)
        if isinstance(field, models.Field) and not field.is_relation:
            yield str(field.column), _literal(own[name]) if name in own else _blank(field)


def _blank(field: "models.Field[object, object]") -> str:
    if isinstance(field, models.JSONField):
        return _literal("[]" if field.default is list else "{}")
    if field.null:
        return "null"
    if isinstance(field, models.CharField | models.TextField):
        return _literal(SCRUBBED)
    return ""


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
