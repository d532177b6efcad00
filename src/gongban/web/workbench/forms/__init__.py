"""Forms made from what an action asks for: the same declaration that the API draws as a schema."""

from gongban.web.workbench.forms.about import About
from gongban.web.workbench.forms.building import InputForm, form_for

__all__ = ["About", "InputForm", "form_for"]
