"""What a person or program gives to begin, fill in and submit an application."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import Field as Limited

from gongban.delivery.applications.terms import Delivery, Subject
from gongban.kernel.input import Input, asked


class Beginning(Input):
    """What is applied for; at a counter, for whom."""

    subject: Subject = Subject.ITEM
    slug: str = asked("事项或一件事", "Item or bundle", max_length=80)
    district: str = asked("在哪个区办", "In which district", default="", max_length=20)
    applicant_name: str = asked("申请人", "Applicant", default="", max_length=120)
    applicant_number: str = asked("身份证号或统一社会信用代码", "ID number or credit code", default="", max_length=18)
    phone: str = asked("手机号", "Phone", default="", max_length=20)
    mandate: UUID | None = None  # 凭哪份委托 · for an assistant
    outlet: str = asked("在哪个网点", "At which outlet", default="", max_length=40)


class Saving(Input):
    """Answers by fact; None takes one back. `skip`: questions that the applicant cannot answer."""

    answers: dict[str, Any] = Limited(default={}, max_length=400)
    skip: list[str] = Limited(default=[], max_length=100)


class Attaching(Input):
    """A material by its key: a document that was uploaded, one handed in before, or paper taken at the counter."""

    key: str = asked("材料", "Material", max_length=80)
    document: UUID | None = None
    kept: UUID | None = None  # 以前交过的材料 · a material of an earlier application, by its id
    paper: bool = False
    promise: bool = False  # 承诺代替证明


class Choosing(Input):
    """How results are handed over."""

    delivery: Delivery = asked("怎样拿结果", "How to get the result", widget="choice", default=Delivery.ELECTRONIC)
    together: bool = asked("办完一起领", "Hand over together", widget="boolean", default=True)
    post_address: str = asked("邮寄地址", "Address", default="", max_length=200)
    collect_at: str = asked("到哪个网点领", "Collected at which outlet", default="", max_length=40)


class Submitting(Input):
    """The applicant's word that it is true, and consent to show the licences named to the offices that decide."""

    truthful: bool = asked("我保证所填内容和材料真实", "What I say and hand in is true", widget="boolean", default=False)
    share: bool = asked("同意把所列证照给办理单位查看", "The offices may look at the licences listed", widget="boolean", default=False)


class Again(Input):
    """What is changed for a new attempt: documents by material, values by fact."""

    documents: dict[str, UUID] = Limited(default={}, max_length=60)
    values: dict[str, bool | int | str] = Limited(default={}, max_length=400)
