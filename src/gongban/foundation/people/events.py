"""What happens to accounts. Payloads hold opaque ids, codes and times only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class ConsentGiven(Occurrence, kind="consent_given", zh="同意隐私告知", en="Privacy notice agreed to"):
    notice: str
    version: str


@dataclass(frozen=True)
class ConsentWithdrawn(Occurrence, kind="consent_withdrawn", zh="撤回同意", en="Consent withdrawn"):
    notice: str
    version: str


@dataclass(frozen=True)
class DataExported(Occurrence, kind="own_data_exported", zh="导出本人数据", en="Own data exported"):
    pass


@dataclass(frozen=True)
class AccountErased(Occurrence, kind="account_erased", zh="注销账号", en="Account erased"):
    account: str


@dataclass(frozen=True)
class StaffAdded(Occurrence, kind="staff_added", zh="新增工作人员", en="Member of staff added"):
    account: str


@dataclass(frozen=True)
class RoleGiven(Occurrence, kind="role_given", zh="授予岗位", en="Role given"):
    account: str
    department: str
    role: str
    until: datetime | None = None


@dataclass(frozen=True)
class RoleEnded(Occurrence, kind="role_ended", zh="岗位结束", en="Role ended"):
    account: str
    department: str
    role: str


@dataclass(frozen=True)
class AccountLocked(Occurrence, kind="account_locked", zh="停用账号", en="Account locked"):
    account: str


@dataclass(frozen=True)
class AccountUnlocked(Occurrence, kind="account_unlocked", zh="恢复账号", en="Account unlocked"):
    account: str


@dataclass(frozen=True)
class StartPasswordGiven(Occurrence, kind="start_password_given", zh="发给初始口令", en="Start password given"):
    account: str


@dataclass(frozen=True)
class PasswordChanged(Occurrence, kind="password_changed", zh="修改口令", en="Password changed"):
    account: str


@dataclass(frozen=True)
class DeputyNamed(Occurrence, kind="deputy_named", zh="指定代办人", en="Deputy named"):
    absent: str
    deputy: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class DeputyEnded(Occurrence, kind="deputy_ended", zh="代办结束", en="Deputy ended"):
    absent: str
    deputy: str


@dataclass(frozen=True)
class StaffLeft(Occurrence, kind="staff_left", zh="工作人员离任", en="Member of staff left"):
    account: str


@dataclass(frozen=True)
class TokenMade(Occurrence, kind="token_made", zh="发给程序令牌", en="Token made for a program"):
    token: str
    account: str
    scopes: list[str]
    departments: list[str]
    expires: datetime | None = None


@dataclass(frozen=True)
class TokenRevoked(Occurrence, kind="token_revoked", zh="撤销程序令牌", en="Token of a program revoked"):
    token: str
    account: str


@dataclass(frozen=True)
class IdentityProved(Occurrence, kind="identity_proved", zh="实名核实", en="Real name proved"):
    account: str
    way: str  # counter | provider
    department: str | None = None


@dataclass(frozen=True)
class IdentityMoved(Occurrence, kind="identity_moved", zh="实名转到另一账号", en="Real name moved to another account"):
    account: str
    to: str


@dataclass(frozen=True)
class IdentityRefused(Occurrence, kind="identity_refused", zh="实名未通过", en="Proof of a real name refused"):
    why: str
    account: str | None = None


@dataclass(frozen=True)
class AgentGranted(Occurrence, kind="agent_granted", zh="授权经办人", en="Agent authorised"):
    agent: int
    account: str
    items: list[str]
    until: datetime | None = None


@dataclass(frozen=True)
class AgentEnded(Occurrence, kind="agent_ended", zh="经办授权结束", en="Authority of an agent ended"):
    agent: int
    account: str
    by: str  # representative | agent


@dataclass(frozen=True)
class EnterpriseFounded(Occurrence, kind="enterprise_founded", zh="企业设立", en="Enterprise founded"):
    enterprise: str  # its credit code
    representative: UUID | None  # the account, where there is one
