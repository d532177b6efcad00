"""The vocabulary of outlets (服务网点): levels, counters, and what a file says of an outlet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from gongban.delivery.outlets.hours import read_hours
from gongban.kernel.input import CONTROL
from gongban.kernel.place import System
from gongban.kernel.words import Words

CODE = re.compile(r"[a-z][a-z0-9-]{1,38}")
COUNTER_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,9}")


class Level(StrEnum):
    """Which kind of place an outlet is."""

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    PARTY_SERVICE = "party_service"
    PARTNER = "partner"

    @property
    def words(self) -> Words:
        """How pages call it."""
        return LEVELS[self]


LEVELS = {
    Level.CITY: Words("市政务服务中心", "City service centre"),
    Level.DISTRICT: Words("区政务服务中心", "District service centre"),
    Level.STREET: Words("街道便民服务中心", "Subdistrict service centre"),
    Level.COMMUNITY: Words("社区便民服务站", "Community service station"),
    Level.PARTY_SERVICE: Words("党群服务中心", "Party-service centre"),
    Level.PARTNER: Words("合作网点", "Partner point"),
}


@dataclass(frozen=True)
class Counter:
    """A counter (窗口): what it takes is everything (全城通办), or items by code or short name, or by theme."""

    code: str
    name: Words
    everything: bool = False
    items: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


def _clean(text: str) -> str:
    if CONTROL.search(text):
        raise ValueError("含有看不见的控制字符 · it holds invisible control characters")
    return text.strip()


def _shaped(pattern: re.Pattern[str], zh: str, en: str) -> AfterValidator:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(f"{zh} · {en}")
        return text

    return AfterValidator(check)


def _hours(text: str) -> str:
    read_hours(text)
    return text


Said = Annotated[str, AfterValidator(_clean), Field(max_length=120)]
Hours = Annotated[str, AfterValidator(_clean), AfterValidator(_hours), Field(max_length=300)]


class _Described(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class CounterGiven(_Described):
    """A counter as a file says it."""

    code: Annotated[str, _shaped(COUNTER_CODE, "窗口代码是 1 到 10 位字母、数字和横线", "a counter's code has up to 10 letters, digits and hyphens")]
    name_zh: Annotated[Said, Field(min_length=1)]
    name_en: Said = ""
    everything: bool = False
    items: tuple[Said, ...] = ()
    themes: tuple[Said, ...] = ()

    @model_validator(mode="after")
    def _takes_something(self) -> CounterGiven:
        if not (self.everything or self.items or self.themes):
            raise ValueError("要写明这个窗口收什么 · say what this counter takes")
        return self


class OutletGiven(_Described):
    """An outlet as a file says it: degrees with their system, hours as hours.py reads them, departments that serve there."""

    code: Annotated[str, _shaped(CODE, "代码用小写字母、数字和横线", "a code has small letters, digits and hyphens")]
    name_zh: Annotated[Said, Field(min_length=1)]
    name_en: Said = ""
    level: Level
    address_zh: Said = ""
    address_en: Said = ""
    lon: float
    lat: float
    system: System = System.WGS84
    phone: Annotated[str, Field(max_length=40)] = ""
    hours: Hours
    late_hours: Hours = ""
    open_on_holidays: bool = False
    departments: tuple[Said, ...] = ()
    counters: tuple[CounterGiven, ...] = ()
    kiosk: bool = False
    impasse_point: bool = False  # 办不成事窗口

    @model_validator(mode="after")
    def _counters_once(self) -> OutletGiven:
        codes = [each.code for each in self.counters]
        if len(set(codes)) < len(codes):
            raise ValueError("有两个窗口的代码一样 · two counters have the same code")
        return self
