"""Registers the ledger with Django, with the access floor, and with whatever `cairn migrate` installs."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger hears of every denial, and its reading policy stands after every migration."""

    name = "cairn.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Hook in once every model is known: the policy leans on definitions that higher floors register by then."""
        from cairn.access.actor import on_denial
        from cairn.access.definitions import define
        from cairn.core import ref
        from cairn.ledger.scopes import READING
        from cairn.ledger.verbs import denied

        define("ledger_reading", READING)
        ref.register("ledger_digest", "ledger.Digest")
        on_denial(denied)
