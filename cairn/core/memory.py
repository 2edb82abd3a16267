"""How a process that answers requests looks after its memory."""

import gc
from typing import Final

# A lookup makes some ten thousand small objects and drops them again: looked through every 700, as Python does of its
# own accord, they cost a quarter of its time.
LOOKED_THROUGH: Final = (50_000, 20, 50)


def settle() -> None:
    """Leave what has been loaded by now out of every later search for unused objects, and search less often.

    For a process that has just started and will answer for long. Called again, it does the same again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*LOOKED_THROUGH)
