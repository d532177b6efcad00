"""Tables of licences: types, licences with their versions and history, what stands inside a comprehensive one, looks and consents.

What identifies a holder is encrypted in columns that can be erased; the journal holds ids and codes only.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from gongban.delivery.licences.rules import state_on
from gongban.delivery.licences.terms import Field, Proven
from gongban.foundation.people.models import Account, Department, Enterprise
from gongban.kernel.identifiers import uuid7
from gongban.kernel.words import Words


class LicenceType(models.Model):
    """A kind of licence as the city declares it (licence_types.yaml). One no longer named is ended: its licences go on."""

    code = models.CharField(primary_key=True, max_length=40)
    place = models.PositiveIntegerField(default=0)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    holder = models.CharField(max_length=12)  # person | enterprise
    issuer = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=21)  # the type's part of GB/T 36904 identifiers
    issuer_code = models.CharField(max_length=18)  # the issuer's part of them
    months = models.PositiveIntegerField(null=True)  # None: without an end
    public = models.BooleanField(default=False)  # the holder's name may be shown in full to everybody
    comprehensive = models.BooleanField(default=False)  # 一业一证: contains other licences of the holder
    declared: models.JSONField[list[dict[str, str | bool]], list[dict[str, str | bool]]] = models.JSONField(default=list)
    proves: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(default=list)
    founds = models.CharField(max_length=63, default="", db_default="", blank=True)  # 设立登记: an enterprise comes into being with it, named by this fact
    ended = models.BooleanField(default=False)

    @property
    def name(self) -> Words:
        """How it is called."""
        return Words(self.name_zh, self.name_en)

    @property
    def fields(self) -> list[Field]:
        """Its fields, in order."""
        return [
            Field(str(each["code"]), Words(str(each["zh"]), str(each["en"])), bool(each["personal"]), bool(each["public"]), str(each["fact"]), bool(each["must"]), str(each.get("filled_from", "")))
            for each in self.declared
        ]

    @property
    def proven(self) -> list[Proven]:
        """What every licence of the type proves, whatever its fields say."""
        return [Proven(each["fact"], each["value"]) for each in self.proves]


class Series(models.Model):
    """The last serial number of a type and year; its row is the lock under which the next is given."""

    type = models.ForeignKey(LicenceType, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["type", "year"], name="one_licence_series_a_year")]


class Licence(models.Model):
    """One licence. Its number is that of the version in force; `issue_key` names the matter and outcome it came from, so that none comes twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    type = models.ForeignKey(LicenceType, on_delete=models.PROTECT, related_name="licences")
    issuer = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="issued_licences")
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="licences")
    enterprise = models.ForeignKey(Enterprise, null=True, on_delete=models.PROTECT, related_name="licences")
    holder_name = models.TextField(blank=True)  # encrypted
    holder_number = models.TextField(blank=True)  # encrypted: ID number or credit code
    holder_lookup = models.CharField(max_length=120, blank=True)
    details = models.TextField(blank=True)  # encrypted JSON: the type's fields
    number = models.CharField(max_length=80, unique=True)  # of the version in force, without the root
    base = models.CharField(max_length=76, unique=True)  # what all its versions share
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, default="in_force")
    since = models.DateField()
    until = models.DateField(null=True)  # the last day
    issue_key = models.CharField(max_length=100, unique=True)
    trade = models.CharField(max_length=40, blank=True)  # of a comprehensive licence: code and words of the trade
    trade_zh = models.CharField(max_length=60, blank=True)
    trade_en = models.CharField(max_length=80, blank=True)
    issued_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    last_seq = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["issuer", "-changed_at", "-id"], name="licence_by_issuer"),
            models.Index(fields=["account"], name="licence_by_account", condition=Q(account__isnull=False)),
            models.Index(fields=["holder_lookup"], name="licence_by_holder"),
            models.Index(fields=["until"], name="licence_by_end", condition=Q(state__in=["in_force", "suspended"])),
        ]

    def state_on(self, day: date) -> str:
        """Its state on a local day."""
        return state_on(self.state, self.until, day)

    def next_seq(self) -> int:
        """The next event's number; the caller holds the row's lock and saves it."""
        self.last_seq += 1
        return self.last_seq

    @property
    def trade_words(self) -> Words:
        """The trade of a comprehensive licence."""
        return Words(self.trade_zh, self.trade_en)


class Version(models.Model):
    """A version of a licence: what it said, and the signed statement of its QR code."""

    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="versions")
    number = models.CharField(max_length=80, unique=True)
    version = models.PositiveSmallIntegerField()
    statement = models.TextField()
    holder_name = models.TextField(blank=True)  # encrypted
    details = models.TextField(blank=True)  # encrypted
    since = models.DateField()
    until = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["licence", "version"], name="one_row_a_version")]


class Inside(models.Model):
    """A licence inside a comprehensive one."""

    comprehensive = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="contents")
    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="containers")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comprehensive", "licence"], name="inside_once")]


class Happening(models.Model):
    """One line of a licence's history: which act, by whom, and why, in words that the holder reads."""

    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="history")
    action = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12)  # after it
    version = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=20, blank=True)  # a code of the law's list
    document = models.CharField(max_length=80, blank=True)  # 决定书文号
    text = models.TextField(blank=True)


class Share(models.Model):
    """A department's wish to see a licence of a holder for one matter, and the holder's answer. `licence` is empty where there is none to see."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    licence = models.ForeignKey(Licence, null=True, on_delete=models.CASCADE, related_name="shares")
    type = models.ForeignKey(LicenceType, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(max_length=40)  # the number of the matter for which it is asked
    purpose = models.CharField(max_length=200)
    asked_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="asked")  # asked | given | refused | withdrawn
    answered_at = models.DateTimeField(null=True)
    until = models.DateField(null=True)  # the last day on which it may be looked at

    class Meta:
        indexes = [
            models.Index(fields=["department", "-asked_at", "-id"], name="share_by_department"),
            models.Index(fields=["licence", "-asked_at"], name="share_by_licence"),
        ]


class Look(models.Model):
    """That somebody looked at a licence; shown to its holder."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="looks")
    at = models.DateTimeField()
    way = models.CharField(max_length=12)
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    share = models.ForeignKey(Share, null=True, on_delete=models.SET_NULL, related_name="looks")

    class Meta:
        indexes = [models.Index(fields=["licence", "-at", "-id"], name="look_by_licence")]
