"""Registers the partnership with Django, and its sentences with the entrances."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """Areas, agencies, teams, people; how they sign in; the keys of agencies' own systems."""

    name = "cairn.partnership"
    label = "partnership"

    def ready(self) -> None:
        """Make known what may be pointed at, and give the entrances the words for refusals."""
        from cairn.core import crypto, ref, sealed
        from cairn.partnership import verbs  # noqa: F401 (its rights are installed with the policies)
        from cairn.partnership.kinds import REFUSALS, SECOND_FACTOR
        from cairn.ui import sentences

        ref.register("membership", "partnership.Membership")
        ref.register("token", "partnership.AgencyToken")
        ref.register("area", "partnership.Area")
        ref.register("agency", "partnership.Agency")
        ref.register("agreement", "partnership.SharingAgreement")
        ref.register("practitioner", "partnership.Practitioner")
        sealed.register("mfa.Authenticator", "data", lambda _row: SECOND_FACTOR)
        sentences.register(REFUSALS)
        sentences.register(crypto.REFUSALS)
