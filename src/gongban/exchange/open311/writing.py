"""Writing answers as XML, or as JSON by the Spark convention: the plural element around a list disappears."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from django.http import HttpResponse

from gongban.exchange.open311.terms import TYPES
from gongban.foundation.territory.public import city

# What a member of each list is called in XML.
MEMBERS = {
    "services": "service", "service_requests": "request", "errors": "error", "attributes": "attribute", "values": "value",
    "endpoints": "endpoint", "formats": "format", "notes": "note", "photos": "photo", "service_request_updates": "request_update",
}  # fmt: skip
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def written(root: str, content: Any, form: str, status: int = 200) -> HttpResponse:
    """The answer in a format ("xml" or "json"); `root` names the outer element, which JSON leaves out."""
    body = _as_json(content) if form == "json" else _as_xml(root, content)
    return HttpResponse(body, status=status, content_type=TYPES[form])


def moment(at: datetime | None) -> str | None:
    """A time as W3C writes it, with the offset of the city's zone: 2026-03-02T10:00:00+08:00."""
    return at.astimezone(ZoneInfo(city().timezone)).isoformat(timespec="seconds") if at else None


def _as_json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _as_xml(root: str, content: Any) -> bytes:
    found: bytes = ElementTree.tostring(_element(root, content), encoding="utf-8", xml_declaration=True)
    return found


def _element(name: str, content: Any) -> ElementTree.Element:
    made = ElementTree.Element(name)
    if isinstance(content, dict):
        made.extend(_element(each, value) for each, value in content.items())
    elif isinstance(content, list | tuple):
        made.extend(_element(MEMBERS[name], value) for value in content)
    elif content is not None:
        made.text = NOT_IN_XML.sub("", str(content).lower() if isinstance(content, bool) else str(content))
    return made
