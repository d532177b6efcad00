"""Reading JSON bodies, and describing them for OpenAPI from the same Input that the pages use."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest

from gongban.kernel.errors import Refusal
from gongban.kernel.input import Input
from gongban.kernel.words import Words

NOT_JSON = Words("请求的内容不是合格的 JSON，请检查。", "The body is not valid JSON.")
NOT_AN_OBJECT = Words("请求的内容应是一个 JSON 对象。", "The body must be a JSON object.")


def body_of(request: HttpRequest, many: bool = False) -> Any:
    """The JSON body: an object (with `many` also a list); empty means an empty object. Refusal where it is neither."""
    if not request.body:
        return {}
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Refusal("request.malformed", NOT_JSON) from None
    if not isinstance(found, dict) and not (many and isinstance(found, list)):
        raise Refusal("request.malformed", NOT_AN_OBJECT, status=422)
    return found


def schema_of(given: type[Input], many: bool = False) -> dict[str, Any]:
    """The OpenAPI request body of an Input, its definitions written in place."""
    schema = inlined(given.model_json_schema())
    shown = {"oneOf": [schema, {"type": "array", "items": schema, "maxItems": 100, "minItems": 1}]} if many else schema
    required = bool(schema.get("required"))
    return {"required": required, "content": {"application/json": {"schema": shown}}}


def inlined(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON Schema with its definitions written in place."""
    definitions = schema.pop("$defs", {})

    def walk(node: Any) -> Any:
        if isinstance(node, dict):
            name = str(node.get("$ref", "")).rpartition("/")[2]
            return walk({**definitions[name], **{k: v for k, v in node.items() if k != "$ref"}}) if name else {k: walk(v) for k, v in node.items()}
        return [walk(each) for each in node] if isinstance(node, list) else node

    found: dict[str, Any] = walk(schema)
    return found
