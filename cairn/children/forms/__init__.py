"""Reading what was typed into plain values. Nothing is saved here and nothing typed is ever lost."""
