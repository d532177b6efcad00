"""How sure are we who acts? Asked before an act that needs a phone, a real name, or a legal person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongban.foundation.people.models import Account, Agent, Proof
from gongban.foundation.people.queries import agencies_of
from gongban.foundation.people.terms import CAPACITIES, EVERY_ITEM, Assurance, Proved
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden
from gongban.kernel.words import Words

PAGE = "/me/identity/"


@dataclass(frozen=True)
class Assured:
    """A level with the reason in words; how and since when the real name is proved, and in which capacity somebody speaks."""

    level: Assurance
    reason: Words
    way: Proved | None = None
    since: datetime | None = None
    capacity: str = ""


class AssuranceNeeded(Forbidden):
    """More must be known of who acts. `link` is the page on which they get there."""

    def __init__(self, needed: Assurance, words: Words, link: str) -> None:
        super().__init__(f"assurance.{needed.value}", words)
        self.needed = needed
        self.link = link


def assurance_of(by: Actor, at: datetime, item: str = "") -> Assured:
    """How sure we are of an actor at a moment.

    Acting for an enterprise, an agent reaches "legal person" for an `item` (its code) that the authority names; without
    `item` only one who may act in every item does. Staff and programs have none: they act for others.
    """
    account = Account.objects.filter(pk=by.account, kind="resident", is_active=True).first() if by.account and by.kind == "resident" else None
    if account is None:
        return Assured(Assurance.NONE, Words("没有用居民账号登录。", "Nobody is signed in with a resident's account."))
    return _with_enterprise(account, by.enterprise, at, item) if by.enterprise else own_assurance(account)


def own_assurance(account: Account) -> Assured:
    """How sure we are of a resident in person, whatever enterprise they may speak for."""
    proof = Proof.objects.filter(account=account, ended_at__isnull=True).first()
    if proof is None:
        return Assured(Assurance.PHONE, Words("只核实过手机号。", "Only the phone was verified."))
    way = Proved(proof.way)
    return Assured(Assurance.REAL_NAME, Words(f"已实名：{way.words.zh}。", f"The real name is proved: {way.words.en}."), way, proof.proved_at)


def _with_enterprise(account: Account, enterprise: str, at: datetime, item: str) -> Assured:
    own = own_assurance(account)
    agency = agencies_of(account, at=at).filter(enterprise=enterprise).first()
    if own.level is not Assurance.REAL_NAME or agency is None:
        return own
    named = CAPACITIES[agency.capacity]
    if not reaches_item(agency, item):
        words = Words("授权不包括这个事项。", "The authority does not cover this item.")
        return Assured(Assurance.REAL_NAME, words, own.way, own.since, agency.capacity)
    words = Words(f"已实名的{named.zh}。", f"{named.en} with a proved real name.")
    return Assured(Assurance.LEGAL_PERSON, words, own.way, own.since, agency.capacity)


def reaches_item(agency: Agent, item: str) -> bool:
    """Whether somebody who speaks for an enterprise may do so in an item; the legal representative may in all."""
    return reaches_everything(agency) or (bool(item) and item in agency.items)


def reaches_everything(agency: Agent) -> bool:
    """Whether somebody speaks for an enterprise in every item: the legal representative, or an agent for all."""
    return agency.capacity == "legal_representative" or EVERY_ITEM in agency.items


def require(by: Actor, needed: Assurance, at: datetime, item: str = "") -> Assured:
    """The assurance of an actor; AssuranceNeeded "assurance.LEVEL" where it is less than needed, with what to do and where."""
    held = assurance_of(by, at, item)
    if held.level.reaches(needed):
        return held
    raise _missing(held, needed, by)


def _missing(held: Assured, needed: Assurance, by: Actor) -> AssuranceNeeded:
    if held.level is Assurance.NONE:
        words = Words("请先用手机号登录。", "Please sign in with your phone first.")
        return AssuranceNeeded(needed, words, "/login/")
    if held.level is Assurance.PHONE:
        words = Words("办这件事要先实名：用统一身份认证，或带身份证到任一窗口，两分钟。",
                      "This needs your real name: prove it with the provider of identities, or with your card at any counter; it takes two minutes.")  # fmt: skip
        return AssuranceNeeded(needed, words, PAGE)
    if by.enterprise:
        words = Words("您的经办授权不包括这个事项，请法定代表人在“我的身份”里授权。",
                      "Your authority does not cover this item. Ask the legal representative to extend it under “My identity”.")  # fmt: skip
        return AssuranceNeeded(needed, words, PAGE)
    words = Words("这件事由企业办理，请先切换到企业身份。", "This is for enterprises. Switch to the enterprise for which you speak first.")
    return AssuranceNeeded(needed, words, "/account/")
