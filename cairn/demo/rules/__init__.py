"""Reading the stories of Northmoor: when a step happens, and what it says."""

from cairn.demo.rules.reading import Step, cast_addresses, read_partnership, read_steps
from cairn.demo.rules.times import day_offset, moment_of

__all__ = ["Step", "cast_addresses", "day_offset", "moment_of", "read_partnership", "read_steps"]
