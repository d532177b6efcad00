"""Applications under a mandate (帮代办): what an assistant may see and do for somebody else; over with the mandate, in the very query."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from gongban.delivery.applications.applicants import Applicant
from gongban.delivery.applications.models import Application
from gongban.delivery.applications.terms import Subject
from gongban.delivery.assistance.public import BUNDLE, Acting, acting_for, excluded_items, expanded, note_act
from gongban.foundation.people.public import Account, Enterprise, identity_of, phone_of
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden
from gongban.kernel.words import Words


def mandated(by: Actor, at: datetime, *, acts: bool = False) -> Q:
    """The condition under which an application may be seen (`acts`: filled in) by an assistant now; without a mandate no row meets it."""
    found = Q(pk__in=[])
    for each in acting_for(by, at):
        if each.acts or not acts:
            found |= _whose(each) & _what(each, at)
    return found


def _whose(acting: Acting) -> Q:
    principal = acting.principal
    return Q(enterprise=principal.enterprise) if principal.enterprise else Q(account=principal.account, enterprise__isnull=True)


def _what(acting: Acting, at: datetime) -> Q:
    """Items by their names; a bundle only where none of its parts is excluded from acting for others."""
    bundles = [each.removeprefix(BUNDLE) for each in acting.mandate.items if each.startswith(BUNDLE)]
    whole = [slug for slug in bundles if expanded([BUNDLE + slug], at) and not _has_excluded(slug, at)]
    return Q(subject=Subject.ITEM, slug__in=sorted(acting.items)) | Q(subject=Subject.BUNDLE, slug__in=whole)


def _has_excluded(slug: str, at: datetime) -> bool:
    from gongban.design.bundles.public import bundle

    return any(part.item in excluded_items() for part in bundle(slug, at=at).contents.parts)


def principal_for(mandate: UUID, subject: str, slug: str, *, by: Actor, at: datetime) -> Applicant:
    """For whom an assistant begins an application. Forbidden "mandate.not_covered" where the mandate does not let them act in this."""
    acting = next((each for each in acting_for(by, at) if each.mandate.pk == mandate and each.acts), None)
    bundles = [each.removeprefix(BUNDLE) for each in acting.mandate.items if each.startswith(BUNDLE)] if acting else []
    held = acting is not None and (slug in acting.items if subject == Subject.ITEM else slug in bundles and not _has_excluded(slug, at))
    if acting is None or not held:
        raise Forbidden("mandate.not_covered", Words("委托不包括这件事，或者已经结束。", "The mandate does not cover this, or is over."))
    return _applicant(acting)


def _applicant(acting: Acting) -> Applicant:
    principal = acting.principal
    if principal.enterprise:
        enterprise = Enterprise.objects.get(pk=principal.enterprise)
        return Applicant(enterprise.name_zh, enterprise.pk, "", None, enterprise.pk)
    account = Account.objects.get(pk=str(principal.account))
    identity = identity_of(account)
    return Applicant(identity.get("full_name") or account.name_zh, identity.get("id_number", ""), phone_of(account), account.pk)


def note_assistant(application: Application, what: str, *, by: Actor, at: datetime) -> None:
    """Mark an act as the assistant's, for the person to read; nothing where the applicant acts in person. Forbidden once the mandate is over."""
    if application.assistant_id is not None and str(application.assistant_id) == by.account and application.mandate is not None:
        note_act(application.mandate, what, application.number or str(application.pk), by=by, at=at)
