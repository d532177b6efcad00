"""one-thing/*.yaml and trades/*.yaml: the city's own bundles, a file each.

What people have published since in the workbench is not overwritten; a bundle whose file is gone ends.
"""

from __future__ import annotations

from datetime import UTC, datetime

import gongban.design.bundles.using  # noqa: F401 - tells which facts are in use
from gongban.design.bundles.actions.loading import end_bundles_at_once, publish_bundles_at_once
from gongban.design.bundles.actions.writing import items_known
from gongban.design.bundles.checking import faults
from gongban.design.bundles.contents import Contents
from gongban.design.bundles.inputs import Drafting
from gongban.design.bundles.terms import Kind, Origin
from gongban.foundation.facts.public import declared
from gongban.foundation.people.public import Department
from gongban.kernel.actors import SYSTEM
from gongban.kernel.city import CityFolder, Entry, Report, at_place, modelled, refer
from gongban.kernel.words import Words

FOLDERS = {"one-thing/*.yaml": Kind.ONE_THING, "trades/*.yaml": Kind.TRADE}
WORDS = Words("一件事、一业一证", "bundles and trades")
OWN = ("slug", "department", "note")


def load(folder: CityFolder, report: Report) -> None:
    """Bring the bundles in step with the folder; the caller holds the transaction. Raises BrokenCity."""
    names = [(name, kind) for pattern, kind in FOLDERS.items() for name in folder.names(pattern)]
    if not names:
        return
    departments = set(Department.objects.filter(ended_at__isnull=True).values_list("pk", flat=True))
    given: dict[str, Drafting] = {}
    for name, kind in names:
        with folder.collecting():
            found = _read(folder.yaml(name), kind, departments)
            if found.slug in given:
                raise folder.fault(name, f"“{found.slug}”已有另一个文件用了。", f"“{found.slug}” stands in another file already.")
            given[found.slug] = found
    folder.check()
    now = datetime.now(UTC)
    put = publish_bundles_at_once(list(given.values()), by=SYSTEM, at=now, origin=Origin.FOLDER)
    for slug in put.kept:
        report.remark(f"“{slug}”已在工作台发布过新版，文件夹不再改它。", f"“{slug}” was published anew in the workbench; the folder leaves it.")
    ended = end_bundles_at_once(set(given), "城市文件夹里不再有 · no longer in the city's folder", by=SYSTEM, at=now, origin=Origin.FOLDER)
    report.count("bundles", WORDS, added=put.added, changed=put.changed, ended=ended, unchanged=put.same + len(put.kept))


def _read(entry: Entry, kind: Kind, departments: set[str]) -> Drafting:
    department = refer(entry, "department", departments, "部门", "department")
    said = {name: value for name, value in entry.plain().items() if name not in OWN}
    contents = modelled(entry, Contents, {"kind": kind, **said})
    if found := faults(contents, declared(), items_known(contents)):
        at_place(entry, found[0].place).refuse(found[0].words.zh, found[0].words.en)
    return Drafting(slug=entry.text("slug"), department=department, contents=contents, note=entry.text("note", ""))
