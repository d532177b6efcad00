"""The door of the catalogue: guides, lists, versions and what they changed; the draft and its publication; switches."""

import gongban.design.catalogue.using  # noqa: F401 - tells which facts are in use
from gongban.design.catalogue.actions.drafting import change_item, draft_item, drop_draft, end_item, put_item
from gongban.design.catalogue.actions.publishing import publish, publish_at_once, return_draft, submit_draft
from gongban.design.catalogue.actions.reusing import give_package, take_package
from gongban.design.catalogue.actions.switching import turn
from gongban.design.catalogue.actions.writing import Put, put_in_draft
from gongban.design.catalogue.asking import Asked, Settled, ask, has_questions
from gongban.design.catalogue.carrying import FORMS, KINDS, OWN, json_line, public_service, written
from gongban.design.catalogue.cells import NONE, BadCell, Options, cells_of, headings, read_cell
from gongban.design.catalogue.checking import Fault, check, faults, gaps
from gongban.design.catalogue.codelists import CodeList, code_list, code_lists
from gongban.design.catalogue.codes import (
    ItemCode,
    base_code,
    check_code,
    doubt,
    implementation_code,
    read_code,
)
from gongban.design.catalogue.comparing import (
    Change,
    Difference,
    Measure,
    Way,
    difference,
)
from gongban.design.catalogue.elements import (
    Basis,
    Body,
    Elements,
    Faq,
    Fee,
    Limit,
    Material,
    Outcome,
    Place,
    Requirement,
    Situation,
    Step,
)
from gongban.design.catalogue.inputs import Drafting, Publishing, Reason, Submission, Taking, Turning
from gongban.design.catalogue.lifecycle import EDITION
from gongban.design.catalogue.models import Edition, Item, ItemVersion, Switch
from gongban.design.catalogue.packages import package_of
from gongban.design.catalogue.proving import unfit
from gongban.design.catalogue.queries.comparing import (
    Compared,
    Divided,
    compare,
    compare_draft,
    divided,
    unified,
)
from gongban.design.catalogue.queries.drafting import Changed, Draft, draft, draft_of
from gongban.design.catalogue.queries.offering import Offered, offered
from gongban.design.catalogue.queries.reading import (
    SCOPE,
    Lines,
    Wanted,
    count_items,
    guide,
    guide_of,
    guides,
    items_of,
    list_items,
    versions_of,
)
from gongban.design.catalogue.rights import may_edit, may_publish, may_read_draft
from gongban.design.catalogue.terms import Level, Setting, Stage, Unit
from gongban.design.catalogue.unifying import Deviation
from gongban.design.catalogue.values import Guide, Listed, Owner
from gongban.design.catalogue.wording import CODED, limit_words, material_words, said, sentence

__all__ = [
    "CODED",
    "EDITION",
    "FORMS",
    "KINDS",
    "NONE",
    "OWN",
    "SCOPE",
    "Asked",
    "BadCell",
    "Basis",
    "Body",
    "Change",
    "Changed",
    "CodeList",
    "Compared",
    "Deviation",
    "Difference",
    "Divided",
    "Draft",
    "Drafting",
    "Edition",
    "Elements",
    "Faq",
    "Fault",
    "Fee",
    "Guide",
    "Item",
    "ItemCode",
    "ItemVersion",
    "Level",
    "Limit",
    "Lines",
    "Listed",
    "Material",
    "Measure",
    "Offered",
    "Options",
    "Outcome",
    "Owner",
    "Place",
    "Publishing",
    "Put",
    "Reason",
    "Requirement",
    "Setting",
    "Settled",
    "Situation",
    "Stage",
    "Step",
    "Submission",
    "Switch",
    "Taking",
    "Turning",
    "Unit",
    "Wanted",
    "Way",
    "ask",
    "base_code",
    "cells_of",
    "change_item",
    "check",
    "check_code",
    "code_list",
    "code_lists",
    "compare",
    "compare_draft",
    "count_items",
    "difference",
    "divided",
    "doubt",
    "draft",
    "draft_item",
    "draft_of",
    "drop_draft",
    "end_item",
    "faults",
    "gaps",
    "give_package",
    "guide",
    "guide_of",
    "guides",
    "has_questions",
    "headings",
    "implementation_code",
    "items_of",
    "json_line",
    "limit_words",
    "list_items",
    "material_words",
    "may_edit",
    "may_publish",
    "may_read_draft",
    "offered",
    "package_of",
    "public_service",
    "publish",
    "publish_at_once",
    "put_in_draft",
    "put_item",
    "read_cell",
    "read_code",
    "return_draft",
    "said",
    "sentence",
    "submit_draft",
    "take_package",
    "turn",
    "unfit",
    "unified",
    "versions_of",
    "written",
]  # fmt: skip
