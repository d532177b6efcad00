"""The one language of conditions: what must be true of facts, in words of SQL that every engine answers alike.

Facts in bulk are `columns.Column`, imported from there by whoever needs numpy.
"""

from gongban.kernel.conditions.condition import Condition, all_of, any_of
from gongban.kernel.conditions.declared import Facts
from gongban.kernel.conditions.evaluating import Given, WrongKind
from gongban.kernel.conditions.examples import Example, examples
from gongban.kernel.conditions.explaining import Line
from gongban.kernel.conditions.faults import Fault, faults_in
from gongban.kernel.conditions.pieces import Pieces, joined, pieces
from gongban.kernel.conditions.postgres import Sql
from gongban.kernel.conditions.questions import Guide, Outcome
from gongban.kernel.conditions.terms import Answer, BadCondition, Fact, Kind, Option, Sort, Truth, Value

__all__ = [
    "Answer",
    "BadCondition",
    "Condition",
    "Example",
    "Fact",
    "Facts",
    "Fault",
    "Given",
    "Guide",
    "Kind",
    "Line",
    "Option",
    "Outcome",
    "Pieces",
    "Sort",
    "Sql",
    "Truth",
    "Value",
    "WrongKind",
    "all_of",
    "any_of",
    "examples",
    "faults_in",
    "joined",
    "pieces",
]  # fmt: skip
