"""What a case and an application share: the matter's row in every list, parties, thread, clocks, attachments."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from gongban.foundation.files.models import Photo
from gongban.foundation.people.models import Account, Department, Enterprise
from gongban.kernel.clock import Clock, Limit, Pause, Unit
from gongban.kernel.identifiers import uuid7


class Matter(models.Model):
    """One matter of any kind, as mixed lists show it; written only by its owner's actions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20)  # case | application
    number = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=30)
    open = models.BooleanField(default=True)
    holder = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="held_matters")
    handler = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="handled_matters")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # the holder's nearest open limit
    yellow_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    last_seq = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["holder", "due_at", "id"], name="matter_queue", condition=Q(open=True)),
            models.Index(fields=["due_at", "id"], name="matter_by_due"),
            models.Index(fields=["holder", "due_at", "id"], name="application_queue", condition=Q(open=True, kind="application")),
            models.Index(fields=["holder", "-changed_at", "-id"], name="application_done", condition=Q(open=False, kind="application")),
            models.Index(fields=["holder", "opened_at", "id"], name="application_paused", condition=Q(open=True, kind="application", due_at__isnull=True)),
            models.Index(fields=["-changed_at", "-id"], name="application_done_anywhere", condition=Q(open=False, kind="application")),
            models.Index(fields=["id"], name="matter_open", condition=Q(open=True)),
            models.Index(fields=["-opened_at", "-id"], name="matter_by_opening"),
            models.Index(fields=["state", "due_at", "id"], name="matter_by_state_and_due"),
        ]

    def next_seq(self) -> int:
        """The next event's number within this matter; the caller holds the row's lock and saves it."""
        self.last_seq += 1
        return self.last_seq


class Party(models.Model):
    """A person's relation to a matter. Contact data are encrypted; several reporters after a join."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=20)  # reporter
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="parties")
    enterprise = models.ForeignKey(Enterprise, null=True, on_delete=models.SET_NULL)
    anonymous = models.BooleanField(default=False)
    name = models.TextField(blank=True)  # encrypted
    phone = models.TextField(blank=True)  # encrypted
    phone_lookup = models.CharField(max_length=120, blank=True)
    follow_code = models.CharField(max_length=120, blank=True)  # hash of the code that an anonymous reporter keeps
    joined_from = models.UUIDField(null=True)
    since = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)  # when they last looked: what changed later is news

    class Meta:
        indexes = [
            models.Index(fields=["account", "since"], name="party_by_account"),
            models.Index(fields=["phone_lookup"], name="party_by_phone", condition=~Q(phone_lookup="")),
        ]


class Entry(models.Model):
    """One line of a matter's thread: what was said, by whom, and who may read it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=30)
    audience = models.CharField(max_length=12)  # public | parties | staff | department
    author = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    author_role = models.CharField(max_length=30)
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT)
    text = models.TextField()
    text_public = models.TextField(blank=True)  # masked
    fields = models.JSONField(default=dict)  # codes that the page shows beside the text
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["matter", "at", "id"], name="entry_thread")]


class Timer(models.Model):
    """One running limit of a matter: whose it is, since when, how long, and when it is due."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="timers")
    name = models.CharField(max_length=20)  # resident | sign_in | first_contact | holder
    subject = models.UUIDField(null=True)  # the assignment it scores; empty for the resident's clock
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT)
    started_at = models.DateTimeField()
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=15)
    extra = models.PositiveIntegerField(default=0)
    yellow_percent = models.PositiveSmallIntegerField(default=30)
    due_at = models.DateTimeField(null=True)  # empty while paused
    yellow_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)
    kept = models.BooleanField(null=True)  # whether it was stopped in time

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="timer_open", condition=Q(stopped_at__isnull=True)),
            models.Index(fields=["provisional"], name="timer_provisional", condition=Q(provisional=True)),
        ]

    def bare_clock(self) -> Clock:
        """The pure clock without pauses, for a timer that has just been started."""
        return Clock(self.started_at, Limit(self.amount, Unit(self.unit)), self.extra)

    def clock(self) -> Clock:
        """The pure clock that this row stands for."""
        pauses = tuple(Pause(pause.since, pause.until) for pause in self.pauses.all())
        return Clock(self.started_at, Limit(self.amount, Unit(self.unit)), self.extra, pauses)


class TimerPause(models.Model):
    """A time that does not count on one timer, and why."""

    id = models.BigAutoField(primary_key=True)
    timer = models.ForeignKey(Timer, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=60)


class Attachment(models.Model):
    """A photo on a matter or on one line of its thread."""

    id = models.BigAutoField(primary_key=True)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="attachments")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.CASCADE, related_name="attachments")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT)
    purpose = models.CharField(max_length=20)  # report | evidence | on_site | reinspection
    public = models.BooleanField(default=False)
    added_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(db_default=Now())


class Presence(models.Model):
    """Who has a matter open right now, so that two people on one case see each other."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="presences")
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    seen_at = models.DateTimeField()
    writing = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "account"], name="one_presence_each")]


class Draft(models.Model):
    """What somebody began to write on a matter and has not sent: kept per person and action, gone when sent."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="drafts")
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    action = models.CharField(max_length=30)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "account", "action"], name="one_draft_each")]
