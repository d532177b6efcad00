"""city.yaml: who the city is, and the settings that hold everywhere in it."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gongban.foundation.loading import bring_in_step
from gongban.foundation.territory.models import City
from gongban.kernel.city import CityFolder, Entry, Report
from gongban.kernel.words import Words

FILE = "city.yaml"
NAMES = (
    "code", "number_prefix", "area_code", "name", "full_name", "service_name", "slogan", "government", "timezone", "languages",
    "bounds", "centre", "map_zoom", "coordinate_system", "hotline", "emergency_lines", "footer", "anonymous_reporting",
    "privacy_notice", "automatic_dispatch_confidence", "learning", "small_count_threshold",
    "public_coordinate_precision_m", "show_departments_in_statistics", "publish_ranking", "duplicates", "callback", "photos", "documents",
    "text", "holder_clock_starts", "sign", "open_data",
)  # fmt: skip
LANGUAGES = {"zh": "zh-hans", "en": "en"}
FIELDS = ("name_zh", "name_en", "number_prefix", "timezone", "language", "west", "south", "east", "north", "settings")


def load_city(folder: CityFolder, report: Report, *, more: dict[str, Any]) -> City:
    """Read the city; `more` is added to its settings (opening hours, weekend). Other cities of this instance are refused."""
    entry = folder.yaml(FILE).only(*NAMES)
    city = _city(folder, entry, more)
    if City.objects.exclude(pk=city.pk).exists():
        entry["code"].refuse("这个实例已经装入另一座城市，一个实例只装一座。", "this instance holds another city; there is one city in each.")
    bring_in_step([city], among=City.objects.all(), key="code", fields=FIELDS, report=report, words=Words("城市", "city"))
    return city


def _city(folder: CityFolder, entry: Entry, more: dict[str, Any]) -> City:
    name = entry.words("name")
    west, south, east, north = _bounds(entry["bounds"])
    return City(
        code=_code(entry), name_zh=name.zh, name_en=name.en, number_prefix=_prefix(entry), timezone=_zone(entry),
        language=_languages(entry)[0], west=west, south=south, east=east, north=north,
        settings={**entry.plain(), **_numbers(entry), **_texts(folder, entry), **_open_data(entry), **more},
    )  # fmt: skip


def _code(entry: Entry) -> str:
    code = entry.text("code")
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,39}", code):
        entry["code"].refuse("代码用小写字母、数字和横线。", "a code has small letters, digits and hyphens.")
    return code


def _prefix(entry: Entry) -> str:
    prefix = entry.text("number_prefix")
    if not re.fullmatch(r"[A-Z]{1,6}", prefix):
        entry["number_prefix"].refuse("编号开头是一到六个大写字母。", "a prefix has one to six capitals.")
    return prefix


def _zone(entry: Entry) -> str:
    zone = entry.text("timezone")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        entry["timezone"].refuse(f"没有“{zone}”这个时区，请写如 Asia/Shanghai。", f"there is no time zone “{zone}”; write e.g. Asia/Shanghai.")
    return zone


def _languages(entry: Entry) -> list[str]:
    for member in entry["languages"]:
        if member.as_text() not in LANGUAGES:
            member.refuse("语言只能是 zh 或 en。", "a language is zh or en.")
    return [LANGUAGES[code] for code in entry.texts("languages")] or ["zh-hans"]


def _bounds(entry: Entry) -> tuple[float, float, float, float]:
    edges = [float(member.as_decimal()) for member in entry]
    if len(edges) != 4:
        entry.refuse("应写四个数：[西, 南, 东, 北]。", "four numbers are expected: [west, south, east, north].")
    west, south, east, north = edges
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        entry.refuse("西应小于东，南应小于北，并且是经纬度。", "west must be less than east, south less than north, in degrees.")
    return west, south, east, north


def _numbers(entry: Entry) -> dict[str, Any]:
    """Numbers with a fraction, which the plain reading leaves as texts."""
    confidence = entry.get("automatic_dispatch_confidence")
    share = float(confidence.as_decimal()) if confidence else None
    if confidence and share is not None and not 0 < share <= 1:
        confidence.refuse("应是 0 到 1 之间的数，或 null。", "a number between 0 and 1 is expected, or null.")
    return {
        "bounds": list(_bounds(entry["bounds"])),
        "centre": [float(member.as_decimal()) for member in entry["centre"]],
        "map_zoom": float(entry["map_zoom"].as_decimal()),
        "automatic_dispatch_confidence": share,
    }


def _texts(folder: CityFolder, entry: Entry) -> dict[str, Any]:
    """The privacy notice with its texts."""
    notice = entry["privacy_notice"].only("zh", "en", "version")
    return {
        "privacy_notice": {
            "version": notice.text("version"), "zh": _file(folder, notice["zh"]), "en": _file(folder, notice["en"]),
        },
    }  # fmt: skip


def _open_data(entry: Entry) -> dict[str, Any]:
    """Under which licence data are opened; a city that names none opens none."""
    if not entry.has("open_data"):
        return {}
    licence = entry["open_data"].only("licence")["licence"].only("name", "url")
    name, url = licence.words("name"), licence.text("url")
    if not url.startswith("https://"):
        licence["url"].refuse("许可的网址应以 https:// 开头。", "the address of a licence begins with https://.")
    return {"open_data": {"licence": {"name": {"zh": name.zh, "en": name.en}, "url": url}}}


def _file(folder: CityFolder, entry: Entry) -> str:
    if not folder.has(entry.as_text()):
        entry.refuse(f"没有文件“{entry.as_text()}”。", f"there is no file “{entry.as_text()}”.")
    return folder.text(entry.as_text())
