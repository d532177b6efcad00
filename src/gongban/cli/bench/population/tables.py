"""Lines for COPY: which columns differ from row to row, and the rest as the models would fill it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

VARIED: dict[str, tuple[str, ...]] = {
    "matters.Matter": ("id", "number", "title", "state", "open", "holder", "opened_at", "changed_at", "due_at", "yellow_at", "last_seq"),
    "cases.Case": (
        "matter", "kind", "channel", "urgency", "category", "board", "text", "text_public", "title_public", "address", "lon", "lat", "cell", "area",
        "district", "publicity", "wants_public", "anonymous", "lead", "hops", "redoings", "chases", "urged", "answer", "answer_public", "closed_at",
        "filed_at", "solved", "satisfaction", "source_key",
    ),
    "cases.Assignment": ("id", "case", "department", "state", "sent_at", "signed_at", "answer", "answered_at", "ended_at", "ended_because"),
    "matters.Party": ("id", "matter", "account", "name", "phone", "phone_lookup", "since"),
    "matters.Entry": ("id", "matter", "kind", "audience", "author_role", "department", "text", "text_public", "fields", "at"),
    "matters.Timer": ("id", "matter", "name", "subject", "department", "started_at", "amount", "due_at", "yellow_at", "stopped_at", "kept"),
    "journal.Event": ("id", "kind", "matter", "seq", "actor_role", "organisation", "place", "channel", "occurred_at", "payload"),
    "ratings.Callback": ("id", "case", "party", "sampled", "standing", "opened_at", "contacted", "solved", "satisfaction", "settled_at"),
    "search.Document": ("scope", "key", "title", "at", "words"),
}  # fmt: skip
CONSTANT: dict[str, dict[str, Any]] = {
    "matters.Matter": {"kind": "case"}, "cases.Assignment": {"share": "lead"}, "matters.Party": {"role": "reporter"}, "matters.Timer": {"unit": "natural_day"},
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """One table of the copy: its statement, and what ends every line."""

    name: str
    copy: str
    ending: str


def tables() -> dict[str, Table]:
    """Every table that the invented cases fill."""
    return {label: table_of(label, VARIED[label], CONSTANT.get(label, {})) for label in VARIED}


def table_of(label: str, varied: Sequence[str], constant: Mapping[str, Any]) -> Table:
    """A table with the fields that differ from row to row, and what the others hold in all rows."""
    from django.apps import apps
    from django.db.models.fields import NOT_PROVIDED

    meta = apps.get_model(label)._meta
    rest = [field for field in meta.concrete_fields if field.name not in varied and field.db_default is NOT_PROVIDED and field.get_internal_type() != "BigAutoField"]
    columns = [meta.get_field(name).column for name in varied] + [field.column for field in rest]  # type: ignore[union-attr]
    ending = "".join(f"\t{_default(field, constant)}" for field in rest)
    listed = ", ".join(f'"{column}"' for column in columns)
    return Table(meta.db_table, f'COPY "{meta.db_table}" ({listed}) FROM STDIN', f"{ending}\n")


def _default(field: Any, constants: Mapping[str, Any]) -> str:
    value = constants.get(field.name, field.get_default())
    if field.get_internal_type() == "ArrayField":
        return "{}"
    return json.dumps(value) if field.get_internal_type() == "JSONField" else said(value)


def said(value: Any) -> str:
    """A value as COPY's text format writes it; texts hold no tabs, line ends or backslashes."""
    return r"\N" if value is None else "t" if value is True else "f" if value is False else str(value)


def line(values: Sequence[Any]) -> str:
    """Values of one row without its ending."""
    return "\t".join(map(said, values))
