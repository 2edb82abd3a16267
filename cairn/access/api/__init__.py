"""What every operation of the API has in common: who calls, what may be sent, and how a refusal is said."""
