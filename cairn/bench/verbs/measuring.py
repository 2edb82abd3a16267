"""One benchmark on its own ground: fill the database, then measure."""

from cairn.bench.kinds import Bench
from cairn.bench.rules.plan import Plan
from cairn.bench.verbs import ground
from cairn.bench.verbs.access import measure_access
from cairn.bench.verbs.circles import ROUNDS, measure_circles
from cairn.bench.verbs.intake import CONCERNS, measure_intake
from cairn.bench.verbs.pages import PAIRS, RUNS, measure_pages
from cairn.bench.verbs.seeding import Say, seed


def measure(name: Bench, plan: Plan, say: Say, *, runs: int = 0) -> dict[str, object]:
    """Seed and measure; `runs` above 0 says how often. Refuses to work anywhere but on a benchmark's own ground."""
    with ground.administrator() as admin:
        seeded = seed(plan, admin, say)
        say(f"bench: {plan.children:,} children made in {seeded.seconds:.0f} s\n")
        if name is Bench.INTAKE:
            return measure_intake(seeded, admin, say, concerns=runs or CONCERNS)
        if name is Bench.CIRCLES:
            return measure_circles(seeded, admin, say, rounds=runs or ROUNDS)
        if name is Bench.ACCESS:
            return measure_access(seeded, admin, say, pairs=runs or PAIRS)
        return measure_pages(seeded, admin, say, runs=runs or RUNS, pairs=runs or PAIRS)
