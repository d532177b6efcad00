"""What must hold of applications after the worst: everything told is there, and nothing was done twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg

from gongban.cli.bench.instance import Instance

Told = Sequence[dict[str, Any]]


class Found:
    """An instance as its database holds it."""

    def __init__(self, city: Instance) -> None:
        self.home = city.home
        self.connection = psycopg.connect(city.database_url, autocommit=True)

    def __enter__(self) -> Found:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()

    def values(self, query: str) -> set[str]:
        return {str(row[0]) for row in self.rows(query)}

    def twice(self, kind: str, what: str = "matter") -> list[tuple[Any, ...]]:
        """Whatever happened more than once, by an expression over the journal's row."""
        return self.rows(f"SELECT {what}, count(*) FROM journal_event WHERE kind = '{kind}' GROUP BY 1 HAVING count(*) > 1")


def of(told: Told, did: str) -> list[dict[str, Any]]:
    return [each for each in told if each["did"] == did]


def everything_told_is_there(found: Found, told: Told) -> None:
    """Submissions, opinions, decisions, licences, fees and handings-over that were acknowledged."""
    decided = {number: (outcome, str(licence) if licence else None) for number, outcome, licence in found.rows(
        "SELECT m.number, p.outcome, p.licence FROM applications_part p JOIN matters_matter m ON m.id = p.matter_id")}  # fmt: skip
    opinions = {(str(pk), opinion) for pk, opinion in found.rows("SELECT id, opinion FROM applications_task WHERE done_at IS NOT NULL")}
    closed = found.values("SELECT number FROM matters_matter WHERE kind = 'application' AND state = 'concluded'")
    licences = found.values("SELECT id FROM licences_licence")
    assert {each["number"] for each in of(told, "submitted")} <= found.values("SELECT number FROM applications_application WHERE stage = 'submitted'")
    assert {(each["task"], each["opinion"]) for each in of(told, "opinion")} <= opinions
    assert [each for each in of(told, "decided") if decided[each["number"]][0] != each["outcome"] or each["licence"] not in (None, decided[each["number"]][1])] == []
    assert {each["licence"] for each in told if each.get("licence")} <= licences
    assert {each["number"] for each in of(told, "handed_over")} <= closed


def numbers_are_given_once(found: Found) -> None:
    """Of applications and parts; each part belongs to its application's number, and the series stands at the last."""
    assert found.rows("SELECT number FROM applications_application WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1") == []
    assert found.rows("SELECT number FROM matters_matter GROUP BY number HAVING count(*) > 1") == []
    strange = "SELECT m.number FROM applications_part p JOIN matters_matter m ON m.id = p.matter_id JOIN applications_application a ON a.id = p.application_id"
    assert found.rows(f"{strange} WHERE m.number <> a.number || '-' || lpad(p.place::text, 2, '0')") == []
    [(given, last)] = found.rows("SELECT count(*), (SELECT sum(last) FROM applications_series) FROM applications_application WHERE number IS NOT NULL")
    assert given == last, "no number was used up by a submission that is not there"


def no_licence_is_issued_twice(found: Found) -> None:
    """One for each key, each part and each number, its event written once; a granted part has its licence, another has none."""
    for column in ("issue_key", "number"):
        assert found.rows(f"SELECT {column} FROM licences_licence GROUP BY 1 HAVING count(*) > 1") == []
    assert found.twice("licence_issued") == []
    assert found.rows("SELECT licence FROM applications_part WHERE licence IS NOT NULL GROUP BY 1 HAVING count(*) > 1") == []
    lone = (
        "SELECT l.issue_key FROM licences_licence l LEFT JOIN applications_part p ON p.licence = l.id"
        " WHERE p.matter_id IS NULL AND l.issue_key LIKE '%BJ%:granted'"
    )
    assert found.rows(lone) == [], "each licence that a decision issued stands in its part"
    assert found.rows("SELECT licence FROM applications_part WHERE licence IS NOT NULL AND licence NOT IN (SELECT id FROM licences_licence)") == []
    again = "SELECT holder_lookup, type_id, split_part(issue_key, ':', 1) FROM licences_licence GROUP BY 1, 2, 3 HAVING count(*) > 1"
    assert found.rows(again) == [], "no holder has two for the same part"


def every_step_is_done_once(found: Found) -> None:
    """Of the lifecycle, of the diagram, and in the journal: each ending has one event and each step one opinion."""
    for kind in ("submitted", "application_accepted", "decided", "fee_paid", "result_handed_over", "concluded"):
        assert found.twice(kind) == [], kind
    for kind in ("task_opened", "opinion_given"):
        assert found.twice(kind, "payload->>'task'") == [], kind
    assert found.rows("SELECT part_id, split_part(key, '#', 1), count(*) FROM applications_task GROUP BY 1, 2 HAVING count(*) > 1") == []
    ended = found.values("SELECT id FROM matters_matter WHERE kind = 'application' AND NOT open")
    assert ended == found.values("SELECT matter FROM journal_event WHERE kind = 'concluded'"), "every ending has its event, and none but those"
    assert found.rows("SELECT number FROM matters_matter WHERE kind = 'application' AND open") == [], "everything came to its end"
    done = found.values("SELECT id FROM applications_task WHERE done_at IS NOT NULL AND NOT outcomes && ARRAY['granted', 'not_granted']::varchar[]")
    assert done == found.values("SELECT payload->>'task' FROM journal_event WHERE kind = 'opinion_given'")


def fees_are_taken_once(found: Found, home: Path) -> None:
    """Each fee that was reported twice is paid once, and nothing is left of the reports."""
    assert found.rows("SELECT reference FROM applications_payment WHERE paid_at IS NULL OR ordered_at IS NULL") == []
    paid = found.values("SELECT part_id FROM applications_payment")
    assert paid == found.values("SELECT matter FROM journal_event WHERE kind = 'fee_paid'")
    assert list((home / "payments" / "paid").glob("*.json")) == []
