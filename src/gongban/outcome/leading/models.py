"""Tables of the leading group: briefs, instructions, the task that an instruction is at each department."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from gongban.delivery.cases.models import Case
from gongban.foundation.matters.models import Matter
from gongban.foundation.people.models import Account, Department
from gongban.foundation.territory.public import calendar
from gongban.kernel.identifiers import uuid7
from gongban.kernel.words import Words
from gongban.outcome.leading.terms import number_words


class Series(models.Model):
    """The last number given in a year; its row is the lock under which the next one is given, so that none is missing."""

    what = models.CharField(max_length=12)  # brief | instruction
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "year"], name="one_series_per_year")]


class Brief(models.Model):
    """A brief (专报). What was asked for is kept while it is a draft; once issued, `content` is what it says for good.

    The database itself refuses to change or delete an issued brief (migration 0002).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField()
    wanted = models.JSONField(default=dict)  # figures, tables, case numbers, own sentences
    content = models.JSONField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    composed_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    composed_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    issued_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    issued_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "serial"], name="one_brief_per_number")]
        indexes = [models.Index(fields=["-changed_at", "-id"], name="brief_by_change")]

    @property
    def number(self) -> Words:
        """专报〔2026〕3号; of a draft: 草稿."""
        return number_words("brief", self.year, self.serial)


class Instruction(models.Model):
    """What a leader instructs (批示): on a brief, on a case, or by itself; to one or several departments."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    text = models.TextField()
    brief = models.ForeignKey(Brief, null=True, on_delete=models.PROTECT, related_name="instructions")
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="+")
    given_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    given_for = models.UUIDField(null=True)  # the absent leader for whom a deputy gave it
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "serial"], name="one_instruction_per_number")]

    @property
    def number(self) -> Words:
        """批示〔2026〕12号."""
        return number_words("instruction", self.year, self.serial)


class Task(models.Model):
    """An instruction at one department; state, limit and thread are those of its matter."""

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.CASCADE, related_name="instruction_task")
    instruction = models.ForeignKey(Instruction, on_delete=models.CASCADE, related_name="tasks")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    urging = models.UUIDField(null=True)  # the urging of the case that came with it
    report = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    returns = models.PositiveSmallIntegerField(default=0)  # how often the report was sent back
    urged = models.PositiveSmallIntegerField(default=0)
    urged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["urging"], name="task_by_urging", condition=Q(urging__isnull=False))]

    @property
    def due_on(self) -> date | None:
        """The local day by whose end it is to be done."""
        due = self.matter.due_at
        return calendar().local_day(due - timedelta(microseconds=1)) if due else None
