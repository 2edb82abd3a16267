"""Linking whole files of people: reading, preparing, comparing on DuckDB or Spark, and keeping chains from forming.

No models, no Django. The agreement weights are frozen in `model.json`; how often things agree by chance is measured in
the files at hand. Nothing here joins two children: what comes out are pairs for people to look at.
"""
