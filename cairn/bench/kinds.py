"""What can be measured, and what a benchmark refuses."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Bench(StrEnum):
    """One benchmark by its name on the command line."""

    PAGES = "pages"
    INTAKE = "intake"
    CIRCLES = "circles"
    ACCESS = "access"
    MATCH = "match"
    LINK = "link"


REFUSALS = {
    "bench_no_febrl": _("There are no FEBRL files in “%(folder)s”: dataset3.csv, or dataset4a.csv and dataset4b.csv."),
    "not_inside_a_bench": _("This part of a benchmark works only in a database that the benchmark itself has made."),
    "no_answer_from_server": _("The web server that was to be measured did not answer; its words are above."),
    "bench_page_failed": _("The page “%(page)s” answered %(status)s, so it was not measured."),
    "bench_pages_differ": _("“%(page)s” is another page without access, so what access costs was not measured."),
    "bench_concern_failed": _("A concern was answered with %(status)s (%(words)s), so intake was not measured."),
}
