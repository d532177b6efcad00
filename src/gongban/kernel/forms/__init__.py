"""Forms: fields that appear as one answers, rules that tell before submission what would be refused; pure.

A form is made of declared facts and conditions; one answer re-evaluates only the conditions that it touches.
"""

from gongban.kernel.forms.fitting import fitted
from gongban.kernel.forms.form import Form
from gongban.kernel.forms.ordering import BadForm
from gongban.kernel.forms.problems import Problem
from gongban.kernel.forms.schema import presentation_of, schema_of, widget_of
from gongban.kernel.forms.state import State
from gongban.kernel.forms.terms import Field, Known, Rule, Section, Severity, Want

__all__ = [
    "BadForm", "Field", "Form", "Known", "Problem", "Rule", "Section", "Severity", "State", "Want", "fitted", "presentation_of", "schema_of", "widget_of",
]  # fmt: skip
