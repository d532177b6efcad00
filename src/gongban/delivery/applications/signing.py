"""Several signers: the one who fills in asks others to sign; each sees the whole and signs what was seen; a change afterwards asks anew."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from gongban.delivery.applications.assuring import check_assurance
from gongban.delivery.applications.contents import ANSWERS
from gongban.delivery.applications.events import Signed
from gongban.delivery.applications.models import Application, Signature
from gongban.delivery.applications.rights import own_applications, unknown
from gongban.delivery.applications.terms import Stage
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import Account, Resident, lookups, reveal
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.identifiers import check_phone
from gongban.kernel.words import Words

CAPACITIES = {
    "co_applicant": Words("共同申请人", "Co-applicant"), "legal_representative": Words("法定代表人", "Legal representative"),
    "guardian": Words("监护人", "Guardian"), "owner": Words("房屋所有人", "Owner of the premises"),
}  # fmt: skip


def digest_of(application: Application) -> str:
    """SHA-256 of what is signed: the answers and the materials attached."""
    materials = sorted(f"{each.key}:{each.given}:{each.document or ''}" for each in application.materials.filter(replaced_at=None))
    told = "\n".join([str(application.pk), application.slug, reveal(application.answers, ANSWERS), *materials])
    return hashlib.sha256(told.encode()).hexdigest()


def ask_to_sign(pk: UUID, phone: str, capacity: str, *, by: Actor, at: datetime) -> Signature:
    """Ask somebody by their phone; they find it in their own space. Refusal where nobody is known by that phone: they sign in once first."""
    if capacity not in CAPACITIES:
        raise Refusal("signature.capacity", Words("请选择以什么身份签。", "Choose in which capacity they sign."), field="capacity", status=422)
    with transaction.atomic():
        row = _own_draft(pk, by, at)
        account = Account.objects.filter(resident__in=Resident.objects.filter(phone_lookup__in=lookups(str(check_phone(phone)), "people.phone"))).first()
        if account is None or str(account.pk) == by.account:
            words = Words("这个手机号还没有登录过本平台，请对方先登录一次。", "Nobody has signed in with this phone yet; ask them to sign in once.")
            raise Refusal("signature.nobody", words, field="phone", status=422)
        return Signature.objects.get_or_create(application=row, account=account, defaults={"capacity": capacity, "asked_at": at})[0]


def sign(pk: UUID, digest: str, *, by: Actor, at: datetime) -> Signature:
    """Sign what was seen. Conflict "signature.changed" where it was changed since the page was opened."""
    with transaction.atomic():
        row = _asked(pk, by)
        check_assurance("sign", by=by, at=at)
        if digest != digest_of(row.application):
            raise Conflict("signature.changed", Words("内容刚刚改过，请看过再签。", "It was changed just now; please read it again and sign."))
        return _answer(row, digest, by, at)


def refuse_to_sign(pk: UUID, *, by: Actor, at: datetime) -> Signature:
    """Say no; the applicant sees it and cannot submit with this signer."""
    with transaction.atomic():
        return _answer(_asked(pk, by), "", by, at)


def drop_signer(pk: UUID, signature: UUID, *, by: Actor) -> None:
    """Take back that somebody is asked to sign."""
    with transaction.atomic():
        _own_draft(pk, by, None).signatures.filter(pk=signature).delete()


def check_signed(application: Application) -> None:
    """Conflict "application.not_signed" as long as somebody asked has not signed what stands there now."""
    rows = list(application.signatures.all())
    now = digest_of(application) if rows else ""
    open_ = [each for each in rows if each.signed_at is None or each.digest != now]
    if open_:
        words = Words(f"还有 {len(open_)} 人没有签，或签后内容改过。", f"{len(open_)} of those asked have not signed what stands there now.")
        raise Conflict("application.not_signed", words)


def _own_draft(pk: UUID, by: Actor, at: datetime | None) -> Application:
    row = own_applications(by, at).filter(pk=pk, stage=Stage.DRAFT).select_for_update(of=("self",)).first()
    if row is None:
        raise unknown()
    return row


def _asked(pk: UUID, by: Actor) -> Signature:
    row = Signature.objects.filter(Q(account=by.account), pk=pk, application__stage=Stage.DRAFT).select_related("application").first() if by.account else None
    if row is None:
        raise unknown()
    return row


def _answer(row: Signature, digest: str, by: Actor, at: datetime) -> Signature:
    row.digest, row.signed_at, row.refused_at = digest, at if digest else None, None if digest else at
    row.save()
    record(Entry(Signed(row.application_id, row.pk, bool(digest)), by, at))
    return row
