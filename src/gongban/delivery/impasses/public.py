"""The door of 办不成事: taking, acting, reading, and why items could not be done."""

from gongban.delivery.impasses.acts import PROCESS
from gongban.delivery.impasses.codes import code_of, impasse_by
from gongban.delivery.impasses.lifecycle import IMPASSE
from gongban.delivery.impasses.models import Impasse
from gongban.delivery.impasses.queries import (
    CauseCount,
    Sought,
    causes_here,
    causes_of,
    counts_by_state,
    impasse_of,
    impasses_to_do,
    list_impasses,
    my_impasses,
    thread_of,
)
from gongban.delivery.impasses.rights import DESK, of_office, own_impasses, takes_for_office
from gongban.delivery.impasses.rules import impasse_rules, is_switched_on
from gongban.delivery.impasses.taking import NAME, PHONE, take_impasse
from gongban.delivery.impasses.terms import Cause, Taking

__all__ = [
    "DESK", "IMPASSE", "NAME", "PHONE", "PROCESS", "Cause", "CauseCount", "Impasse", "Sought", "Taking", "causes_here", "causes_of", "code_of",
    "counts_by_state", "impasse_by", "impasse_of", "impasse_rules", "impasses_to_do", "is_switched_on", "list_impasses", "my_impasses", "of_office",
    "own_impasses", "take_impasse", "takes_for_office", "thread_of",
]  # fmt: skip
