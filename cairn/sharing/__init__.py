"""Who may see what for which reason: withholding, compartments, grants, asking, and the lawful gateways for sharing."""
