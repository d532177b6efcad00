"""Photos that come with a form are stored first; the form then carries their ids, so that a refused form keeps them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict

from gongban.foundation.files.public import store
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal


def stored_photos(request: HttpRequest, by: Actor) -> tuple[QueryDict, Refusal | None]:
    """What was sent, with the ids of newly stored photos added to `<field>_kept`, and the refusal of a file that is no photo."""
    data, refused = request.POST.copy(), None
    for name in request.FILES:
        for file in request.FILES.getlist(name):
            refused = _keep(data, name, file, by) or refused
    return data, refused


def _keep(data: QueryDict, name: str, file: Any, by: Actor) -> Refusal | None:
    try:
        data.appendlist(f"{name}_kept", str(store(file, by=by).pk))
    except Refusal as refusal:
        return Refusal(refusal.code, refusal.words, field=name, status=refusal.status)
    return None
