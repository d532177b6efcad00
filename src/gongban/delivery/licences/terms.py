"""The vocabulary of licences: who holds them, by which way somebody looks, why a licence ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongban.kernel.words import Words


class Holder(StrEnum):
    """Who can hold a licence of a type."""

    PERSON = "person"
    ENTERPRISE = "enterprise"

    @property
    def words(self) -> Words:
        """How people call it."""
        return {Holder.PERSON: Words("个人", "Person"), Holder.ENTERPRISE: Words("企业", "Enterprise")}[self]


class Way(StrEnum):
    """By which way somebody looked at a licence."""

    HOLDER = "holder"
    ISSUER = "issuer"
    DEPARTMENT = "department"  # for one matter, with the holder's consent
    CODE = "code"  # the QR code, by somebody whom we do not know
    FILE = "file"  # the PDF file, likewise
    PROGRAM = "program"  # the code over the API, likewise

    @property
    def words(self) -> Words:
        """How it is called."""
        return WAYS[self]


class Annulment(StrEnum):
    """Why a licence is annulled (撤销): it should not have been granted. Administrative Licensing Law, article 69."""

    FRAUD = "fraud"
    ABUSE = "abuse"
    BEYOND_POWERS = "beyond_powers"
    PROCEDURE = "procedure"
    NOT_QUALIFIED = "not_qualified"
    BROKEN_COMMITMENT = "broken_commitment"
    OTHER = "other"

    @property
    def words(self) -> Words:
        """The reason in words."""
        return ANNULMENTS[self]


class Withdrawal(StrEnum):
    """Why a licence is withdrawn (撤回): it was lawful, and the public interest asks for it. The same law, article 8."""

    LAW_CHANGED = "law_changed"
    SITUATION_CHANGED = "situation_changed"

    @property
    def words(self) -> Words:
        """The reason in words."""
        return WITHDRAWALS[self]


class Cancellation(StrEnum):
    """Why a licence is cancelled (注销): a formality that follows something. The same law, article 70."""

    NOT_RENEWED = "not_renewed"
    HOLDER_WISHES = "holder_wishes"
    PERSON_GONE = "person_gone"
    ENTERPRISE_GONE = "enterprise_gone"
    ENDED_BEFORE = "ended_before"
    FORCE_MAJEURE = "force_majeure"

    @property
    def words(self) -> Words:
        """The reason in words."""
        return CANCELLATIONS[self]


WAYS = {
    Way.HOLDER: Words("持证人本人", "The holder"),
    Way.ISSUER: Words("发证单位", "The issuing unit"),
    Way.DEPARTMENT: Words("部门（经您同意）", "A department, with your consent"),
    Way.CODE: Words("扫二维码（不知是谁）", "By the QR code, by somebody unknown"),
    Way.FILE: Words("核验 PDF 文件（不知是谁）", "By the PDF file, by somebody unknown"),
    Way.PROGRAM: Words("程序核验二维码", "By the QR code, by a program"),
}
ANNULMENTS = {
    Annulment.FRAUD: Words("用欺骗、贿赂等不正当手段取得", "Obtained by fraud, bribery or the like"),
    Annulment.ABUSE: Words("工作人员滥用职权、玩忽职守作出", "Granted by abuse of office or neglect of duty"),
    Annulment.BEYOND_POWERS: Words("超越法定职权作出", "Granted beyond lawful powers"),
    Annulment.PROCEDURE: Words("违反法定程序作出", "Granted against the lawful procedure"),
    Annulment.NOT_QUALIFIED: Words("不具备申请资格或不符合条件", "The applicant was not qualified or did not meet the conditions"),
    Annulment.BROKEN_COMMITMENT: Words("未履行承诺，限期内未改正", "A commitment was not met, nor mended in time"),
    Annulment.OTHER: Words("依法可以撤销的其他情形", "Another case in which the law allows it"),
}
WITHDRAWALS = {
    Withdrawal.LAW_CHANGED: Words("所依据的法律、法规、规章修改或废止", "The law on which it rests was changed or repealed"),
    Withdrawal.SITUATION_CHANGED: Words("客观情况发生重大变化", "The circumstances have changed greatly"),
}
CANCELLATIONS = {
    Cancellation.NOT_RENEWED: Words("有效期届满未延续", "Expired and not renewed"),
    Cancellation.HOLDER_WISHES: Words("持证人申请注销", "The holder asked for it"),
    Cancellation.PERSON_GONE: Words("公民死亡或丧失行为能力", "The person died or lost legal capacity"),
    Cancellation.ENTERPRISE_GONE: Words("法人或其他组织依法终止", "The enterprise has lawfully ceased to exist"),
    Cancellation.ENDED_BEFORE: Words("已被撤销、撤回或吊销", "It was annulled, withdrawn or revoked before"),
    Cancellation.FORCE_MAJEURE: Words("因不可抗力无法实施", "Force majeure makes it impossible"),
}


@dataclass(frozen=True)
class Field:
    """A field of a licence type: its code and words, whether it identifies a person, whether everybody may see it, and the fact that it fills.

    `filled_from` names the fact of an application's form from which it is filled in, where that is another.
    """

    code: str
    words: Words
    personal: bool = False
    public: bool = False
    fact: str = ""
    must: bool = True
    filled_from: str = ""


@dataclass(frozen=True)
class Proven:
    """A fact that every licence of a type proves, with its value as the city wrote it."""

    fact: str
    value: str
