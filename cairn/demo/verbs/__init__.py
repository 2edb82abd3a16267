"""Preparing the demonstration and running it."""

from cairn.demo.verbs.partnership import make_partnership
from cairn.demo.verbs.prepare import prepare
from cairn.demo.verbs.supervise import supervise

__all__ = ["make_partnership", "prepare", "supervise"]
