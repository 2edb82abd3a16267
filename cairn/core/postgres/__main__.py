"""`python -m cairn.core.postgres start|stop|status --data DIR`: the built-in database by hand."""

import argparse
import sys
from pathlib import Path

from cairn.core.errors import CairnError
from cairn.core.postgres import Cluster, sentence


def main(arguments: list[str] | None = None) -> int:
    """Do as told. 0 when done or running, 1 with one sentence when it went wrong, 3 when asked and not running."""
    parser = argparse.ArgumentParser(prog="python -m cairn.core.postgres", description=__doc__)
    parser.add_argument("what", choices=("start", "stop", "status"))
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    given = parser.parse_args(arguments)
    try:
        return _do(given.what, Cluster(given.data))
    except CairnError as error:
        print(sentence(error), file=sys.stderr)
        return 1


def _do(what: str, cluster: Cluster) -> int:
    if what == "start":
        cluster.start()
    elif what == "stop":
        cluster.stop()
    is_running = cluster.running()
    print("running" if is_running else "not running")
    return 3 if what == "status" and not is_running else 0


if __name__ == "__main__":
    sys.exit(main())
