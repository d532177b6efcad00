"""The door of rules: the platform's published rules with their versions, and what changed between two."""

from gongban.design.rules.comparing import Line, difference
from gongban.design.rules.models import RuleVersion
from gongban.design.rules.queries import Rule, published_rules, rule_of

__all__ = ["Line", "Rule", "RuleVersion", "difference", "published_rules", "rule_of"]
