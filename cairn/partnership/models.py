"""The partnership's own people and places. Nothing here belongs to a child; all of it outlives any child's record."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from cairn.access.scopes import DataCare, Guarded, ScopedQuerySet
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.partnership.kinds import Discipline, Mark, Nation, RoleName, Sector, Standing, TeamKind
from cairn.partnership.scopes import OWN_DETAIL, PUBLISHED, RECEIPT, SIGN_IN

_DIRECTORY = DataCare(retention="partnership directory")


class Installation(Guarded):
    """One row: whether this database is a demonstration or holds real children. Kept as long as the database."""

    scope = PUBLISHED
    care = _DIRECTORY
    id = models.SmallAutoField(primary_key=True)
    mark = models.CharField(max_length=20, choices=Mark.choices)
    prepared_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(id=1), name="installation_is_one"),
            CheckConstraint(condition=Q(mark__in=Mark.values), name="installation_mark_known"),
        ]

    def __str__(self) -> str:
        return self.mark


class Area(Guarded):
    """A local authority's area, with the nation whose law and holidays run there."""

    scope = PUBLISHED
    care = _DIRECTORY
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    nation = models.CharField(max_length=20, choices=Nation.choices)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [CheckConstraint(condition=Q(nation__in=Nation.values), name="area_nation_known")]

    def __str__(self) -> str:
        return self.name


class Agency(Guarded):
    """A member of the partnership. Voluntary and statutory agencies sign the same terms (R-190)."""

    scope = PUBLISHED
    care = _DIRECTORY
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=160)
    sector = models.CharField(max_length=20, choices=Sector.choices)
    discipline = models.CharField(max_length=30, choices=Discipline.choices)
    areas = models.ManyToManyField(Area, related_name="agencies", blank=True)
    remit = models.TextField(blank=True, max_length=4000)
    is_first_responder = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name_plural = "agencies"
        constraints: ClassVar = [
            CheckConstraint(condition=Q(sector__in=Sector.values), name="agency_sector_known"),
            CheckConstraint(condition=Q(discipline__in=Discipline.values), name="agency_discipline_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Team(Guarded):
    """A team of an agency: the unit that is involved with a child, never the whole agency."""

    scope = PUBLISHED
    care = _DIRECTORY
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=TeamKind.choices, default=TeamKind.OTHER)
    function = models.CharField(max_length=200, blank=True)
    areas = models.ManyToManyField(Area, related_name="teams", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    weekdays = models.CharField(max_length=7, default="12345")
    stand_in = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="stands_in_for")

    class Meta:
        ordering: ClassVar = ["agency__name", "name"]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=TeamKind.values), name="team_kind_known"),
            CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(opens__isnull=False, closes__isnull=False),
                name="team_hours_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PractitionerManager(BaseUserManager["Practitioner"].from_queryset(ScopedQuerySet["Practitioner"])):  # type: ignore[misc]  # a base made at run time
    """Makes practitioners; the library that signs people in asks for a manager of this shape."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Practitioner":
        """A practitioner who can sign in once they hold a membership."""
        person: Practitioner = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Practitioner(AbstractBaseUser):
    """A person who works with children. What they may do comes from their memberships, never from the person."""

    scope = SIGN_IN
    care = DataCare(retention="practitioner", personal=("email", "name", "phone"))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=160)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = PractitionerManager()

    def __str__(self) -> str:
        return self.name


class Membership(Guarded):
    """A practitioner in a team, with a role, from and to. Seconded people hold several and choose one (R-191).

    `is_agreed`, on a membership that was fetched at sign-in, is whether its agency's agreement to share holds.
    """

    scope = SIGN_IN
    care = DataCare(retention="practitioner", personal=("practitioner",))
    is_agreed: bool | None = None
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=RoleName.choices)
    title = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["practitioner", "team"], condition=Q(ended_at=None), name="membership_once"),
            CheckConstraint(condition=Q(role__in=RoleName.values), name="membership_role_known"),
            CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="membership_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practitioner_id} {self.role}"


class AgencyToken(Guarded):
    """A key by which an agency's own system calls the API. Only its digest is kept; shown once."""

    scope = SIGN_IN
    care = _DIRECTORY
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    permissions = models.JSONField(default=list)
    created_at = models.DateTimeField(default=now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class SharingAgreement(Guarded):
    """One line in the history of an agency's agreement to share, numbered from 1 (R-190). Append-only.

    Of the lines whose first day has come, the one with the highest number is the agency's word: signed, still to be
    signed, or ended. Both days count; `valid_until` is the last. Without one that holds today the agency sends and is
    answered and sees nothing that others share. `recorded_by` is empty for what a command wrote.
    """

    scope = PUBLISHED
    care = DataCare(
        retention="partnership directory",
        personal=("signed_by", "countersigned_by", "safeguarding_lead", "data_protection_lead", "reason"),
    )
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveIntegerField()
    standing = models.CharField(max_length=20, choices=Standing.choices)
    terms = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_until = models.DateField()
    signed_by = models.CharField(max_length=160, blank=True)
    signed_on = models.DateField(null=True)
    countersigned_by = models.CharField(max_length=160, blank=True)
    safeguarding_lead = models.CharField(max_length=160, blank=True)
    data_protection_lead = models.CharField(max_length=160, blank=True)
    is_first_responder = models.BooleanField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(default=now, editable=False)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["agency", "number"], name="agreement_number_once"),
            CheckConstraint(condition=Q(standing__in=Standing.values), name="agreement_standing_known"),
            CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="agreement_lasts"),
            CheckConstraint(
                condition=~Q(standing=Standing.SIGNED) | (~Q(signed_by="") & Q(signed_on__isnull=False)),
                name="agreement_signed_by_somebody",
            ),
            CheckConstraint(condition=~Q(standing=Standing.ENDED) | ~Q(reason=""), name="agreement_ends_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.number}"


class AgreementReminder(Guarded):
    """One step of the renewal's clock that was taken: that an agreement nears its end was said. Once a step."""

    scope = PUBLISHED
    care = _DIRECTORY
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(SharingAgreement, on_delete=models.PROTECT, related_name="reminders")
    rule = models.CharField(max_length=60)
    told_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["agreement", "rule"], name="agreement_reminded_once")]

    def __str__(self) -> str:
        return f"{self.rule} {self.agreement_id}"


class OwnDetail(Guarded):
    """One name, address or telephone of a practitioner or somebody close, to be kept from them (R-191).

    Nobody can read it again: only a keyed hash is stored, under a secret of its own, so that not even a copy of the
    database ties a practitioner to a child. Ended, never deleted, until the practitioner's account goes.
    """

    scope = OWN_DETAIL
    care = DataCare(retention="practitioner", personal=("practitioner",))
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="+")
    key = models.BigIntegerField()
    added_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["practitioner", "key"], condition=Q(ended_at=None), name="own_detail_once"),
            CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("added_at")), name="own_detail_ends_after"),
        ]

    def __str__(self) -> str:
        return str(self.practitioner_id)


class Receipt(Guarded):
    """A call of the API that made something, so that the same call again makes nothing new (Idempotency-Key).

    Holds whose key it was and what came of it, and a keyed digest of what was sent, never what was sent. `caller` is a
    token or a membership, which alone sees it; `about` is a soft reference. Kept as long as operation logs.
    """

    scope = RECEIPT
    care = DataCare(retention="operation")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    caller = models.UUIDField()
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    status = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["caller", "key"], name="receipt_once")]

    def __str__(self) -> str:
        return f"{self.about_kind} {self.about_id}"
