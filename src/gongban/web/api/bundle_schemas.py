"""What the operations on life events and trades take and answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field, StrictBool, StrictInt, StrictStr

from gongban.design.bundles.public import Contents
from gongban.design.catalogue.public import Limit
from gongban.web.api.cases.schemas import Worded
from gongban.web.api.problems import Said

Short = Annotated[str, Field(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]
Slug = Annotated[str, Field(max_length=60, pattern=r"^[a-z][a-z0-9-]*$")]
Given = StrictBool | StrictInt | Annotated[StrictStr, Field(max_length=200)]


class BundleFilters(Schema):
    """What the list is filtered by: `kind` one_thing or trade, `audience` person or company, `phase` of a life, `item` that is a part."""

    kind: Short = ""
    audience: Short = ""
    phase: Short = ""
    item: Short = ""
    district: Short = ""


class BundleLineOut(Schema):
    """A bundle in the list."""

    slug: str
    name: Said
    summary: Said
    kind: str
    audience: str
    phase: str
    department: Worded
    parts: int
    number: int | None
    url: str


class BundlePartItemOut(Schema):
    """The item that a part follows, in its version in force."""

    part: str
    code: str
    slug: str
    version: UUID
    number: int | None
    name: Said
    department: Worded


class BundleOut(Schema):
    """One version of a bundle: what it says, and the items of its parts; a part that is missing there is not offered in the district."""

    slug: str
    number: int | None
    version: UUID
    department: Worded
    ended: bool
    published_at: datetime | None
    redesign: UUID | None
    contents: Contents
    items: list[BundlePartItemOut]


class BundleWhich(Schema):
    """BundleWhich version, and where."""

    number: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    district: Short = ""


class BundleAnswers(Schema):
    """What is known of somebody: answers by name of the fact (money in fen, dates as YYYY-MM-DD), optional parts that are wanted
    (`wants`; None as long as that was not asked), names that could not be answered."""

    answers: dict[Annotated[str, Field(max_length=80)], Given] = Field(default={}, max_length=200)
    wants: list[Slug] | None = Field(default=None, max_length=60)
    skipped: list[Annotated[str, Field(max_length=80)]] = Field(default=[], max_length=200)
    district: Short = ""


class BundleOptionOut(Schema):
    """An answer to choose."""

    code: str
    words: Said


class BundleQuestionOut(Schema):
    """The next question. `personal`: ask it where nobody else reads it, and keep it out of addresses."""

    name: str
    question: Said
    hint: Said
    kind: str
    unit: Said | None
    options: list[BundleOptionOut]
    personal: bool


class BundlePartOut(Schema):
    """A part: yes, no or unknown, who decides it, what it waits for, its limit, by which day, and why."""

    code: str
    name: Said
    item: str
    truth: str
    department: str
    waits_for: list[str]
    limit: Limit | None
    due: date | None
    why: Said | None


class BundleWayOut(Schema):
    """An alternative, and whether it is open; `why` where it is not."""

    part: str
    open: bool
    taken: bool
    why: Said | None


class BundleChoiceOut(Schema):
    """Alternatives of which one is taken."""

    code: str
    question: Said
    ways: list[BundleWayOut]


class BundleMaterialOut(Schema):
    """A material named once: form, bring or fetched; the parts that use it, whether an answer added it, which part issues it."""

    name: Said
    truth: str
    sort: str
    parts: list[str]
    added: bool
    made_by: str
    why: list[Said]


class BundleTextOut(Schema):
    """A condition of acceptance, or of a trade: who asks for it, and whether it is met."""

    aspect: str
    text: Said
    parts: list[str]
    truth: str


class BundleFieldOut(Schema):
    """A field of the one form: a fact, asked once for all parts."""

    fact: str
    words: Said
    parts: list[str]


class BundleAskedOut(Schema):
    """Where the questions stand and the list as far as known. `exact`: nothing is open any more."""

    exact: bool
    wishes: list[str]
    question: BundleQuestionOut | None
    parts: list[BundlePartOut]
    choices: list[BundleChoiceOut]
    materials: list[BundleMaterialOut]
    requirements: list[BundleTextOut]
    needs: list[BundleTextOut]
    fields: list[BundleFieldOut]
    working_days: int | None
    done: date
    fee: int
