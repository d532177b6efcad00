"""What people give to the actions of bundles."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from gongban.design.bundles.contents import Contents
from gongban.kernel.input import Input, asked


class Drafting(Input):
    """A bundle as it is to stand in its next version."""

    slug: str = asked("短名", "Short name", max_length=60, pattern=r"^[a-z][a-z0-9-]*$")
    department: str = asked("牵头部门", "Lead department", widget="department", default="", max_length=40)
    contents: Contents = asked("内容", "Contents", widget="contents")
    note: str = asked("为什么改", "Why", widget="textarea", default="", max_length=1000)
    redesign: UUID | None = asked("来自哪次再造", "Redesign", widget="hidden", default=None)
    seen: datetime | None = asked("打开时的版本", "Seen", widget="hidden", default=None)  # refuse where somebody else changed it since


class Reason(Input):
    """Why; shown to those whom it concerns."""

    text: str = asked("理由", "Reason", widget="textarea", max_length=1000)
