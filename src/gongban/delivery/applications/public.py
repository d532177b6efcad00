"""The door of applications: draft, submit, act, read. A part (办件) is acted on by its number; what others build on is the event `concluded`."""

import gongban.delivery.applications.actions.deciding
import gongban.delivery.applications.actions.receiving
import gongban.delivery.applications.actions.reviewing
import gongban.delivery.applications.commitments.actions
import gongban.delivery.applications.exporting
import gongban.delivery.applications.keeping  # noqa: F401 - the actions and what is held declare themselves
from gongban.delivery.applications.acting import ACTIONS, Action, act
from gongban.delivery.applications.actions.deciding import CREDIT_CODE, foresee
from gongban.delivery.applications.actions.drafting import abandon, attach, begin, choose, detach, save
from gongban.delivery.applications.actions.submitting import refresh, submit
from gongban.delivery.applications.again import apply_again
from gongban.delivery.applications.applicants import Applicant, name_of, post_address_of
from gongban.delivery.applications.commitments.acting import ACTIONS as COMMITMENT_ACTIONS
from gongban.delivery.applications.commitments.acting import act_on_commitment
from gongban.delivery.applications.commitments.lifecycle import COMMITMENT
from gongban.delivery.applications.commitments.making import may_promise, points_of
from gongban.delivery.applications.commitments.queries import (
    commitment_of,
    commitments_of,
    open_commitment_actions,
    to_check,
)
from gongban.delivery.applications.commitments.terms import LIABILITY
from gongban.delivery.applications.counters import counter_drafts, outlet_served, taken_on, to_collect
from gongban.delivery.applications.documents import (
    LookedAt,
    looks_at_materials,
    open_material,
    past_materials,
)
from gongban.delivery.applications.filling import FieldShown, Filling, MaterialShown, filling
from gongban.delivery.applications.flow import DECIDING
from gongban.delivery.applications.following import latest_parts
from gongban.delivery.applications.inputs import Again, Attaching, Beginning, Choosing, Saving, Submitting
from gongban.delivery.applications.licensing import comprehensive_of, fields_for, founding_type, type_of
from gongban.delivery.applications.lifecycle import ENDED, PART
from gongban.delivery.applications.looking import (
    Who,
    applicant_of,
    decides,
    materials_of,
    reveal_applicant,
    site_photo,
)
from gongban.delivery.applications.models import (
    Application,
    Commitment,
    Correction,
    Material,
    Part,
    Payment,
    Signature,
    Task,
)
from gongban.delivery.applications.own import own_records
from gongban.delivery.applications.paying import CHANNEL, order_left, take_reports
from gongban.delivery.applications.queries import (
    application_numbered,
    application_of,
    details_of,
    my_applications,
    open_actions,
    part_of,
    to_sign,
)
from gongban.delivery.applications.queues import (
    Sought,
    count_parts,
    items_in_charge,
    list_parts,
    sought_of,
    to_do,
)
from gongban.delivery.applications.remembering import Remembered, remembered, take_over
from gongban.delivery.applications.rights import (
    WORKING,
    fillable_applications,
    own_applications,
    parts_in_charge,
    parts_worked_on,
    relations,
    seen_applications,
    visible,
)
from gongban.delivery.applications.signing import (
    CAPACITIES,
    ask_to_sign,
    digest_of,
    drop_signer,
    refuse_to_sign,
    sign,
)
from gongban.delivery.applications.subjects import ALONE, Settled, Wanted, wanted
from gongban.delivery.applications.terms import (
    Channel,
    Delivery,
    Given,
    Opinion,
    Outcome,
    Remedy,
    Special,
    Stage,
    Subject,
    Termination,
)

__all__ = [
    "ACTIONS",
    "ALONE",
    "CAPACITIES",
    "CHANNEL",
    "COMMITMENT",
    "COMMITMENT_ACTIONS",
    "CREDIT_CODE",
    "DECIDING",
    "ENDED",
    "LIABILITY",
    "PART",
    "WORKING",
    "Action",
    "Again",
    "Applicant",
    "Application",
    "Attaching",
    "Beginning",
    "Channel",
    "Choosing",
    "Commitment",
    "Correction",
    "Delivery",
    "FieldShown",
    "Filling",
    "Given",
    "LookedAt",
    "Material",
    "MaterialShown",
    "Opinion",
    "Outcome",
    "Part",
    "Payment",
    "Remedy",
    "Remembered",
    "Saving",
    "Settled",
    "Signature",
    "Sought",
    "Special",
    "Stage",
    "Subject",
    "Submitting",
    "Task",
    "Termination",
    "Wanted",
    "Who",
    "abandon",
    "act",
    "act_on_commitment",
    "applicant_of",
    "application_numbered",
    "application_of",
    "apply_again",
    "ask_to_sign",
    "attach",
    "begin",
    "choose",
    "commitment_of",
    "commitments_of",
    "comprehensive_of",
    "count_parts",
    "counter_drafts",
    "decides",
    "detach",
    "details_of",
    "digest_of",
    "drop_signer",
    "fields_for",
    "fillable_applications",
    "filling",
    "foresee",
    "founding_type",
    "items_in_charge",
    "latest_parts",
    "list_parts",
    "looks_at_materials",
    "materials_of",
    "may_promise",
    "my_applications",
    "name_of",
    "open_actions",
    "open_commitment_actions",
    "open_material",
    "order_left",
    "outlet_served",
    "own_applications",
    "own_records",
    "part_of",
    "parts_in_charge",
    "parts_worked_on",
    "past_materials",
    "points_of",
    "post_address_of",
    "refresh",
    "refuse_to_sign",
    "relations",
    "remembered",
    "reveal_applicant",
    "save",
    "seen_applications",
    "sign",
    "site_photo",
    "sought_of",
    "submit",
    "take_over",
    "take_reports",
    "taken_on",
    "to_check",
    "to_collect",
    "to_do",
    "to_sign",
    "type_of",
    "visible",
    "wanted",
]  # fmt: skip
