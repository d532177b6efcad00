"""One table of everything that can be found: what its owners told, and who may find it."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.lookups import BuiltinLookup


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
