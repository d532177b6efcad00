"""In what an agent (经办人) may speak for the enterprise: the items that the legal representative named, and bundles all of whose parts are among them."""

from __future__ import annotations

from datetime import datetime

from gongban.delivery.applications.terms import Subject
from gongban.delivery.assistance.public import BUNDLE
from gongban.design.bundles.public import bundle
from gongban.foundation.people.public import Account, Agent, agencies_of, reaches_item
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden
from gongban.kernel.words import Words


def check_authority(subject: str, slug: str, *, by: Actor, at: datetime) -> None:
    """Forbidden "agent.not_covered" where somebody speaks for an enterprise in what their authority does not name; nothing for others."""
    if by.kind != "resident" or not by.enterprise or by.account is None:
        return
    agency = agencies_of(Account.objects.get(pk=by.account), at=at).filter(enterprise=by.enterprise).first()
    if agency is None or not (reaches_item(agency, slug) if subject == Subject.ITEM else reaches_item(agency, BUNDLE + slug) or _all(agency, slug, at)):
        words = Words("企业给您的授权不包括这件事，请法定代表人改授权范围。", "Your authority does not cover this; ask the legal representative to extend it.")
        raise Forbidden("agent.not_covered", words)


def _all(agency: Agent, slug: str, at: datetime) -> bool:
    return all(reaches_item(agency, part.item) for part in bundle(slug, at=at).contents.parts)
