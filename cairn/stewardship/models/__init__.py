"""What lies on the data-protection desk."""

from cairn.stewardship.models.asking import AccessRequest, PackItem, Redaction
from cairn.stewardship.models.breaches import Breach, BreachNote
from cairn.stewardship.models.exports import Export
from cairn.stewardship.models.keeping import Certificate, Disposal, LegalHold

__all__ = [
    "AccessRequest",
    "Breach",
    "BreachNote",
    "Certificate",
    "Disposal",
    "Export",
    "LegalHold",
    "PackItem",
    "Redaction",
]
