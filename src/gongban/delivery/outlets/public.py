"""The door of outlets: which there are, what they take, who serves where now, which terminal it is."""

from gongban.delivery.outlets.bringing import BroughtIn, bring_in_outlets
from gongban.delivery.outlets.duties import OnDuty, Serving, begin_duty, duty_of, end_duty, outlets_to_serve
from gongban.delivery.outlets.kiosks import (
    Registered,
    Registering,
    kiosk_of,
    kiosks,
    make_kiosk,
    may_manage_kiosks,
    revoke_kiosk,
)
from gongban.delivery.outlets.models import Duty, Kiosk, Outlet
from gongban.delivery.outlets.putting import row_of
from gongban.delivery.outlets.queries import (
    Line,
    Lines,
    Sought,
    districts_with_outlets,
    find_outlets,
    list_outlets,
    outlet_named,
    outlets_named,
    takes,
)
from gongban.delivery.outlets.rules import Taking
from gongban.delivery.outlets.switches import is_switched_on
from gongban.delivery.outlets.terms import Counter, CounterGiven, Level, OutletGiven

__all__ = [
    "BroughtIn", "Counter", "CounterGiven", "Duty", "Kiosk", "Level", "Line", "Lines", "OnDuty", "Outlet", "OutletGiven", "Registered", "Registering",
    "Serving", "Sought", "Taking", "begin_duty", "bring_in_outlets", "districts_with_outlets", "duty_of", "end_duty", "find_outlets", "is_switched_on",
    "kiosk_of", "kiosks", "list_outlets", "make_kiosk", "may_manage_kiosks", "outlet_named", "outlets_named", "outlets_to_serve", "revoke_kiosk",
    "row_of", "takes",
]  # fmt: skip
