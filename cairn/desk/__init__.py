"""Pages that put several floors together: my work, and the hub's duty list. Owns no models."""
