"""What happens to personal data whose time is over. The record says how many and of what, never what it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class PersonalDataErased(Occurrence, kind="personal_data_erased", zh="按规定清除个人信息", en="Personal data erased by rule"):
    sort: str
    count: int
    before: datetime
    ids: tuple[str, ...] = ()
