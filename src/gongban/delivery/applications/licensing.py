"""What a grant issues: the licence that the item names, once for each part, filled in from the form; and the comprehensive licence when all parts of a trade are granted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from gongban.delivery.applications.contents import DETAILS, NAME, NUMBER, opened
from gongban.delivery.applications.models import Application, Part
from gongban.delivery.applications.terms import Outcome, Subject
from gongban.delivery.licences.public import Holder, Licence, LicenceType, check, issue
from gongban.delivery.licences.public import opened as opened_licence
from gongban.design.bundles.public import bundle_of
from gongban.design.catalogue.public import guide_of
from gongban.foundation.people.public import found_enterprise, reveal
from gongban.kernel.actors import SYSTEM, Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

COMPREHENSIVE_NEEDS = 2  # 一张综合许可证里至少有两张


def type_of(part: Part, at: datetime) -> LicenceType | None:
    """The kind of licence that a grant issues; None where the item issues none that this city keeps."""
    outcomes = guide_of(part.version, at=at).elements.outcomes
    codes = [each.licence for each in outcomes if each.licence]
    return LicenceType.objects.filter(_issued_to(part.application), code__in=codes, ended=False, comprehensive=False).order_by("holder", "place").first() if codes else None


def _issued_to(application: Application) -> Q:
    """Which kinds an application leads to: those of who applies, and of the enterprise that comes into being with it."""
    if application.enterprise_id:
        return Q(holder=Holder.ENTERPRISE)
    return Q(holder=Holder.PERSON) | (Q(holder=Holder.ENTERPRISE) if application.founded_id else ~Q(founds=""))


def founding_type(part: Part, at: datetime) -> LicenceType | None:
    """The licence with which an enterprise comes into being at the grant; None where the applicant is one, or has one by now."""
    kind = None if part.application.for_enterprise else type_of(part, at)
    return kind if kind and kind.founds else None


def found_for(part: Part, code: str, *, by: Actor, at: datetime) -> None:
    """设立登记: where the grant lets an enterprise come into being, it does, under the code that the office gives; its licences are issued to it."""
    kind = founding_type(part, at)
    if kind is None:
        return
    whole, name = part.application, opened(part.details, DETAILS).get(kind.founds, {}).get("value", "")
    if not name:
        raise Refusal("application.enterprise_name", Words("申请里没有企业名称，请先让申请人补正。", "The application names no enterprise; ask the applicant to complete it."), status=422)
    whole.founded = found_enterprise(code, str(name), account=whole.account_id, by=by, at=at)
    whole.save(update_fields=["founded"])


def _holder(kind: LicenceType, whole: Application) -> dict[str, str]:
    """To whom a licence of this kind is issued: name and number."""
    if kind.holder == Holder.ENTERPRISE and whole.founded is not None:
        return {"holder_name": whole.founded.name_zh, "holder_number": whole.founded.pk}
    return {"holder_name": reveal(whole.applicant_name, NAME), "holder_number": reveal(whole.applicant_number, NUMBER)}


def fields_for(kind: LicenceType, part: Part, typed: Mapping[str, str] = {}) -> dict[str, str]:
    """What the licence will say: what the official typed, else what the form says of it. Empty texts are left out."""
    said = {name: _text(each["value"]) for name, each in opened(part.details, DETAILS).items()}
    found = {field.code: typed.get(field.code, "").strip() or said.get(field.filled_from or field.fact, "") for field in kind.fields}
    return {code: text for code, text in found.items() if text}


def _text(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def issue_for(part: Part, typed: Mapping[str, str], *, at: datetime) -> UUID | None:
    """Issue the licence of a granted part and return its id; the same part always gets the same one. InvalidInput names what is missing."""
    kind = type_of(part, at)
    return issue(_said(kind, part, typed), key=f"{part.matter.number}:granted", by=SYSTEM, at=at).pk if kind else None


def issue_again(part: Part, *, at: datetime) -> UUID | None:
    """Issue a licence of the same content in place of one that was wrongly annulled; once."""
    kind = type_of(part, at)
    former = Licence.objects.filter(pk=part.licence).first() if part.licence else None
    if kind is None or former is None:
        return part.licence
    return issue(_said(kind, part, opened_licence(former.details)), key=f"{part.matter.number}:restored", by=SYSTEM, at=at).pk


def check_fields(part: Part, typed: Mapping[str, str], *, at: datetime) -> dict[str, str]:
    """What the licence will say once the fee is paid; InvalidInput names what is missing."""
    kind = type_of(part, at)
    return check(_said(kind, part, typed), by=SYSTEM, at=at).fields if kind else {}


def _said(kind: LicenceType, part: Part, typed: Mapping[str, str]) -> dict[str, Any]:
    return {"type": kind.code, **_holder(kind, part.application), "fields": fields_for(kind, part, typed)}


def _of_all(kind: LicenceType, parts: Sequence[Part], inside: Sequence[UUID]) -> dict[str, str]:
    """What the comprehensive licence says: what the form says, else what a licence inside says under the same code."""
    said: dict[str, str] = {}
    for licence in Licence.objects.filter(pk__in=inside).order_by("issued_at"):
        said = opened_licence(licence.details) | said
    for part in reversed(parts):
        said |= fields_for(kind, part)
    return {field.code: said[field.code] for field in kind.fields if field.code in said}


def comprehensive_for(application: Application, at: datetime) -> UUID | None:
    """Issue the comprehensive licence of a trade when every part is granted and two licences or more stand inside; None else."""
    contents = bundle_of(application.version, at=at, district=application.district).contents if application.subject == Subject.BUNDLE else None
    if contents is None or not contents.licence.zh:
        return None
    # 单独再办过的，只看最后一次；要缴费的，缴了才有证 · of a part applied for again the last attempt counts; one that is not paid has no licence yet
    parts = list({each.code: each for each in application.parts.order_by("attempt", "place")}.values())
    inside = [each.licence for each in parts if each.licence]
    done = all(each.outcome == Outcome.GRANTED and (each.paid_at or not each.fee) for each in parts)
    if not done or len(inside) < COMPREHENSIVE_NEEDS:
        return None
    holder = Holder.ENTERPRISE if application.for_enterprise else Holder.PERSON
    kind = LicenceType.objects.filter(comprehensive=True, ended=False, holder=holder).order_by("place").first()
    if kind is None:
        return None
    given = {
        "type": kind.code, **_holder(kind, application),
        "fields": _of_all(kind, parts, inside), "inside": inside, "trade": application.slug, "trade_zh": contents.name.zh[:60], "trade_en": contents.name.en[:80],
    }  # fmt: skip
    return issue(given, key=_comprehensive_key(application), by=SYSTEM, at=at).pk


def comprehensive_of(application: Application) -> Licence | None:
    """The comprehensive licence that was issued for an application; None as long as there is none."""
    return Licence.objects.filter(issue_key=_comprehensive_key(application)).select_related("type").first()


def _comprehensive_key(application: Application) -> str:
    return f"{application.number}:comprehensive"
