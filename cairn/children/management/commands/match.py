"""`cairn match`: a person's known facts in, candidates with their evidence out, by the rights of somebody named."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from pydantic import ValidationError

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.children.api.phrasing import candidate_shown, own_records
from cairn.children.api.shapes import SearchAsked
from cairn.children.queries.facts import names_in
from cairn.children.queries.keys import person
from cairn.children.queries.likeness import likeness
from cairn.children.rules import shown_name
from cairn.children.verbs import search_children
from cairn.core.clock import today
from cairn.core.errors import Refused
from cairn.matching.scoring import MODEL_VERSION
from cairn.partnership.models import Practitioner
from cairn.partnership.queries import actor_for, memberships_of

_LONGEST_REASON = 120  # letters: the ledger keeps no stories


class Command(BaseCommand):
    """The same as POST /children/search: what it takes, what it shows, what it remembers; and no hints."""

    help = "Looks for a child among those somebody may see, by JSON on standard input as in POST /children/search."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Usage: `match --as EMAIL --reason TEXT [--team SLUG] [--json]`."""
        parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="with whose rights")
        parser.add_argument(
            "--team", default="", metavar="SLUG", help="in which of their teams; the only one otherwise"
        )
        parser.add_argument("--reason", required=True, help="why; remembered with the search, so no names in it")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output; so it is anyway")

    def handle(self, *args: Any, **options: Any) -> None:
        """Search and print. Refuses what cannot be read (`match_unreadable`), and what the search refuses."""
        try:
            asked = SearchAsked.model_validate_json(sys.stdin.buffer.read())
        except ValidationError as error:
            # Where it is wrong, never what was written there: that is about a child.
            places = {".".join(map(str, each["loc"])) or "JSON" for each in error.errors(include_input=False)}
            raise Refused("match_unreadable", where=", ".join(sorted(places))) from None
        reason = " ".join(options["reason"].split())
        if not reason:
            raise Refused("match_reason_needed")
        by = replace(acting(options["email"], options["team"]), purpose=reason[:_LONGEST_REASON])
        with acting_as(by), transaction.atomic():
            self.stdout.write(json.dumps(found(asked, by), ensure_ascii=False, indent=2))


def acting(email: str, team: str) -> Actor:
    """Somebody in one of their teams. Refuses nobody of that address or team (`no_such_practitioner`), and several
    teams of which none was named (`choose_team`)."""
    person = Practitioner.objects.filter(email=email.strip().lower(), is_active=True).first()
    held = [] if person is None else [one for one in memberships_of(person) if team in ("", one.team.slug)]
    if not held:
        raise Refused("no_such_practitioner")
    if len(held) > 1:
        raise Refused("choose_team")
    return actor_for(held[0])


def found(asked: SearchAsked, by: Actor) -> dict[str, object]:
    """The candidates, the one that may be suggested, and what to ask next, all by what this person may read."""
    facts = list(asked.compared(seen_on=today()))
    seen = search_children(said=facts, by=by)
    children = {each.child.id: each.child for each in seen}
    known = person((str(each.kind), each.text, each.detail, each.born_from, each.born_to) for each in facts)
    ranking, said = likeness(known, children, by, own_only=False, yardstick=seen[0].yardstick if seen else None)
    records = own_records(children, by)
    return {
        "model": MODEL_VERSION,
        "suggestion": ranking.suggestion and children[ranking.suggestion.candidate].reference,
        "ask_next": ranking.ask_next,
        "candidates": [
            {
                "name": shown_name(names_in(said[each.candidate])),
                **candidate_shown(each, children[each.candidate].reference, records.get(each.candidate, [])).model_dump(
                    mode="json"
                ),
            }
            for each in ranking.candidates
        ],
    }
