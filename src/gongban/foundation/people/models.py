"""Who is who: accounts, residents, departments, memberships, deputies, enterprises, consents."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from gongban.foundation.people.scopes import EVERYTHING
from gongban.foundation.people.terms import EVERY_ITEM
from gongban.kernel.identifiers import uuid7


class Accounts(BaseUserManager["Account"]):
    """How accounts are found at login."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login=username)


class Account(AbstractBaseUser):
    """Something that can sign in: a resident with a verified phone, or a member of staff with a password."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    login = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=10)  # resident | staff
    name_zh = models.CharField(max_length=60, blank=True)
    name_en = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())
    left_at = models.DateTimeField(null=True)
    start_password_until = models.DateTimeField(null=True)  # a password given by somebody else must be changed by then

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = []
    objects = Accounts()


class Resident(models.Model):
    """What is known of a resident. Encrypted columns name their suite and key; look-up is by keyed hash."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="resident")
    phone = models.TextField(blank=True)
    phone_lookup = models.CharField(max_length=120, blank=True)
    id_number = models.TextField(blank=True)
    id_number_lookup = models.CharField(max_length=120, blank=True)
    full_name = models.TextField(blank=True)
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phone_lookup"], condition=~Q(phone_lookup=""), name="one_resident_per_phone"),
            models.UniqueConstraint(fields=["id_number_lookup"], condition=~Q(id_number_lookup=""), name="one_resident_per_id_number"),
        ]


class Proof(models.Model):
    """How and when it was proved who a resident is; what is over stays, with its end. Name and number stand in Resident."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="proofs")
    way = models.CharField(max_length=10)  # counter | provider | file
    proved_at = models.DateTimeField()
    clerk = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    department = models.ForeignKey("Department", null=True, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=200, blank=True)  # of a provider
    subject_lookup = models.CharField(max_length=120, blank=True)  # keyed hash of who the person is there
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=Q(ended_at__isnull=True), name="one_standing_proof"),
            models.UniqueConstraint(fields=["issuer", "subject_lookup"], condition=Q(ended_at__isnull=True) & ~Q(subject_lookup=""), name="one_account_per_subject"),
        ]


class Department(models.Model):
    """A body that can hold a matter: city department, district, street office, unit, public enterprise."""

    code = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=20)  # department | district | street | unit | enterprise | service_office
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    short_zh = models.CharField(max_length=30)
    short_en = models.CharField(max_length=60)
    duties = models.JSONField(default=list)
    territory = models.CharField(max_length=20, blank=True)  # area code; empty means the whole city
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="units")
    resident = models.BooleanField(default=False)  # 入驻
    phone = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def at(self, moment: datetime) -> MembershipQuerySet:
        """Memberships in force at a moment."""
        return self.filter(since__lte=moment).filter(Q(until__isnull=True) | Q(until__gt=moment))


class Membership(models.Model):
    """A role of a member of staff in a department, for a time."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two rows the same membership."""
        return self.account_id, self.department_id, self.role


class Deputy(models.Model):
    """Who acts for an absent colleague, from when until when."""

    id = models.BigAutoField(primary_key=True)
    absent = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="absences")
    deputy = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="deputising")
    starts = models.DateTimeField()
    ends = models.DateTimeField()

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two rows the same arrangement."""
        return self.absent_id, self.deputy_id


class Enterprise(models.Model):
    """An enterprise by its unified social credit code."""

    credit_code = models.CharField(primary_key=True, max_length=18)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    facts: models.JSONField[Any, Any] = models.JSONField(default=dict)


def every_item() -> list[str]:
    """The items of somebody who may act in all of them."""
    return [EVERY_ITEM]


class Agent(models.Model):
    """Who may speak for an enterprise: its legal representative, or an agent whom that person authorised for items and a time."""

    id = models.BigAutoField(primary_key=True)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="agents")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="agencies")
    capacity = models.CharField(max_length=30)  # legal_representative | agent
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    items: models.JSONField[list[str], list[str]] = models.JSONField(default=every_item)  # codes of items, or "all"
    granted_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two rows the same agency."""
        return self.enterprise_id, self.account_id


class Consent(models.Model):
    """That a person agreed to a version of the privacy notice."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="consents")
    notice = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class OneTimeCode(models.Model):
    """A code that was sent to a phone, to sign in or for one purpose at a counter: only its hash is kept, a few tries, a few minutes."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    phone_lookup = models.CharField(max_length=120, db_index=True)
    purpose = models.CharField(max_length=10, default="sign_in")  # sign_in | counter
    digest = models.CharField(max_length=120)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)


class Allowance(models.Model):
    """How often something was done in a span of time, for limits that hold across all processes.

    Rows hold a keyed hash of whom they are about, and are deleted once their span is over.
    """

    name = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    ends_at = models.DateTimeField()
    spent = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "subject", "ends_at"], name="one_allowance_per_span")]
        indexes = [models.Index(fields=["ends_at"], name="allowance_by_end")]


def everything() -> list[str]:
    """The scopes of a token that may do whatever its account may."""
    return [EVERYTHING]


class ApiToken(models.Model):
    """A secret with which a program stands for an account over one channel; only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="api_tokens")
    digest = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=20)
    hint = models.CharField(max_length=12, blank=True)  # how it begins, to tell it from others
    scopes: models.JSONField[Any, Any] = models.JSONField(default=everything)
    departments: models.JSONField[Any, Any] = models.JSONField(default=list)  # empty: all in which the account has a role
    per_minute = models.PositiveIntegerField(null=True)  # None: without a limit of its own, as a channel needs
    created_at = models.DateTimeField(db_default=Now())
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
