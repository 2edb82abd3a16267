"""Pure parts of the benchmarks: how much to make, what to make, and how to state what was measured."""
