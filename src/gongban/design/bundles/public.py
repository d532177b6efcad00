"""The door of bundles: life events and trades for everybody, asked and joined; writing them; what an application of one needs."""

import gongban.design.bundles.using  # noqa: F401 - tells which facts are in use
from gongban.design.bundles.actions.loading import Put, publish_bundles_at_once
from gongban.design.bundles.actions.writing import (
    draft_bundle,
    drop_bundle_draft,
    publish_bundle,
    return_bundle,
    submit_bundle,
)
from gongban.design.bundles.checking import check as check_contents
from gongban.design.bundles.checking import faults as faults_in_bundle
from gongban.design.bundles.contents import Choice, Common, Component, Contents, Figures, Need
from gongban.design.bundles.inputs import Drafting as BundleDrafting
from gongban.design.bundles.inputs import Reason as BundleReason
from gongban.design.bundles.lifecycle import BUNDLE
from gongban.design.bundles.queries.asking import (
    ask_bundle,
    form_of_bundle,
    own_declarations,
    question_of,
    ways_by_answer,
)
from gongban.design.bundles.queries.drafting import bundle_draft, bundle_drafts
from gongban.design.bundles.queries.reading import (
    bundle,
    bundle_of,
    bundles_with,
    list_bundles,
    versions_made_of,
    versions_of_bundle,
)
from gongban.design.bundles.rules.choosing import way_name, wish_name
from gongban.design.bundles.rules.measuring import Reckoned, reckon
from gongban.design.bundles.rules.planning import Plan, PlannedMaterial, PlannedPart, plan_of
from gongban.design.bundles.rules.reasons import because
from gongban.design.bundles.rules.states import (
    ChoiceState,
    FeeState,
    FieldState,
    Joined,
    MaterialState,
    NeedState,
    PartState,
    RequirementState,
    Sort,
    WayState,
)
from gongban.design.bundles.rules.unifying import name_key
from gongban.design.bundles.rules.waiting import Schedule, Span
from gongban.design.bundles.terms import Aspect, Audience, Kind, Phase, Stage
from gongban.design.bundles.values import Bundled, Draft, Line

__all__ = [
    "BUNDLE", "Aspect", "Audience", "BundleDrafting", "BundleReason", "Bundled", "Choice", "ChoiceState", "Common", "Component", "Contents", "Draft",
    "FeeState", "FieldState", "Figures", "Joined", "Kind", "Line", "MaterialState", "Need", "NeedState", "PartState", "Phase", "Plan", "PlannedMaterial",
    "PlannedPart", "Put", "Reckoned", "RequirementState", "Schedule", "Sort", "Span", "Stage", "WayState", "ask_bundle", "because", "bundle", "bundle_draft",
    "bundle_drafts", "bundle_of", "bundles_with", "check_contents", "draft_bundle", "drop_bundle_draft", "faults_in_bundle", "form_of_bundle", "list_bundles", "name_key",
    "own_declarations", "plan_of", "publish_bundle", "publish_bundles_at_once", "question_of", "reckon", "return_bundle", "submit_bundle",
    "versions_made_of", "versions_of_bundle", "way_name", "ways_by_answer", "wish_name",
]  # fmt: skip
