"""Tables of applications: the application with its draft, its parts (办件), materials, steps of review, corrections, signatures, payments.

What people write is encrypted in columns that can be erased; the journal holds ids and codes only.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from gongban.delivery.applications.terms import Delivery, Stage
from gongban.foundation.matters.models import Matter
from gongban.foundation.people.models import Account, Department, Enterprise
from gongban.kernel.identifiers import uuid7
from gongban.kernel.words import Words


class Application(models.Model):
    """One application (申请): who applies for what, over which channel, with which answers; a draft until it is submitted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=30, unique=True, null=True)  # given when it is submitted
    stage = models.CharField(max_length=10, default=Stage.DRAFT)
    subject = models.CharField(max_length=10)  # item | bundle
    slug = models.CharField(max_length=80)  # by which the item or bundle is found
    version = models.UUIDField()  # of the item or bundle that the applicant has seen
    name_zh = models.CharField(max_length=300)
    name_en = models.CharField(max_length=400)
    district = models.CharField(max_length=20, blank=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="applications")
    enterprise = models.ForeignKey(Enterprise, null=True, on_delete=models.PROTECT, related_name="applications")
    founded = models.ForeignKey(Enterprise, null=True, on_delete=models.PROTECT, related_name="founding_applications")  # 设立登记 · came into being with it
    applicant_name = models.TextField(blank=True)  # encrypted
    applicant_number = models.TextField(blank=True)  # encrypted: ID number or credit code
    applicant_lookup = models.CharField(max_length=120, blank=True)
    phone = models.TextField(blank=True)  # encrypted
    answers = models.TextField(blank=True)  # encrypted JSON: facts as this applicant gave them
    skipped = ArrayField(models.CharField(max_length=63), default=list)
    revision = models.PositiveIntegerField(default=0)  # counts what was saved: two devices see each other
    channel = models.CharField(max_length=10)
    outlet = models.CharField(max_length=40, blank=True)  # where it was taken in
    clerk = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    assistant = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="assisted_applications")
    mandate = models.UUIDField(null=True)
    together = models.BooleanField(default=True)  # results are handed over together
    delivery = models.CharField(max_length=10, default=Delivery.ELECTRONIC)
    post_address = models.TextField(blank=True)  # encrypted
    collect_at = models.CharField(max_length=40, default="", db_default="", blank=True)  # 到哪个网点领取 · the outlet where results are collected
    began_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-saved_at", "-id"], name="application_by_account"),
            models.Index(fields=["enterprise", "-saved_at", "-id"], name="application_by_enterprise", condition=Q(enterprise__isnull=False)),
            models.Index(fields=["clerk", "-saved_at", "-id"], name="application_by_clerk", condition=Q(clerk__isnull=False)),
            models.Index(fields=["assistant", "-saved_at"], name="application_by_assistant", condition=Q(assistant__isnull=False)),
            models.Index(fields=["applicant_lookup"], name="application_by_applicant", condition=~Q(applicant_lookup="")),
            models.Index(fields=["saved_at"], name="application_drafts", condition=Q(stage="draft")),
            models.Index(fields=["outlet", "-submitted_at", "-id"], name="application_by_outlet", condition=Q(clerk__isnull=False, stage="submitted")),
            models.Index(fields=["collect_at"], name="application_to_collect", condition=~Q(collect_at="")),
        ]

    @property
    def for_enterprise(self) -> str | None:
        """The enterprise that applies, or that has come into being with this application."""
        return self.enterprise_id or self.founded_id

    @property
    def name(self) -> Words:
        """What is applied for."""
        return Words(self.name_zh, self.name_en)


class Part(models.Model):
    """A part (办件): one item, decided by one office. Number, state, holder and due time stand in its matter's row."""

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.CASCADE, related_name="part")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField(default=0)  # in the order in which parts can begin
    attempt = models.PositiveSmallIntegerField(default=1)  # 改好以后单独再办 · a refused part that is applied for again
    code = models.CharField(max_length=40)  # in the bundle; "item" alone
    item = models.UUIDField()
    version = models.UUIDField()  # of the item: a running matter keeps it
    name_zh = models.CharField(max_length=300)
    name_en = models.CharField(max_length=400)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="parts")
    waits_for = ArrayField(models.CharField(max_length=40), default=list)
    details = models.TextField(blank=True)  # encrypted JSON: the fields of the form that this office sees
    promised: models.JSONField[Any, Any] = models.JSONField(default=dict)  # {amount, unit}
    legal: models.JSONField[Any, Any] = models.JSONField(default=dict)
    process = models.TextField(blank=True)  # the running diagram; empty where the standard steps do
    process_due = models.DateTimeField(null=True)  # when its next timer runs out
    received_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    extended = models.BooleanField(default=False)
    special = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True)
    remedy = models.CharField(max_length=20, blank=True)
    document = models.CharField(max_length=80, blank=True)  # 决定书文号
    commitment = models.CharField(max_length=12, blank=True)  # 告知承诺 · how a promise for this licence stands; empty without one
    fee = models.PositiveBigIntegerField(default=0)  # fen
    paid_at = models.DateTimeField(null=True)
    licence = models.UUIDField(null=True)
    licence_fields = models.TextField(blank=True)  # encrypted JSON: what the official wrote for a licence that is issued once the fee is paid
    handed_over_at = models.DateTimeField(null=True)
    in_time = models.BooleanField(null=True)  # 承诺时限内 · decided within the promised limit

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "code", "attempt"], name="one_part_per_attempt")]
        indexes = [
            models.Index(fields=["department", "item"], name="part_by_item"),
            models.Index(fields=["process_due"], name="part_by_timer", condition=Q(process_due__isnull=False)),
        ]

    @property
    def name(self) -> Words:
        """What it is about."""
        return Words(self.name_zh, self.name_en)


class Material(models.Model):
    """A material of an application: handed in once, for all parts that need it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="materials")
    key = models.CharField(max_length=80)  # of the plan: the material's code, or its place in the bundle
    name_zh = models.CharField(max_length=300)
    name_en = models.CharField(max_length=400)
    given = models.CharField(max_length=10)
    document = models.UUIDField(null=True)  # of foundation/files
    licence = models.UUIDField(null=True)
    share = models.UUIDField(null=True)
    made_by = models.CharField(max_length=40, default="", db_default="", blank=True)  # 内部流转 · the part whose result it is
    parts = ArrayField(models.CharField(max_length=40), default=list)
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)  # 补正以后旧的留着 · what a correction replaced stays

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "key", "document"], name="one_material_once")]
        indexes = [models.Index(fields=["application", "key"], name="material_by_key")]

    @property
    def name(self) -> Words:
        """How it is called."""
        return Words(self.name_zh, self.name_en)


class Task(models.Model):
    """One step of the review (审查环节) that waits for a unit; several may be open at once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="tasks")
    key = models.CharField(max_length=80)  # of the diagram's element
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="review_tasks")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    outcomes = ArrayField(models.CharField(max_length=20), default=list)  # of which the unit chooses one
    opinion = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "key"], condition=Q(done_at__isnull=True), name="one_open_task_per_step")]
        indexes = [models.Index(fields=["department", "opened_at", "id"], name="task_open", condition=Q(done_at__isnull=True))]

    @property
    def element(self) -> str:
        """The element of the diagram, whichever time it is reached."""
        return str(self.key).partition("#")[0]

    @property
    def name(self) -> Words:
        """What is to be done."""
        return Words(self.name_zh, self.name_en)


class Correction(models.Model):
    """Everything that is to be mended, told at once (一次告知)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="corrections")
    points: models.JSONField[Any, Any] = models.JSONField(default=list)  # [{what: material|field, key, how}]
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(null=True)


class Commitment(models.Model):
    """A promise (告知承诺) that stands for a licence's conditions or for one proof, with what was told in writing, and how it went."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="commitments")
    kind = models.CharField(max_length=10)  # licence | proof
    material = models.CharField(max_length=40, blank=True)  # code of the proof
    points: models.JSONField[Any, Any] = models.JSONField(default=list)  # [{zh, en}] as they were told and promised
    state = models.CharField(max_length=10)
    due = models.DateField(null=True)  # to be checked, mended or appealed by
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "kind", "material"], name="one_promise_each")]
        indexes = [models.Index(fields=["due", "id"], name="commitment_by_due", condition=~Q(state__in=["kept", "upheld", "reversed", "lapsed"]))]


class Signature(models.Model):
    """Somebody who has to sign an application beside the one who filled it in: by a link that is theirs, on what they have seen."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="signatures")
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="signatures")
    capacity = models.CharField(max_length=30)  # co_applicant | legal_representative | guardian | owner
    asked_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of what was signed

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "account"], name="signs_once")]


class Payment(models.Model):
    """A fee that is asked of an applicant, and what the payment channel said of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    part = models.OneToOneField(Part, on_delete=models.CASCADE, related_name="payment")
    amount = models.PositiveBigIntegerField()  # fen
    channel = models.CharField(max_length=20)
    reference = models.CharField(max_length=64, unique=True)  # ours: with which the channel answers
    receipt = models.CharField(max_length=80, blank=True)  # theirs
    asked_at = models.DateTimeField()
    ordered_at = models.DateTimeField(null=True)  # when the order went out to the channel
    paid_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["asked_at", "id"], name="payment_not_ordered", condition=Q(ordered_at__isnull=True, paid_at__isnull=True))]


class Series(models.Model):
    """The last serial number of a day; its row is the lock under which the next are given."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField(default=0)
