"""Clock, working days, identities, references, errors and jobs by name. No word of the field lives here."""
