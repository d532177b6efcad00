"""Who acts, in which role, for whom and over which channel: the value that every action takes as `by=`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff may be in a department; one person may hold several."""

    OPERATOR = "operator"  # 话务员
    DISPATCHER = "dispatcher"  # 派单员
    HANDLER = "handler"  # 承办人
    REVIEWER = "reviewer"  # 审核人
    MODERATOR = "moderator"  # 内容审核员
    SUPERVISOR = "supervisor"  # 督办员
    POLICY_SPECIALIST = "policy_specialist"  # 政策专员
    DEPARTMENT_HEAD = "department_head"  # 部门负责人
    LEADER = "leader"  # 领导小组成员
    CATALOGUE_EDITOR = "catalogue_editor"  # 事项编制员
    CATALOGUE_PUBLISHER = "catalogue_publisher"  # 事项发布人
    COUNTER = "counter"  # 窗口人员
    ASSISTANT = "assistant"  # 帮代办员
    ADMINISTRATOR = "administrator"  # 管理员


@dataclass(frozen=True)
class Actor:
    """A person or a program at work.

    `account` is an opaque id (None for programs of ours and for people without an account),
    `roles` pairs a role with a department's code, `acting_for` is the absent colleague of a deputy,
    `enterprise` the credit code for which an agent speaks, `party` the id of the party that somebody
    without an account proved to be by the code that they keep.
    """

    account: str | None
    kind: str  # resident | staff | system | anonymous
    roles: frozenset[tuple[str, str]] = frozenset()
    channel: str = "web"
    acting_for: str | None = None
    enterprise: str | None = None
    party: str | None = None

    def holds(self, role: str, department: str | None = None) -> bool:
        """Whether this role is held, anywhere or in one department."""
        return any(held == role and department in (None, code) for held, code in self.roles)

    def departments(self, *roles: str) -> frozenset[str]:
        """Codes of the departments in which any of these roles (or any role at all) is held."""
        return frozenset(code for held, code in self.roles if not roles or held in roles)

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"

    def over(self, channel: str) -> Actor:
        """The same actor over another channel."""
        return replace(self, channel=channel)

    def as_party(self, party: str) -> Actor:
        """The same actor as the party that they proved to be."""
        return replace(self, party=party)


SYSTEM = Actor(account=None, kind="system", channel="system")
ANONYMOUS = Actor(account=None, kind="anonymous")
