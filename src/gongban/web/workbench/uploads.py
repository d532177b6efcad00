"""Photos that come with a form are stored first; the form then carries their ids, so that a refused form keeps them."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

from gongban.kernel.actors import Actor


def with_stored_photos(request: HttpRequest, by: Actor) -> QueryDict:
    """What was sent, with the ids of newly stored photos added to `<field>_kept`; Refusal where a file is no photo."""
    data = request.POST.copy()
    for name in request.FILES:
        for file in request.FILES.getlist(name):
            data.appendlist(f"{name}_kept", str(store(file, by)))
    return data


def store(file: object, by: Actor) -> object:
    """Check and keep one photo; its id."""
    from gongban.foundation.files import public as files

    return files.store(file, by=by).pk
