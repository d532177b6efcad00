"""What an item says: the elements of GB/T 39046-2020 and of the national upload tables, as frozen values (pure).

A text is in both languages; where only one is written it stands for both. Amounts are fen, limits whole numbers of a unit,
condition texts boolean expressions over declared facts. Codes are those of codelists.yaml.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    Field,
)

from gongban.design.catalogue.pieces import (
    COMPACT,
    NOTHING,
    Code,
    Condition,
    Diagram,
    Part,
    Plain,
    Text,
    Type,
    of_list,
)
from gongban.design.catalogue.terms import Unit


class Basis(Part):
    """A legal basis (设定依据): the rule's title, the article, its text."""

    title: Text
    article: Plain = ""
    text: Text = NOTHING


class Body(Part):
    """Who implements the item (实施主体)."""

    name: Text = NOTHING
    credit_code: Plain = ""
    kind: Annotated[str, of_list("bodies")] = "1"


class Limit(Part):
    """A limit of time with its unit; zero working days is at once."""

    amount: int = Field(ge=0, le=100_000)
    unit: Unit = Unit.WORKING_DAYS
    note: Text = NOTHING


class Situation(Part):
    """A situation (情形) of the item that changes what is needed: its code, its name, and when it is given."""

    code: Code
    name: Text
    condition: Condition = ""
    note: Text = NOTHING


class Requirement(Part):
    """A condition of acceptance (受理条件): in words, and as a condition over facts where it can be decided."""

    text: Text
    condition: Condition = ""
    basis: Text = NOTHING


class Material(Part):
    """A material (申请材料): what, from whom, how many, when it is needed, and whether it must be brought at all.

    `condition` says when it is needed; `situations` are codes of situations in any of which it is needed; with both, both hold.
    `licence` names the kind of electronic licence that is fetched in its place.
    """

    code: Code
    name: Text
    issuer: Text = NOTHING
    originals: int = Field(default=1, ge=0, le=99)
    copies: int = Field(default=0, ge=0, le=99)
    paper: Annotated[str, of_list("papers")] = "either"
    need: Annotated[str, of_list("needs")] = "required"
    condition: Condition = ""
    situations: tuple[Code, ...] = ()
    source: Annotated[str, of_list("sources")] = "applicant"
    licence: Plain = ""
    note: Text = NOTHING
    standard: Text = NOTHING
    basis: Text = NOTHING
    sample: Plain = ""
    blank: Plain = ""

    @property
    def is_fetched(self) -> bool:
        """Whether nobody has to bring it (免提交)."""
        return self.source in ("licence", "shared")


class FormField(Part):
    """A field of the form (申请表): a declared fact that is asked where `condition` holds; what is held already is filled in."""

    fact: Plain
    condition: Condition = ""
    optional: bool = False
    hint: Text = NOTHING
    section: Text = NOTHING  # 写在哪个小标题下 · under which heading it stands


class PreCheck(Part):
    """A rule of the pre-check (智能预审): what must hold of the answers, what is said when it does not, how to mend it.

    `fields`: facts at which it is told; without them at those that the condition names.
    """

    says: Text
    condition: Condition
    mend: Text = NOTHING
    severity: Annotated[str, of_list("severities")] = "stops"
    fields: tuple[Plain, ...] = ()


class Step(Part):
    """A step of the process (办理环节): who does what, within which time, with which result."""

    name: Text
    by: Text = NOTHING
    limit: Limit | None = None
    standard: Text = NOTHING
    result: Text = NOTHING


class Fee(Part):
    """A fee (收费项目) in fen; without an amount it is as the note says. `condition` says when it is due."""

    name: Text
    amount: int | None = Field(default=None, ge=0)
    per: Text = NOTHING
    basis: Text = NOTHING
    condition: Condition = ""
    reduction: Text = NOTHING
    note: Text = NOTHING


class Outcome(Part):
    """What one gets (办理结果)."""

    name: Text
    kind: Annotated[str, of_list("results")] = "other"
    licence: Plain = ""
    validity: Text = NOTHING
    sample: Plain = ""


class Place(Part):
    """Where papers are handed in (办理地点)."""

    name: Text
    address: Text = NOTHING
    hours: Text = NOTHING
    phone: Plain = ""
    outlet: Code = ""


class Faq(Part):
    """A question that people ask, with its answer."""

    question: Text
    answer: Text


class Elements(Part):
    """Everything that an item says. A version holds it whole, so that a matter can read by what it was begun."""

    name: Text
    main_name: Text = NOTHING  # 主项名称 · of the main item; empty where this is it
    sub_name: Text = NOTHING
    summary: Text = NOTHING  # 用日常的话说这是什么 · what it is for, in everyday words
    also: tuple[Plain, ...] = ()  # 群众的叫法 · how people call it
    type: Type
    bases: tuple[Basis, ...] = ()
    body: Body = Body()
    co_bodies: tuple[Text, ...] = ()  # 共同实施部门
    agency: Text = NOTHING  # 承办机构 · the office that does the work
    entrusted: Text = NOTHING  # 委托部门
    level: Annotated[str, of_list("levels")] = "3"
    authority: Text = NOTHING  # 权限划分 · who decides what
    content: Text = NOTHING  # 行使内容
    handling: Annotated[str, of_list("handlings")] = "2"
    objects: tuple[Annotated[str, of_list("objects")], ...] = ()
    themes: tuple[Plain, ...] = ()
    forms: tuple[Annotated[str, of_list("forms")], ...] = ("1",)
    depth: Annotated[str, of_list("depths")] = ""
    scope: Annotated[str, of_list("scopes")] = ""
    nearby: bool = False  # 街道社区可办 · in subdistricts and communities
    kiosk: bool = False
    commitment: bool = False  # 可告知承诺
    visits: int | None = Field(default=None, ge=0, le=99)  # 到现场次数
    booking: bool = False
    pay_online: bool = False
    express: bool = False
    url: Plain = ""
    mobile_url: Plain = ""
    requirements: tuple[Requirement, ...] = ()
    situations: tuple[Situation, ...] = ()
    materials: tuple[Material, ...] = ()
    fields: tuple[FormField, ...] = ()  # 申请表 · the form
    prechecks: tuple[PreCheck, ...] = ()  # 提交前自动预审 · checked before submission
    steps: tuple[Step, ...] = ()
    diagram: Diagram = ""  # 流程图（BPMN 2.0），空着就走标准流程 · the process as BPMN 2.0; empty: the standard one
    legal_limit: Limit | None = None
    promised_limit: Limit | None = None
    procedure: Annotated[str, of_list("procedures")] = ""
    procedure_note: Text = NOTHING
    quota: Text = NOTHING  # 数量限制
    intermediary: Text = NOTHING  # 中介服务
    fees: tuple[Fee, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    places: tuple[Place, ...] = ()
    consult: Text = NOTHING
    supervise: Text = NOTHING
    faqs: tuple[Faq, ...] = ()

    def stored(self) -> dict[str, Any]:
        """As JSON, without what is not said."""
        return self.model_dump(mode="json", exclude_defaults=True, context=COMPACT)

    def condition_of(self, material: Material) -> str:
        """When a material is needed, as one condition text; empty where it always is."""
        given = {each.code: each.condition for each in self.situations}
        any_of = [given[code] for code in material.situations if given.get(code)]
        parts = [" OR ".join(f"({each})" for each in any_of), material.condition]
        held = [part for part in parts if part]
        return held[0] if len(held) == 1 else " AND ".join(f"({part})" for part in held)
