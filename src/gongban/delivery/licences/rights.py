"""Who may see a licence and in which relation somebody stands to it: decided in the query, so that lists, counts and pages agree."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongban.delivery.licences.contents import HOLDER
from gongban.delivery.licences.models import Licence, LicenceType, Share
from gongban.foundation.people.public import Account, identity_of, lookups, with_units
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Forbidden, NotFound
from gongban.kernel.words import Words

WORKING = (Role.HANDLER, Role.REVIEWER, Role.DEPARTMENT_HEAD)
HEADING = (Role.REVIEWER, Role.DEPARTMENT_HEAD)


def own_licences(by: Actor) -> QuerySet[Licence]:
    """The licences of a person, or of the enterprise for which they act; none for others."""
    if by.kind != "resident" or by.account is None:
        return Licence.objects.none()
    if by.enterprise:
        return Licence.objects.filter(enterprise=by.enterprise)
    return Licence.objects.filter(Q(account=by.account) | _by_number(by.account))


def _by_number(account: str) -> Q:
    """Licences that were issued before the holder had an account are theirs by their verified ID number."""
    found = Account.objects.filter(pk=account).first()
    number = identity_of(found).get("id_number", "") if found else ""
    return Q(account__isnull=True, enterprise__isnull=True, holder_lookup__in=lookups(number, HOLDER)) if number else Q(pk__in=[])


def issued_here(by: Actor) -> QuerySet[Licence]:
    """The licences that a member of staff may see: those that their unit or a unit below it issued."""
    if not by.is_staff:
        return Licence.objects.none()
    return Licence.objects.filter(issuer__in=with_units(by.departments(*WORKING)))


def visible(by: Actor) -> QuerySet[Licence]:
    """Every licence that the actor may see without anybody's consent."""
    if by.kind == "system":
        return Licence.objects.all()
    return issued_here(by) if by.is_staff else own_licences(by)


def relations(licence: Licence, by: Actor) -> frozenset[str]:
    """Every relation in which the actor stands to a licence, as the lifecycle table names them."""
    if by.kind == "system":
        return frozenset({"system"})
    facts = {
        "holder": own_licences(by).filter(pk=licence.pk).exists(),
        "issuer": licence.issuer_id in by.departments(*WORKING),
        "issuer_head": licence.issuer_id in by.departments(*HEADING),
        "superior": licence.issuer.parent_id in by.departments(*HEADING),
    }
    return frozenset(name for name, holds in facts.items() if holds and (name == "holder" or by.is_staff))


def issuable_types(by: Actor) -> QuerySet[LicenceType]:
    """The types that the actor may issue by hand: those of the units in which they review or head."""
    rows = LicenceType.objects.filter(ended=False).select_related("issuer").order_by("place", "code")
    if by.kind == "system":
        return rows
    return rows.filter(issuer__in=by.departments(*HEADING)) if by.is_staff else rows.none()


def check_issuing(kind: LicenceType, by: Actor) -> None:
    """Forbidden for those who do not issue licences of this type."""
    if not issuable_types(by).filter(pk=kind.pk).exists():
        words = Words("这种证照由发证单位的审核人或负责人颁发。", "Licences of this type are issued by reviewers and heads of the issuing unit.")
        raise Forbidden("licence.not_issuer", words)


def shares_of_department(by: Actor) -> QuerySet[Share]:
    """What the actor's departments have asked to see."""
    return Share.objects.filter(department__in=by.departments(*WORKING)) if by.is_staff else Share.objects.none()


def shares_of_holder(by: Actor) -> QuerySet[Share]:
    """What departments have asked to see of the actor's own licences."""
    return Share.objects.filter(licence__in=own_licences(by))


def unknown() -> NotFound:
    """There is no such licence, or not for this person."""
    return NotFound("licence.not_found", Words("没有找到这张证照。", "There is no such licence."))
