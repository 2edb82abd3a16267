"""From models to exactly what one page shows."""
