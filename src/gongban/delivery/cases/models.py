"""Tables of cases: the case beside its matter, who holds it, what was asked and decided on the way."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from gongban.delivery.cases.terms import Kind
from gongban.foundation.matters.models import Matter
from gongban.foundation.people.models import Account, Department
from gongban.foundation.territory.models import Area
from gongban.kernel.identifiers import uuid7


class Category(models.Model):
    """One of three levels of subjects, with the department that usually owns it."""

    code = models.CharField(primary_key=True, max_length=20)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    level = models.PositiveSmallIntegerField()
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    words = models.JSONField(default=list)  # everyday words
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT)
    ended_at = models.DateTimeField(null=True)


class Board(models.Model):
    """A 板块: a place to report one sort of thing, set up as data (A6)."""

    code = models.CharField(primary_key=True, max_length=40)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    intro_zh = models.TextField(blank=True)
    intro_en = models.TextField(blank=True)
    kinds = models.JSONField(default=list)
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT)
    photo_required = models.BooleanField(default=False)
    channel = models.CharField(max_length=30, blank=True)  # e.g. leader_mailbox: what it counts as
    order = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)


class Rulebook(models.Model):
    """A named table of the city for cases, as loaded: limits, publicity, refusal routes, principles, templates, norms."""

    name = models.CharField(primary_key=True, max_length=40)
    content = models.JSONField()
    loaded_at = models.DateTimeField()


class Case(models.Model):
    """A request of a person. State, number, holder and due time stand in its matter."""

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.CASCADE, related_name="case")
    kind = models.CharField(max_length=12)
    channel = models.CharField(max_length=20)
    urgency = models.CharField(max_length=20, default="normal")
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT)
    board = models.ForeignKey(Board, null=True, on_delete=models.PROTECT)
    text = models.TextField()
    text_public = models.TextField(blank=True)
    title_public = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    address = models.CharField(max_length=300, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    cell = models.CharField(max_length=16, blank=True)  # H3, resolution 9
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT)  # smallest area known
    district = models.CharField(max_length=20, blank=True)

    publicity = models.CharField(max_length=10, default="waiting")
    wants_public = models.BooleanField(default=True)
    moderation_reason = models.TextField(blank=True)
    anonymous = models.BooleanField(default=False)

    lead = models.ForeignKey("Assignment", null=True, on_delete=models.SET_NULL, related_name="+")
    interim = models.BooleanField(default=False)  # worked on before ownership is settled (A9)
    owner = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")  # settled ownership
    hops = models.PositiveSmallIntegerField(default=0)  # how many leads it has had
    returns = models.PositiveSmallIntegerField(default=0)
    redoings = models.PositiveSmallIntegerField(default=0)
    chases = models.PositiveSmallIntegerField(default=0)
    raised_at = models.DateTimeField(null=True)
    urged = models.BooleanField(default=False)
    excluded = models.BooleanField(default=False)
    joined_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="joined")
    split_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="parts")

    answer = models.TextField(blank=True)
    answer_public = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField(null=True)
    reinspect_on = models.DateField(null=True)
    refusal = models.CharField(max_length=40, blank=True)  # code of the refusal route
    knowledge = models.CharField(max_length=60, blank=True)  # code of the article it was answered with

    contacted = models.BooleanField(null=True)  # as the reporter says at callback
    solved = models.CharField(max_length=8, blank=True)
    satisfaction = models.PositiveSmallIntegerField(null=True)  # 1 very dissatisfied .. 5 very satisfied
    reached = models.BooleanField(null=True)

    suggestion = models.JSONField(default=list)  # what dispatch was offered, with reasons
    suggestion_kept = models.BooleanField(null=True)
    source_key = models.CharField(max_length=80, blank=True)  # idempotency key or number in the old system

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "source_key"], condition=~Q(source_key=""), name="case_once_per_key"),
            # 举报永不公开：数据库也不允许 · a report of wrongdoing is never public, not even by a programming error
            models.CheckConstraint(condition=~Q(kind=Kind.REPORT, publicity="public"), name="report_never_public"),
        ]
        indexes = [
            models.Index(fields=["-matter"], name="case_public", condition=Q(publicity="public")),
            models.Index(fields=["category", "-matter"], name="case_public_by_category", condition=Q(publicity="public")),
            # 地图只读这个索引，不碰表 · a map reads this index alone
            models.Index(fields=["cell"], include=["matter", "kind", "category", "lon", "lat"], name="case_on_map", condition=Q(publicity="public")),
            models.Index(fields=["matter"], name="case_to_moderate", condition=Q(publicity="waiting")),
            models.Index(fields=["matter"], name="case_urged", condition=Q(urged=True)),
            models.Index(fields=["category"], name="case_by_category"),
            models.Index(fields=["cell"], name="case_by_cell"),
            models.Index(fields=["district"], name="case_by_district"),
            models.Index(fields=["reinspect_on"], name="case_to_reinspect", condition=Q(reinspect_on__isnull=False)),
            GinIndex(fields=["title_public"], opclasses=["gin_trgm_ops"], name="case_title_trgm"),
        ]


class Assignment(models.Model):
    """A department's hold on a case: as lead, as co-handler, or as a unit to which its superior passed it on."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="assignments")
    share = models.CharField(max_length=6)  # lead | co | unit
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")
    state = models.CharField(max_length=12, default="sent")  # sent | signed | answered | accepted | ended
    reason = models.TextField(blank=True)
    handler = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=20, blank=True)  # returned | transferred | closed | withdrawn | joined

    class Meta:
        indexes = [
            models.Index(fields=["department", "case"], name="assignment_by_department"),
            models.Index(fields=["department", "case"], name="assignment_running", condition=Q(state__in=["sent", "signed", "answered", "accepted"])),
        ]


class Application(models.Model):
    """What a unit asked of the desk, and the decision: a return, an extension, an exclusion from scoring."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="applications")
    assignment = models.ForeignKey(Assignment, null=True, on_delete=models.CASCADE)
    kind = models.CharField(max_length=12)  # return | extension | exclusion
    reason = models.TextField()
    amount = models.PositiveIntegerField(null=True)  # of an extension, in the timer's unit
    proposed = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    decision = models.TextField(blank=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "asked_at"], name="application_open", condition=Q(decided_at__isnull=True))]


class Study(models.Model):
    """A joint study (联席研判): which departments met, which principle decided, who solves it now."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="studies")
    question = models.TextField()
    meets_at = models.DateTimeField(null=True)
    invited = models.ManyToManyField(Department, related_name="+")
    called_at = models.DateTimeField()
    principle = models.CharField(max_length=40, blank=True)
    conclusion = models.TextField(blank=True)
    decided_for = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)


class Urging(models.Model):
    """An urging (督办): what is demanded, until when, and the unit's report on it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="urgings")
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT)
    text = models.TextField()
    due_at = models.DateTimeField(null=True)
    urged_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    urged_at = models.DateTimeField()
    report = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True)


class SiteRecord(models.Model):
    """What was found and decided on site (A9), or at a re-inspection (A10)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="site_records")
    purpose = models.CharField(max_length=14)  # meeting | reinspection
    present = models.TextField(blank=True)
    findings = models.TextField()
    passed = models.BooleanField(null=True)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")


from gongban.delivery.cases.learning import Learned  # noqa: E402, F401
from gongban.delivery.cases.traces import Trace  # noqa: E402, F401 - a table of this domain that stands with its own reading
