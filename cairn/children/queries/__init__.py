"""Questions about children. Each starts from what the actor may see, save those of matching, which say why."""
