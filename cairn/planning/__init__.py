"""The planning floor: what each team does with a child and when it sees the child, and what one of them could do."""
