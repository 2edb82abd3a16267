"""Seeders and benchmarks, reported as ratios to a baseline of the same run."""
