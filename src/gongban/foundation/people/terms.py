"""The words of roles and capacities, as pages show them."""

from __future__ import annotations

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
    Role.ADMINISTRATOR: Words("管理员", "Administrator"),
}
CAPACITIES: dict[str, Words] = {
    "legal_representative": Words("法定代表人", "Legal representative"),
    "agent": Words("经办人", "Authorised agent"),
}


def words_of_role(role: str) -> Words:
    """The words of a role; the bare code for one that we do not know."""
    return ROLES.get(role, Words(role, role))
