"""The one language of conditions: what must be true of facts, in words of SQL that every engine answers alike.

Facts in bulk are `columns.Column`, imported from there by whoever needs numpy.
"""

from gongban.kernel.conditions.condition import Condition
from gongban.kernel.conditions.declared import Facts
from gongban.kernel.conditions.evaluating import Given, WrongKind
from gongban.kernel.conditions.explaining import Line
from gongban.kernel.conditions.faults import Fault, faults_in
from gongban.kernel.conditions.postgres import Sql
from gongban.kernel.conditions.questions import Guide, Outcome
from gongban.kernel.conditions.terms import Answer, BadCondition, Fact, Kind, Option, Sort, Truth, Value

__all__ = [
    "Answer", "BadCondition", "Condition", "Fact", "Facts", "Fault", "Given", "Guide", "Kind", "Line", "Option", "Outcome", "Sort", "Sql", "Truth", "Value", "WrongKind", "faults_in",
]  # fmt: skip
