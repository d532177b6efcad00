"""The open data sets described for programs: DCAT 3 as JSON-LD, and what changed as Atom."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from gongban.exchange.opendata.editions import Edition, Published, licence
from gongban.foundation.territory.public import city
from gongban.kernel.words import Words

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/", "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip
DATASETS = {
    "cases": (Words("公开的诉求", "Public requests"), Words(
        "已公开的诉求：类型、分类、状态、区域、模糊后的位置、遮盖个人信息后的内容和答复。举报和不公开的不在其中。",
        "Requests that are public: kind, category, state, area, coarse place, text and answer with personal data masked. Reports of wrongdoing and whatever is private are not in it.")),
    "statistics": (Words("公开统计", "Open statistics"), Words(
        "近三十六个月的收到、办结、响应、解决、满意，按月、类型、区和部门；小数目不给出。",
        "Thirty-six months of requests received, closed, answered, solved and satisfied, by month, kind, district and department; small numbers are withheld.")),
    "dictionary": (Words("数据字典", "Data dictionary"), Words("每个文件每一列的含义，中英文。", "What each column of each file means, in Chinese and English.")),
}
DAILY = "http://publications.europa.eu/resource/authority/frequency/DAILY"


def address_of(file: Published) -> str:
    """Where a file is fetched."""
    return f"{settings.PUBLIC_URL}/opendata/files/{file.name}"


def dcat(edition: Edition) -> dict[str, Any]:
    """The catalogue with its data sets and their files."""
    publisher = city().settings.get("government") or {"zh": city().name_zh, "en": city().name_en}
    return {
        "@context": CONTEXT, "@id": f"{settings.PUBLIC_URL}/opendata/catalog.jsonld", "@type": "dcat:Catalog",
        "dct:title": _said(Words(f"{city().name_zh}开放数据", f"Open data of {city().name_en}")),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": _said(Words(publisher["zh"], publisher["en"]))},
        "dct:license": {"@id": (licence() or {}).get("url", "")}, "dct:modified": _time(edition),
        "dcat:dataset": [_dataset(name, edition) for name in DATASETS],
    }  # fmt: skip


def _dataset(name: str, edition: Edition) -> dict[str, Any]:
    title, text = DATASETS[name]
    return {
        "@type": "dcat:Dataset", "dct:identifier": name, "dct:title": _said(title), "dct:description": _said(text), "dct:modified": _time(edition),
        "dct:accrualPeriodicity": {"@id": DAILY}, "dcat:distribution": [_distribution(each) for each in edition.files if each.dataset == name],
    }  # fmt: skip


def _distribution(file: Published) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution", "dct:title": file.name, "dcat:downloadURL": {"@id": address_of(file)}, "dcat:mediaType": file.media_type.partition(";")[0],
        "dcat:byteSize": file.size, "spdx:checksum": {"@type": "spdx:Checksum", "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"}, "spdx:checksumValue": file.digest},
        "dct:license": {"@id": (licence() or {}).get("url", "")},
    }  # fmt: skip


def _said(words: Words) -> list[dict[str, str]]:
    return [{"@value": words.zh, "@language": "zh"}, {"@value": words.en, "@language": "en"}]


def _time(edition: Edition) -> dict[str, str]:
    return {"@value": edition.made_at.isoformat(), "@type": "xsd:dateTime"}
