"""In what an agent (经办人) may speak for the enterprise: the items that the legal representative named, and bundles all of whose parts are among them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from gongban.delivery.applications.terms import Subject
from gongban.delivery.assistance.public import BUNDLE
from gongban.design.bundles.public import bundle, versions_made_of
from gongban.foundation.people.public import Agent, agency_of, reaches_everything, reaches_item
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden
from gongban.kernel.words import Words


def within(agency: Agent | None) -> Q:
    """The condition under which somebody may speak in an application by this authority; without one no row meets it."""
    if agency is None:
        return Q(pk__in=[])
    if reaches_everything(agency):
        return Q()
    bundles = [each.removeprefix(BUNDLE) for each in agency.items if each.startswith(BUNDLE)]
    whole = Q(slug__in=bundles) | Q(version__in=versions_made_of(agency.items))
    return Q(subject=Subject.ITEM, slug__in=agency.items) | (Q(subject=Subject.BUNDLE) & whole)


def check_authority(subject: str, slug: str, *, by: Actor, at: datetime) -> None:
    """Forbidden "agent.not_covered" where somebody speaks for an enterprise in what their authority does not name; nothing for others."""
    if by.kind != "resident" or not by.enterprise or by.account is None:
        return
    agency = agency_of(by, at=at)
    if agency is None or not (reaches_item(agency, slug) if subject == Subject.ITEM else reaches_item(agency, BUNDLE + slug) or _all(agency, slug, at)):
        words = Words("企业给您的授权不包括这件事，请法定代表人改授权范围。", "Your authority does not cover this; ask the legal representative to extend it.")
        raise Forbidden("agent.not_covered", words)


def _all(agency: Agent, slug: str, at: datetime) -> bool:
    return all(reaches_item(agency, part.item) for part in bundle(slug, at=at).contents.parts)
