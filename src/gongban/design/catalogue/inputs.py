"""What people give to the actions of the catalogue."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from gongban.design.catalogue.elements import Elements
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

District = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,20}$")]


class Drafting(Input):
    """An item as it is to stand in the next edition."""

    code: str = asked("事项编码", "Code", max_length=80, hint=Words("31 位或 33 位；没有国家编码的写本地编码。", "31 or 33 characters; a local code where there is no national one."))
    slug: str = asked("短名", "Short name", default="", max_length=60, pattern=r"^([a-z][a-z0-9-]*)?$")
    district: str = asked("办理区", "District", widget="district", default="", max_length=20)
    department: str = asked("责任单位", "Owner", widget="department", default="", max_length=40)
    elements: Elements = asked("要素", "Elements", widget="elements")
    pilot: list[District] = asked("先在哪些区试点", "Pilot in districts", widget="districts", default=[], max_length=60)
    note: str = asked("为什么改", "Why", widget="textarea", default="", max_length=1000)
    redesign: UUID | None = asked("来自哪次再造", "Redesign", widget="hidden", default=None)
    seen: datetime | None = asked("打开时的版本", "Seen", widget="hidden", default=None)  # refuse where somebody else changed it since


class Writing(Input):
    """Some elements of an item by name, as they are to stand; `what` says in words what was done, for whoever takes it back."""

    elements: dict[str, Any] = asked("要素", "Elements", widget="elements")
    what: Words = asked("改了什么", "What", widget="hidden")
    seen: datetime | None = asked("打开时的版本", "Seen", widget="hidden", default=None)


class Framing(Input):
    """Who answers for an item in the draft, where it is to begin, and why it changes."""

    department: str = asked("责任单位", "Owner", widget="department", max_length=40, min_length=1)
    note: str = asked("为什么改", "Why it changes", widget="textarea", default="", max_length=1000, hint=Words("发布后写在版本对照的最上面，大家都看得到。", "It stands above the comparison of versions, for everybody to read."))
    pilot: list[District] = asked("先在哪些区试点", "Pilot in districts", widget="districts", default=[], max_length=60, hint=Words("一个也不选，就是全市。", "None chosen: the whole city."))


class Reason(Input):
    """Why; shown to those whom it concerns."""

    text: str = asked("理由", "Reason", widget="textarea", max_length=1000)


class Submission(Input):
    """What changes in this edition, in a sentence."""

    note: str = asked("这一版改了什么", "What changes", widget="textarea", max_length=1000)


class Publishing(Input):
    """From which day the edition is in force, today where no day is given; and where the publisher lets all of it begin as a pilot."""

    since: date | None = asked("从哪天起生效", "In force from", widget="date", default=None, hint=Words("不填就是今天。", "Today where nothing is filled in."))
    pilot: list[District] = asked("先在哪些区试点", "Pilot in districts", widget="districts", default=[], max_length=60, hint=Words("一个也不选，就照编制的人写的：没有写试点的在全市生效。", "None chosen: as the editors wrote it; what names no pilot begins in the whole city."))


class Turning(Input):
    """On, off, or piloted in some districts, from a day on; of one version where its number is given, else of the item."""

    setting: str = asked("开关", "Setting", widget="setting", pattern=r"^(on|off|piloted)$")
    districts: list[District] = asked("试点的区", "Districts", widget="districts", default=[], max_length=60)
    since: date | None = asked("从哪天起", "From", widget="date", default=None)
    number: int | None = asked("哪一版", "Version", widget="number", default=None)
    reason: str = asked("理由", "Reason", widget="textarea", max_length=1000)


class Taking(Input):
    """A package of another city, and under which code and department it is to stand here."""

    package: str = asked("设计包", "Package", widget="file", max_length=400_000)
    code: str = asked("本市的事项编码", "Code here", max_length=80)
    department: str = asked("责任单位", "Owner", widget="department", max_length=40)
    slug: str = asked("短名", "Short name", default="", max_length=60, pattern=r"^([a-z][a-z0-9-]*)?$")
    district: str = asked("办理区", "District", widget="district", default="", max_length=20)
