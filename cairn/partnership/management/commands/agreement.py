"""`cairn agreement`: which agencies' agreements to share hold; record a signature; end one."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from cairn.access.actor import job
from cairn.core.clock import today
from cairn.core.errors import Refused
from cairn.partnership import presenters, queries, verbs
from cairn.partnership.models import Agency
from cairn.partnership.verbs.agreements import TEMPLATE

_ANSWERS = {"yes": True, "no": False, "": None}


class Command(BaseCommand):
    """`agreement list`, `agreement sign --agency SLUG …`, `agreement end --agency SLUG --reason …` (R-190)."""

    help = "Lists the agencies' agreements to share, records that one was signed, or ends one."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, for which agency."""
        deeds = parser.add_subparsers(dest="deed", required=True)
        deeds.add_parser("list", help="Every agency: how it stands, the last day, what is missing.")
        sign, end = deeds.add_parser("sign", help="Records a signature."), deeds.add_parser("end", help="Ends one now.")
        for each in (sign, end):
            each.add_argument("--agency", required=True, metavar="SLUG")
        end.add_argument("--reason", required=True)
        sign.add_argument("--terms", default=TEMPLATE)
        sign.add_argument("--signed-by", required=True, help="name and post of who signed for the agency")
        sign.add_argument("--countersigned-by", required=True, help="the same of who signed for the partnership")
        for name in ("--signed-on", "--from"):
            sign.add_argument(name, type=date.fromisoformat, default=None, metavar="DAY", help="today without it")
        sign.add_argument("--until", type=date.fromisoformat, required=True, metavar="DAY", help="the last day")
        for name in ("--safeguarding-lead", "--data-protection-lead", "--remit"):
            sign.add_argument(name, default="", help="as before without it")
        sign.add_argument("--first-responder", choices=["yes", "no"], default="", help="as before without it")

    def handle(self, *args: Any, **options: Any) -> None:
        """List, sign or end. Refuses `no_such_agency`, and what the verbs refuse."""
        if options["deed"] == "list":
            for line in presenters.agreement_lines():
                parts = (line.name, line.label, line.until.isoformat() if line.until else "", line.left, *line.lacking)
                self.stdout.write("\t".join(parts))
            return
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if agency is None:
            raise Refused("no_such_agency", slug=options["agency"])
        by, number = job(f"cairn agreement {options['deed']}"), queries.standing_of_agency(agency).number
        if options["deed"] == "end":
            verbs.end_agreement(agency=agency, reason=options["reason"], number=number, by=by)
        else:
            verbs.sign_agreement(agency=agency, signed=_signed(agency, options), number=number, by=by)
        self.stderr.write(_("Recorded."))


def _signed(agency: Agency, options: dict[str, Any]) -> verbs.Signed:
    line = queries.standing_of_agency(agency).line
    responds = _ANSWERS[options["first_responder"]]
    return verbs.Signed(
        terms=options["terms"],
        signed_by=options["signed_by"],
        signed_on=options["signed_on"] or today(),
        countersigned_by=options["countersigned_by"],
        valid_from=options["from"] or today(),
        valid_until=options["until"],
        safeguarding_lead=options["safeguarding_lead"] or (line.safeguarding_lead if line else ""),
        data_protection_lead=options["data_protection_lead"] or (line.data_protection_lead if line else ""),
        is_first_responder=line.is_first_responder if responds is None and line else responds,
        remit=options["remit"],
    )
