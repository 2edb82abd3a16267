"""The sharing floor in the API: the lawful grounds, and what is held back."""
