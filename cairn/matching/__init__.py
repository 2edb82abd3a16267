"""Finding records that may be of the same child: names, keys, evidence, scoring. No models, no database, no Django."""
