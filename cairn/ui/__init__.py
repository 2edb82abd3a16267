"""Jinja environment, form field adaptor, page layout, components, styles and scripts. Knows no word of the field."""
