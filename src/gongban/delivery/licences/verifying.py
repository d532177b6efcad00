"""Proving a licence to somebody who holds its code or file: what the signature says, and how it stands today.

A number alone opens nothing, for numbers can be guessed; a signed statement cannot.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from gongban.delivery.licences.comprehensive import inside_of
from gongban.delivery.licences.contents import NAME, in_words, opened
from gongban.delivery.licences.events import LicenceProofFailed
from gongban.delivery.licences.lifecycle import LICENCE
from gongban.delivery.licences.looking import note
from gongban.delivery.licences.models import Licence, Version
from gongban.delivery.licences.signing import public_keys
from gongban.delivery.licences.terms import Way
from gongban.delivery.licences.versions import public_holder
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import reveal
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import ANONYMOUS
from gongban.kernel.identifiers.licence_number import ROOT
from gongban.kernel.licences import Proof, prove, read_paper
from gongban.kernel.lifecycle import State
from gongban.kernel.words import Words


class Verdict(StrEnum):
    """What is told to whoever asks."""

    GENUINE = "genuine"  # ours, unchanged, the version in force
    REPLACED = "replaced"  # ours, unchanged, but a newer version was issued
    FORGED = "forged"  # altered, or never signed by us
    NOT_ISSUED = "not_issued"  # signed by our key, and not in our register
    UNREADABLE = "unreadable"  # no licence code or file at all


@dataclass(frozen=True)
class Shown:
    """What everybody may read of a licence: masked, with its state today."""

    number: str
    name: Words
    issuer: Words
    holder: str
    since: date
    until: date | None
    state: State
    state_since: date
    fields: list[tuple[Words, Words]]
    trade: Words
    inside: list[Shown]

    @property
    def good(self) -> bool:
        """Whether it may be relied upon today: in force, and so is everything inside."""
        return self.state.code == "in_force" and all(each.good for each in self.inside)


@dataclass(frozen=True)
class Verified:
    """The verdict, and the licence where its proof is sound."""

    verdict: Verdict
    licence: Shown | None = None


def verify(text: str, *, at: datetime, way: Way = Way.CODE) -> Verified:
    """What a scanned or pasted code proves. A sound one is a look that its holder sees; a forged one is written into the journal."""
    proof, statement = prove(text, public_keys())
    return _told(proof, statement.number if statement else "", way, at)


def verify_file(file: bytes, *, at: datetime) -> Verified:
    """What a PDF file proves, likewise. An altered file opens nothing, whatever number it names."""
    paper = read_paper(file, public_keys())
    return _told(paper.proof, paper.number, Way.FILE, at)


def _told(proof: Proof, number: str, way: Way, at: datetime) -> Verified:
    if proof is Proof.UNREADABLE:
        return Verified(Verdict.UNREADABLE)
    if proof is not Proof.SOUND:
        return _failed(Verdict.FORGED, proof.value, way, at)
    version = Version.objects.select_related("licence__type", "licence__issuer").filter(number=number).first()
    if version is None:
        return _failed(Verdict.NOT_ISSUED, "not_issued", way, at)
    note(version.licence, way, by=ANONYMOUS, at=at)
    current = version.version == version.licence.version
    return Verified(Verdict.GENUINE if current else Verdict.REPLACED, shown(version.licence, calendar().local_day(at)))


def _failed(verdict: Verdict, why: str, way: Way, at: datetime) -> Verified:
    with transaction.atomic():
        record(Entry(LicenceProofFailed(way.value, why), ANONYMOUS, at))
    return Verified(verdict)


def shown(licence: Licence, day: date) -> Shown:
    """A licence as everybody may read it on a day; a comprehensive one with those inside."""
    kind, texts, state = licence.type, opened(licence.details), licence.state_on(day)
    open_fields = [(field.words, in_words(field, texts.get(field.code, ""))) for field in kind.fields if field.public and texts.get(field.code)]
    changed = licence.history.filter(state=state).order_by("-at", "-pk").values_list("at", flat=True).first()
    local = calendar().local_day
    return Shown(
        number=f"{ROOT}.{licence.number}", name=kind.name, issuer=Words(licence.issuer.name_zh, licence.issuer.name_en),
        holder=public_holder(licence, reveal(licence.holder_name, NAME)), since=licence.since, until=licence.until, state=LICENCE.state(state),
        state_since=local(changed) if changed else (licence.until or day), fields=open_fields, trade=licence.trade_words,
        inside=[shown(each, day) for each in inside_of(licence)],
    )  # fmt: skip
