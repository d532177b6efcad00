"""Which rules are in force on a day, and which versions each has had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongban.design.rules.models import RuleVersion
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Rule:
    """A published rule: its versions, the latest first; the one in force; those to come."""

    code: str
    versions: tuple[RuleVersion, ...]
    current: RuleVersion | None
    coming: tuple[RuleVersion, ...]

    @property
    def title(self) -> Words:
        """The heading of the version in force, or of the first to come."""
        return (self.current or self.versions[-1]).title

    def version(self, day: str) -> RuleVersion:
        """The version of a day such as 2026-03-01, or for nothing the one in force; NotFound for others."""
        found = next((each for each in self.versions if each.since.isoformat() == day), None) if day else self.current or self.versions[-1]
        if found is None:
            raise _unknown()
        return found

    def before(self, version: RuleVersion) -> RuleVersion | None:
        """The version before."""
        return next((each for each in self.versions if each.since < version.since), None)


def published_rules(day: date) -> list[Rule]:
    """Every rule as it stands on a day, the platform's general rules first; one query."""
    rows: dict[str, list[RuleVersion]] = {}
    for row in RuleVersion.objects.order_by("code", "-since"):
        rows.setdefault(row.code, []).append(row)
    return sorted((_rule(code, versions, day) for code, versions in rows.items()), key=lambda rule: (rule.code != "platform", rule.code))


def rule_of(code: str, day: date) -> Rule:
    """One rule by its code; NotFound where there is none."""
    versions = list(RuleVersion.objects.filter(code=code).order_by("-since"))
    if not versions:
        raise _unknown()
    return _rule(code, versions, day)


def _rule(code: str, versions: list[RuleVersion], day: date) -> Rule:
    current = next((each for each in versions if each.since <= day), None)
    return Rule(code, tuple(versions), current, tuple(each for each in versions if each.since > day))


def _unknown() -> NotFound:
    return NotFound("rule.not_found", Words("没有这份规则，或没有这一版。", "There is no such rule, or no such version."))
