"""What can be found, in two kinds of tables: documents by the hundred thousand, cards by the thousand that are put in order."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.lookups import BuiltinLookup

from gongban.foundation.search.states import Origin, State


@SearchVectorField.register_lookup
class Holds(BuiltinLookup):
    """`words__holds="'路灯' & '狗'"`: the words fit a query that is written already, past PostgreSQL's own parsers."""

    lookup_name = "holds"
    prepare_rhs = False

    def get_rhs_op(self, connection: object, rhs: str) -> str:
        return f"@@ {rhs}::tsquery"


class Document(models.Model):
    """A thing's words for one audience. `scope` is kind and audience in one, such as "case.public" or "case.staff"."""

    id = models.BigAutoField(primary_key=True)
    scope = models.CharField(max_length=40)
    key = models.UUIDField()  # of the thing, in its owner's table
    title = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    words = SearchVectorField()  # 单字与相邻两字，带位置 · single characters and pairs with their positions

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="document_once")]
        indexes = [GinIndex(fields=["scope", "words"], name="document_words")]  # btree_gin for the scope


class Edition(models.Model):
    """How often cards and sayings were changed: one row. Every process compares it with what it holds in memory."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    cards = models.BigIntegerField(default=0)
    sayings = models.BigIntegerField(default=0)


class KeptCard(models.Model):
    """A card as it was worked out when it was told; one that was withdrawn stays, so that other processes hear of it."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    edition = models.BigIntegerField(db_index=True)
    withdrawn = models.BooleanField(default=False)
    name_zh = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=300)
    owner = models.CharField(max_length=200, blank=True)
    audience = ArrayField(models.CharField(max_length=20), default=list)
    districts = ArrayField(models.CharField(max_length=20), default=list)
    keys = models.BinaryField()  # uint32
    counts = models.BinaryField()  # float16
    meaning = models.BinaryField(null=True)  # 384 x float16; none: not worked out, or not in use

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="kept_card_once")]


class Term(models.Model):
    """An everyday saying: what people say, the official words for it, who keeps it, how it stands."""

    id = models.UUIDField(primary_key=True)
    say = models.CharField(max_length=40)
    means = ArrayField(models.CharField(max_length=40))
    act = models.CharField(max_length=20, blank=True)  # 想做什么的说法才有 · only where it says what one wants to do
    field = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=40, blank=True)  # 部门代码 · code of the department that keeps it
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in State])
    origin = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Origin])
    note = models.CharField(max_length=300, blank=True)
    proposed_by = models.UUIDField(null=True)
    proposed_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["say", "act"], condition=models.Q(state=State.APPROVED), name="term_in_use_once"),
        ]
        indexes = [models.Index(fields=["state", "proposed_at"], name="term_waiting")]

    @property
    def spoken(self) -> tuple[str, str]:
        """What is said, as a thing or as an act: 停业 is both."""
        return self.say, self.act


class Search(models.Model):
    """Somebody looked for something: how much was found and what they chose. Nobody's name; the text is masked and goes after a time."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    text = models.CharField(max_length=120, blank=True)
    found = models.PositiveIntegerField()
    terms = ArrayField(models.CharField(max_length=40), default=list)  # 用到的日常说法 · sayings that were understood
    before = models.UUIDField(null=True)  # 改了说法之前的那次 · the search that was put differently
    kind = models.CharField(max_length=20, blank=True)  # of what was chosen
    key = models.UUIDField(null=True)
    place = models.PositiveSmallIntegerField(null=True)  # 选的是第几条 · which result it was, from 1
    done_by = models.UUIDField(null=True)  # 编辑处理过 · an editor dealt with it
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="search_newest")]
