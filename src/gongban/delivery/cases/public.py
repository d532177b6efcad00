"""The door of cases: receive, act, and read as the actor may."""

import gongban.delivery.cases.actions
import gongban.delivery.cases.announcing
import gongban.delivery.cases.indexing
import gongban.delivery.cases.listeners
import gongban.delivery.cases.noticing
import gongban.delivery.cases.opening  # noqa: F401 - actions and listeners register themselves
from gongban.delivery.cases.acting import ACTIONS, Action, act, locked
from gongban.delivery.cases.attributes import Answered, Attribute, answers_in, attributes_of, with_answers
from gongban.delivery.cases.browsing import (
    STAGES,
    Filter,
    Page,
    Row,
    browse,
    browse_key,
    count_news,
    filter_from,
    listed,
    mark_read,
    my_cases,
    open_areas,
    public_cases,
    public_row,
)
from gongban.delivery.cases.clocks import ClockReading, clock_named, read_clock, time_left
from gongban.delivery.cases.contact import Contact, contact, sealed_contact
from gongban.delivery.cases.dossier import Dossier, dossier, reveal_reporters
from gongban.delivery.cases.drawing_up import Drawn, draw_up, give_numbers
from gongban.delivery.cases.duplicates import Duplicate, duplicates_of, likely_duplicates
from gongban.delivery.cases.emergencies import Emergency, emergencies_in
from gongban.delivery.cases.following import prove_party
from gongban.delivery.cases.handing_over import Piece, hand_over, receivers_in, work_of
from gongban.delivery.cases.intake_rules import check_report
from gongban.delivery.cases.judging import Judged, note_callback
from gongban.delivery.cases.learning import Example, Learned, examples, learn_from_closed
from gongban.delivery.cases.learning import in_use as models_in_use
from gongban.delivery.cases.lifecycle import CASE
from gongban.delivery.cases.limits import forget_rulebooks, limits_for, rulebook
from gongban.delivery.cases.masking import mask
from gongban.delivery.cases.models import Application, Assignment, Board, Case, Category, Study, Urging
from gongban.delivery.cases.offering import offered, offered_on
from gongban.delivery.cases.on_map import Drawn as DrawnMap
from gongban.delivery.cases.on_map import Group, Point, Window, drawn, map_points, window_from
from gongban.delivery.cases.oversight import (
    VIEWS,
    Load,
    cases_of_caller,
    load_by_department,
    open_applications,
    studies,
    study_of,
    supervised,
    supervision_counts,
    undispatched,
    unmoderated,
)
from gongban.delivery.cases.own_reports import own_reports
from gongban.delivery.cases.past import IMPORTED_STATES, PastCase, bring_in
from gongban.delivery.cases.photos import Sight, check_photo, photos_of, see_photo
from gongban.delivery.cases.publicity import allowed_publicity, as_public, first_publicity, masked_beforehand
from gongban.delivery.cases.published import Published, Step, public_steps, published, steps_of
from gongban.delivery.cases.reading import (
    Happening,
    Holding,
    Seen,
    department_words,
    public_address,
    public_point,
    read_case,
)
from gongban.delivery.cases.receiving import Received, Report, receive, write_drawn
from gongban.delivery.cases.rights import (
    in_charge,
    is_party,
    may_act,
    may_see_reporter,
    relations,
    sees_all,
    sees_reporters,
    visible,
)
from gongban.delivery.cases.sheets import Sheet, sheet
from gongban.delivery.cases.suggesting import (
    Proposal,
    Suggestion,
    offers_of,
    share_of_kept,
    suggest,
    suggest_by,
    suggest_for,
)
from gongban.delivery.cases.terms import Channel, Kind, PauseReason, Publicity, Share, Solved, Urgency
from gongban.delivery.cases.traces import trace, traced
from gongban.delivery.cases.worklists import (
    Wanted,
    applied_for,
    in_colour,
    marked,
    to_do_counts,
    wanted_of,
    worklist,
)

__all__ = [
    "ACTIONS",
    "CASE",
    "IMPORTED_STATES",
    "STAGES",
    "VIEWS",
    "Action",
    "Answered",
    "Application",
    "Assignment",
    "Attribute",
    "Board",
    "Case",
    "Category",
    "Channel",
    "ClockReading",
    "Contact",
    "Dossier",
    "Drawn",
    "DrawnMap",
    "Duplicate",
    "Emergency",
    "Example",
    "Filter",
    "Group",
    "Happening",
    "Holding",
    "Judged",
    "Kind",
    "Learned",
    "Load",
    "Page",
    "PastCase",
    "PauseReason",
    "Piece",
    "Point",
    "Proposal",
    "Publicity",
    "Published",
    "Received",
    "Report",
    "Row",
    "Seen",
    "Share",
    "Sheet",
    "Sight",
    "Solved",
    "Step",
    "Study",
    "Suggestion",
    "Urgency",
    "Urging",
    "Wanted",
    "Window",
    "act",
    "allowed_publicity",
    "answers_in",
    "applied_for",
    "as_public",
    "attributes_of",
    "bring_in",
    "browse",
    "browse_key",
    "cases_of_caller",
    "check_photo",
    "check_report",
    "clock_named",
    "contact",
    "count_news",
    "department_words",
    "dossier",
    "draw_up",
    "drawn",
    "duplicates_of",
    "emergencies_in",
    "examples",
    "filter_from",
    "first_publicity",
    "forget_rulebooks",
    "give_numbers",
    "hand_over",
    "in_charge",
    "in_colour",
    "is_party",
    "learn_from_closed",
    "likely_duplicates",
    "limits_for",
    "listed",
    "load_by_department",
    "locked",
    "map_points",
    "mark_read",
    "marked",
    "mask",
    "masked_beforehand",
    "may_act",
    "may_see_reporter",
    "models_in_use",
    "my_cases",
    "note_callback",
    "offered",
    "offered_on",
    "offers_of",
    "open_applications",
    "open_areas",
    "own_reports",
    "photos_of",
    "prove_party",
    "public_address",
    "public_cases",
    "public_point",
    "public_row",
    "public_steps",
    "published",
    "read_case",
    "read_clock",
    "receive",
    "receivers_in",
    "relations",
    "reveal_reporters",
    "rulebook",
    "sealed_contact",
    "see_photo",
    "sees_all",
    "sees_reporters",
    "share_of_kept",
    "sheet",
    "steps_of",
    "studies",
    "study_of",
    "suggest",
    "suggest_by",
    "suggest_for",
    "supervised",
    "supervision_counts",
    "time_left",
    "to_do_counts",
    "trace",
    "traced",
    "undispatched",
    "unmoderated",
    "visible",
    "wanted_of",
    "window_from",
    "with_answers",
    "work_of",
    "worklist",
    "write_drawn",
]
