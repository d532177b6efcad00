"""The catalogue as files for others: CSV, Excel and JSON lines that import reads again, CPSV-AP as JSON-LD, packages (B9)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from zoneinfo import ZoneInfo

from gongban.design.catalogue.cells import cells_of, headings
from gongban.design.catalogue.codelists import code_list
from gongban.design.catalogue.elements import Elements
from gongban.design.catalogue.values import Guide
from gongban.design.catalogue.wording import limit_words
from gongban.foundation.exports.public import Column, Sheet, as_csv, as_xlsx
from gongban.kernel.words import Words

OWN = {"code": "事项编码", "slug": "短名", "district": "办理区", "department": "责任单位"}
FORMS = ("csv", "xlsx", "jsonl", "jsonld")
KINDS = {
    "csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson; charset=utf-8", "jsonld": "application/ld+json; charset=utf-8",
}  # fmt: skip
CONTEXT = {
    "cpsv": "http://purl.org/vocab/cpsv#", "cv": "http://data.europa.eu/m8g/", "dct": "http://purl.org/dc/terms/", "eli": "http://data.europa.eu/eli/ontology#",
    "xsd": "http://www.w3.org/2001/XMLSchema#", "dcat": "http://www.w3.org/ns/dcat#", "schema": "https://schema.org/",
}  # fmt: skip


def written(guides: Iterable[Guide], form: str, zone: ZoneInfo) -> Iterator[bytes]:
    """A file of items in pieces. `form` is one of FORMS."""
    writers: dict[str, Callable[[], Iterator[bytes]]] = {
        "csv": lambda: as_csv(_sheet(guides, zone)), "xlsx": lambda: as_xlsx(_sheet(guides, zone)),
        "jsonl": lambda: (json_line(each).encode() for each in guides), "jsonld": lambda: _linked(guides),
    }  # fmt: skip
    return writers[form]()


def json_line(guide: Guide) -> str:
    """An item as a line of JSON, with its elements as they are."""
    said = {"code": guide.code, "slug": guide.slug, "district": guide.district, "department": guide.owner.code, "elements": guide.elements.stored()}
    return json.dumps(said, ensure_ascii=False) + "\n"


def _sheet(guides: Iterable[Guide], zone: ZoneInfo) -> Sheet:
    heads = {**OWN, **headings()}
    columns = tuple(Column(name, Words(head, head), _reader(name)) for name, head in heads.items())
    return Sheet(columns, ((guide, cells_of(guide.elements)) for guide in guides), zone, title="事项")


def _reader(name: str) -> Callable[[tuple[Guide, dict[str, str | int]]], str | int]:
    own: dict[str, Callable[[Guide], str]] = {
        "code": lambda guide: guide.code, "slug": lambda guide: guide.slug, "district": lambda guide: guide.district, "department": lambda guide: guide.owner.code,
    }  # fmt: skip
    if name in own:
        return lambda row: own[name](row[0])
    return lambda row: row[1][name]


# ---- CPSV-AP


def _linked(guides: Iterable[Guide]) -> Iterator[bytes]:
    yield f'{{"@context": {json.dumps(CONTEXT)}, "@graph": ['.encode()
    for place, guide in enumerate(guides):
        yield ((",\n" if place else "\n") + json.dumps(public_service(guide), ensure_ascii=False)).encode()
    yield b"\n]}\n"


def public_service(guide: Guide) -> dict[str, object]:
    """An item as a cpsv:PublicService of CPSV-AP 3.2; what the item does not say is left out."""
    said, urn = guide.elements, f"urn:gongban:item:{guide.code}"
    found: dict[str, object] = {
        "@id": urn, "@type": "cpsv:PublicService", "dct:identifier": guide.code, "dct:title": _tagged(said.name), "dct:description": _tagged(said.summary),
        "cv:hasCompetentAuthority": {"@type": "cv:PublicOrganisation", "dct:identifier": said.body.credit_code, "dct:title": _tagged(guide.owner.name)},
        "dct:type": _tagged(code_list("types").words(said.type)), "cv:thematicArea": list(said.themes), "schema:keywords": list(said.also),
        "cv:processingTime": limit_words(said.promised_limit).zh if said.promised_limit else "",
        "cpsv:follows": [{"@type": "cpsv:Rule", "cv:hasLegalResource": {"@type": "eli:LegalResource", "dct:title": _tagged(each.title), "dct:description": each.article}} for each in said.bases],
        "cv:hasCriterion": [{"@type": "cv:Requirement", "dct:description": _tagged(each.text)} for each in said.requirements],
        "cpsv:hasInput": [_input(urn, each.code, each.name, each.note) for each in said.materials],
        "cpsv:produces": [{"@type": "cpsv:Output", "dct:title": _tagged(each.name)} for each in said.outcomes],
        "cv:hasCost": [_cost(said, place) for place in range(len(said.fees))],
        "cv:hasChannel": [{"@type": "cv:Channel", "dct:type": _tagged(code_list("forms").words(code))} for code in said.forms],
        "cv:hasContactPoint": {"@type": "cv:ContactPoint", "schema:telephone": said.consult.zh} if said.consult.zh else "",
        "dcat:version": str(guide.number or ""),
    }  # fmt: skip
    return {name: value for name, value in found.items() if value not in ("", [], {})}


def _input(urn: str, code: str, name: Words, note: Words) -> dict[str, object]:
    found: dict[str, object] = {"@id": f"{urn}:{code}", "@type": "cv:Evidence", "dct:title": _tagged(name), "dct:description": _tagged(note)}
    return {key: value for key, value in found.items() if value}


def _cost(said: Elements, place: int) -> dict[str, object]:
    fee = said.fees[place]
    amount = {} if fee.amount is None else {"cv:value": {"@type": "xsd:decimal", "@value": f"{fee.amount // 100}.{fee.amount % 100:02d}"}, "cv:currency": "CNY"}
    return {"@type": "cv:Cost", "dct:description": _tagged(fee.name), **amount}


def _tagged(words: Words) -> list[dict[str, str]]:
    if not words.zh:
        return []
    chinese = [{"@language": "zh", "@value": words.zh}]
    return chinese if words.en == words.zh else [*chinese, {"@language": "en", "@value": words.en}]
