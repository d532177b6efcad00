"""An upgrade does not stand in the way of a city with a million cases."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.db import connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.db.models.functions import Now, Random

from tests.house.migrations import BIG, hindrances

# Made before there was an instance to upgrade (0.1 is not released); this list only shrinks.
BEFORE_THERE_WAS_DATA = {"journal.0002_append_only", "matters.0004_lists", "cases.0004_lists"}


def ours() -> list[tuple[str, Migration, ProjectState]]:
    """Every migration of ours with the state before it."""
    loader = MigrationLoader(connection)
    found = []
    for key, migration in sorted(loader.disk_migrations.items()):
        if migration.__module__.startswith("gongban."):
            found.append((".".join(key), migration, loader.project_state([key], at_end=False)))
    return found


@pytest.mark.django_db
def test_no_migration_locks_or_rewrites_a_table_that_grows() -> None:
    found = {name: said for name, migration, before in ours() if (said := list(hindrances(migration, before)))}
    assert {name: said for name, said in found.items() if name not in BEFORE_THERE_WAS_DATA} == {}


@pytest.mark.django_db
def test_the_list_of_exceptions_only_shrinks() -> None:
    hindering = {name for name, migration, before in ours() if list(hindrances(migration, before))}
    assert hindering >= BEFORE_THERE_WAS_DATA, "take what needs no exception any more off the list"
    assert len(BEFORE_THERE_WAS_DATA) <= 3


def test_the_big_tables_exist() -> None:
    known = {model._meta.label_lower for model in apps.get_models()}
    assert known >= BIG


def migration(*made: Any, atomic: bool = True, app: str = "cases") -> Migration:
    one = Migration("0099_planted", app)
    one.operations, one.atomic = list(made), atomic
    return one


def state() -> ProjectState:
    """A big table with two columns."""
    fields = [("id", models.BigAutoField(primary_key=True)), ("text", models.CharField(max_length=20)), ("at", models.DateTimeField(null=True))]
    return ProjectState({("cases", "case"): ModelState("cases", "Case", fields), ("cases", "board"): ModelState("cases", "Board", fields)})


INDEX = models.Index(fields=["text"], name="planted")
CHECK = models.CheckConstraint(condition=models.Q(text=""), name="planted")
HINDERING = [
    operations.AddIndex("case", INDEX),
    AddIndexConcurrently("case", INDEX),  # within a transaction
    operations.AddConstraint("case", CHECK),
    operations.AddField("case", "more", models.FloatField(db_default=Random())),
    operations.AddField("case", "more", models.CharField(max_length=9, unique=True, null=True)),
    operations.AddField("case", "more", models.ForeignKey("cases.Board", null=True, on_delete=models.PROTECT)),
    operations.AlterField("case", "text", models.CharField(max_length=10)),
    operations.AlterField("case", "text", models.IntegerField()),
    operations.AlterField("case", "at", models.DateTimeField()),
    operations.AlterField("case", "text", models.CharField(max_length=20, db_index=True)),
    operations.RenameField("case", "text", "words"),
    operations.RunPython(lambda apps, editor: None),
    operations.RunSQL("UPDATE cases_case SET text = ''"),
]
HARMLESS = [
    (operations.AddField("case", "more", models.IntegerField(null=True)), True),
    (operations.AddField("case", "more", models.BooleanField(default=False)), True),
    (operations.AddField("case", "more", models.DateTimeField(db_default=Now())), True),
    (operations.AlterField("case", "text", models.CharField(max_length=40)), True),
    (operations.RemoveField("case", "at"), True),
    (AddIndexConcurrently("case", INDEX), False),
    (AddConstraintNotValid("case", CHECK), True),
    (operations.AddIndex("board", INDEX), True),
    (operations.RunPython(lambda apps, editor: None), False),
    (operations.RunSQL("CREATE TRIGGER x ON cases_board"), True),
]


@pytest.mark.parametrize("planted", HINDERING, ids=lambda planted: planted.describe())
def test_what_would_hinder_is_found(planted: Any) -> None:
    assert len(list(hindrances(migration(planted), state()))) == 1


@pytest.mark.parametrize(("planted", "atomic"), HARMLESS, ids=lambda planted: getattr(planted, "describe", lambda: "")())
def test_what_does_not_hinder_is_let_through(planted: Any, atomic: bool) -> None:
    assert list(hindrances(migration(planted, atomic=atomic), state())) == []


def test_a_table_made_in_the_same_migration_may_get_everything() -> None:
    made = operations.CreateModel("Trace", [("id", models.BigAutoField(primary_key=True)), ("text", models.CharField(max_length=9))])
    assert list(hindrances(migration(made, operations.AddIndex("trace", INDEX)), ProjectState())) == []
