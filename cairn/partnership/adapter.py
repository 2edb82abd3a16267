"""How the sign-in library behaves in Cairn: nobody signs up, no e-mail is needed, second-factor secrets are sealed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from cairn.core import crypto
from cairn.partnership import verbs
from cairn.partnership.kinds import SECOND_FACTOR
from cairn.partnership.models import Practitioner

# Said by the page itself, or by nobody: a greeting after every sign-in is noise to somebody in a hurry.
_QUIET = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator or a command, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed (R-190: agencies join by agreement, people by membership)."""
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in, and note when this session began."""
        super().login(request, user)
        if isinstance(user, Practitioner):
            verbs.sign_in(request.session, user)

    def logout(self, request: HttpRequest) -> None:
        """Sign out; leaving before the second step is no sign-out, because nobody was in."""
        if isinstance(request.user, Practitioner):
            verbs.sign_out(request.user)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Remember a wrong password, whatever becomes of the request."""
        verbs.sign_in_failed(str(credentials.get("email", "")))
        super().authentication_failed(request, **credentials)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Show the library's messages, save the greetings."""
        if message_template not in _QUIET:
            super().add_message(request, level, message_template, *args, **kwargs)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: sign-in works where no e-mail leaves the building."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator apps, passkeys and recovery codes, with every secret sealed in the database."""

    def encrypt(self, text: str) -> str:
        """Seal a TOTP secret or the seed of recovery codes."""
        return crypto.seal(text, about=SECOND_FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed. Raises SealBroken for anything else."""
        return crypto.unseal(encrypted_text, about=SECOND_FACTOR)

    def get_totp_issuer(self) -> str:
        """The name that an authenticator app shows above the code."""
        return "Cairn"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether another way to confirm remains. Nobody is left with a password alone."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())
