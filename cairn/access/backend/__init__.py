"""A PostgreSQL backend for Django that starts the embedded server when first needed and says who acts."""
