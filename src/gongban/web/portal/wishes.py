"""Optional parts are chosen all at once: `chosen=1&wants=card&wants=sign` in the address stands for an answer
to each of them that has none yet."""

from __future__ import annotations

from django.http import QueryDict

from gongban.design.bundles.public import Bundled, wish_name

CHOSEN, WANTS = "chosen", "wants"


def with_wishes(query: QueryDict, found: Bundled) -> QueryDict:
    """The address with an answer for each optional part, as though it had been asked by itself."""
    if not query.get(CHOSEN):
        return query
    wanted, whole = set(query.getlist(WANTS)), query.copy()
    for part in found.contents.parts:
        if part.optional:
            whole.setdefault(wish_name(part.code), "yes" if part.code in wanted else "no")
    for name in (CHOSEN, WANTS):
        whole.pop(name, None)
    return whole
