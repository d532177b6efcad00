"""The words of roles and capacities, and how sure we are of somebody."""

from __future__ import annotations

from enum import StrEnum

from gongban.kernel.actors import Role
from gongban.kernel.words import Words

ROLES: dict[str, Words] = {
    Role.OPERATOR: Words("话务员", "Operator"),
    Role.DISPATCHER: Words("派单员", "Dispatcher"),
    Role.HANDLER: Words("承办人", "Handler"),
    Role.REVIEWER: Words("审核人", "Reviewer"),
    Role.MODERATOR: Words("内容审核员", "Moderator"),
    Role.SUPERVISOR: Words("督办员", "Supervisor"),
    Role.POLICY_SPECIALIST: Words("政策专员", "Policy specialist"),
    Role.DEPARTMENT_HEAD: Words("部门负责人", "Head of department"),
    Role.LEADER: Words("领导小组成员", "Member of the leading group"),
    Role.CATALOGUE_EDITOR: Words("事项编制员", "Catalogue editor"),
    Role.CATALOGUE_PUBLISHER: Words("事项发布人", "Catalogue publisher"),
    Role.COUNTER: Words("窗口人员", "Counter clerk"),
    Role.ASSISTANT: Words("帮代办员", "Assistant"),
    Role.ADMINISTRATOR: Words("管理员", "Administrator"),
}
CAPACITIES: dict[str, Words] = {
    "legal_representative": Words("法定代表人", "Legal representative"),
    "agent": Words("经办人", "Authorised agent"),
}


def words_of_role(role: str) -> Words:
    """The words of a role; the bare code for one that we do not know."""
    return ROLES.get(role, Words(role, role))


class Assurance(StrEnum):
    """How sure we are who somebody is, the least first; what an item needs is named by these codes."""

    NONE = "none"
    PHONE = "phone"
    REAL_NAME = "real_name"
    LEGAL_PERSON = "legal_person"

    @property
    def words(self) -> Words:
        """How it is called."""
        return ASSURANCES[self]

    def reaches(self, needed: Assurance) -> bool:
        """Whether this is at least what is needed.

        >>> Assurance.REAL_NAME.reaches(Assurance.PHONE), Assurance.PHONE.reaches(Assurance.REAL_NAME)
        (True, False)
        """
        order = list(Assurance)
        return order.index(self) >= order.index(needed)


class Proved(StrEnum):
    """How it was proved who a resident is."""

    COUNTER = "counter"
    PROVIDER = "provider"
    FILE = "file"

    @property
    def words(self) -> Words:
        """How it is called."""
        return WAYS_OF_PROOF[self]


ASSURANCES = {
    Assurance.NONE: Words("未登录", "Not signed in"),
    Assurance.PHONE: Words("手机号已核实", "Phone verified"),
    Assurance.REAL_NAME: Words("已实名", "Real name proved"),
    Assurance.LEGAL_PERSON: Words("法人已实名", "Legal person, by somebody authorised"),
}
WAYS_OF_PROOF = {
    Proved.COUNTER: Words("窗口核对身份证原件", "At a counter, by the identity card"),
    Proved.PROVIDER: Words("统一身份认证", "By the provider of identities"),
    Proved.FILE: Words("随城市文件装入", "Loaded with the city's files"),
}
EVERY_ITEM = "all"  # 经办人可办全部事项 · an agent who may act in every item
