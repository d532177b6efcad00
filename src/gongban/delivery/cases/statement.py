"""The one statement that receives cases: matter, case, reporter, first line, clock, events, kept answer; all or none.

The rows come as one JSON text, so that one case and two hundred are the same prepared statement. Ids are made before, so
that what was written is known by them. A source key that was received before writes nothing, nor does the repetition of a
program's request whose answer is kept (foundation/programs); of a request of many cases the first row holds the answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

# 列名：类型。一件诉求进来时才有的值；其余都是常数或默认值 · what differs from case to case; the rest is constant
COLUMNS = {
    "id": "uuid", "number": "text", "title": "text", "at": "timestamptz", "due_at": "timestamptz", "yellow_at": "timestamptz",
    "provisional": "boolean", "kind": "text", "channel": "text", "urgency": "text", "category": "text", "board": "text", "text": "text",
    "language": "text", "address": "text", "lon": "float8", "lat": "float8", "cell": "text", "area": "text", "district": "text",
    "publicity": "text", "wants_public": "boolean", "anonymous": "boolean", "source_key": "text",
    "party": "uuid", "reporter": "uuid", "enterprise": "text", "name": "text", "phone": "text", "phone_lookup": "text", "follow_code": "text",
    "entry": "uuid", "author": "uuid", "timer": "uuid", "amount": "integer", "unit": "text", "yellow_percent": "smallint",
    "opened": "uuid", "opened_payload": "jsonb", "deadline": "uuid", "deadline_payload": "jsonb",
    "actor": "text", "actor_role": "text", "acting_for": "text", "organisation": "text",
    "answer": "text", "asked": "text", "answer_kind": "text", "answer_body": "text",
}  # fmt: skip

# LATERAL … LIMIT：一行查一次索引；NOT EXISTS 会被做成全表的散列，随诉求总数变慢
# LATERAL … LIMIT looks each row up by index; NOT EXISTS was planned as a hash of all keys, slower with every case
_GIVEN = f"""
WITH given AS MATERIALIZED (
    SELECT g.* FROM json_to_recordset(%s::json) AS g({", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())})
    LEFT JOIN LATERAL (SELECT true AS found FROM cases_case c WHERE c.source_key <> '' AND c.channel = g.channel AND c.source_key = g.source_key
        LIMIT 1) AS known ON true
    LEFT JOIN LATERAL (SELECT true AS found FROM programs_keptanswer k WHERE k.id = g.answer LIMIT 1) AS answered ON true
    WHERE known.found IS NULL AND answered.found IS NULL
), matter AS (
    INSERT INTO matters_matter (id, kind, number, title, state, open, opened_at, changed_at, due_at, yellow_at, provisional, last_seq)
    SELECT id, 'case', number, title, 'received', true, at, at, due_at, yellow_at, provisional, 2 FROM given RETURNING id
), kept AS (
    INSERT INTO programs_keptanswer (id, asked, status, kind, body, kept_at)
    SELECT answer, asked, 201, answer_kind, answer_body, at FROM given WHERE answer_body IS NOT NULL
)"""

_CASE = """, written AS (
    INSERT INTO cases_case (
        matter_id, kind, channel, urgency, category_id, board_id, text, text_public, title_public, language, address, lon, lat, cell,
        area_id, district, publicity, wants_public, moderation_reason, anonymous, interim, hops, returns, redoings, chases, urged, excluded,
        answer, answer_public, refusal, knowledge, solved, suggestion, source_key)
    SELECT id, kind, channel, urgency, category, board, text, '', '', language, address, lon, lat, cell, area, district, publicity,
           wants_public, '', anonymous, false, 0, 0, 0, 0, false, false, '', '', '', '', '', '[]', source_key
    FROM given
)"""

_BESIDE = """, reporter AS (
    INSERT INTO matters_party (id, matter_id, role, account_id, enterprise_id, anonymous, name, phone, phone_lookup, follow_code, since)
    SELECT party, id, 'reporter', reporter, enterprise, anonymous, name, phone, phone_lookup, follow_code, at FROM given
), line AS (
    INSERT INTO matters_entry (id, matter_id, kind, audience, author_id, author_role, text, text_public, fields, at)
    SELECT entry, id, 'receive', 'parties', author, 'reporter', text, '', '{}', at FROM given
), clock AS (
    INSERT INTO matters_timer (id, matter_id, name, started_at, amount, unit, extra, yellow_percent, due_at, yellow_at, provisional)
    SELECT timer, id, 'resident', at, amount, unit, 0, yellow_percent, due_at, yellow_at, provisional FROM given
)"""

_EVENTS = """, happened AS (
    INSERT INTO journal_event (id, kind, matter, seq, actor, actor_role, acting_for, organisation, place, channel, occurred_at, payload)
    SELECT opened, 'case_opened', id, 1, actor, actor_role, acting_for, organisation, district, channel, at, opened_payload FROM given
    UNION ALL
    SELECT deadline, 'deadline_set', id, 2, actor, actor_role, acting_for, organisation, district, channel, at, deadline_payload FROM given
)
SELECT id FROM matter"""

RECEIVE = _GIVEN + _CASE + _BESIDE + _EVENTS


def next_serials(count: int) -> list[int]:
    """So many new serial numbers of cases; one that is not used in the end is never used."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('case_number') FROM generate_series(1, %s)", [count])
        return [serial for (serial,) in cursor.fetchall()]


def written(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Write the rows; return the ids of those that were new."""
    with connection.cursor() as cursor:
        cursor.execute(RECEIVE, [as_text(rows)])
        return frozenset(str(id_) for (id_,) in cursor.fetchall())


def as_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as the statement takes them; values are texts, numbers, truths and payloads."""
    return json.dumps(list(rows), ensure_ascii=False)
