"""Questions of this floor, each starting from what the actor may see."""
