"""Tells people that there is something to read. E-mails carry no personal data at all."""
