"""The partnership in the API: its agencies, and the receipts by which a call is done once."""
