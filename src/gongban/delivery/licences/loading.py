"""licence_types.yaml: the kinds of licences that a city issues, with their fields and the facts that they prove."""

from __future__ import annotations

import re

import gongban.delivery.licences.keeping  # noqa: F401 - declares what is held, for retention.yaml
from gongban.delivery.licences.contents import fact_value
from gongban.delivery.licences.models import LicenceType
from gongban.delivery.licences.terms import Holder
from gongban.foundation.facts.public import declarations
from gongban.foundation.loading import bring_in_step
from gongban.foundation.people.public import Department
from gongban.kernel.city import CityFolder, Entry, Report, gather, once, refer
from gongban.kernel.conditions import Kind
from gongban.kernel.identifiers.licence_number import ISSUER, KIND
from gongban.kernel.words import Words

FILE = "licence_types.yaml"
NAMES = ("code", "name", "holder", "issuer", "kind", "issuer_code", "months", "public", "comprehensive", "founds", "fields", "proves")
COLUMNS = (
    "place", "name_zh", "name_en", "holder", "issuer", "kind", "issuer_code", "months", "public", "comprehensive", "founds", "declared", "proves", "ended",
)  # fmt: skip
CODE = re.compile(r"[a-z][a-z0-9-]{1,38}")
FIELD = re.compile(r"[a-z][a-z0-9_]{0,38}")


def load(folder: CityFolder, report: Report) -> None:
    """Bring the types in step with the folder; one no longer named is ended, and its licences go on."""
    if not folder.has(FILE):
        return
    members = folder.yaml(FILE).only("types").each("types")
    once(folder, members)
    once(folder, members, "kind")
    departments = set(Department.objects.filter(ended_at__isnull=True).values_list("code", flat=True))
    rows = gather(folder, members, lambda entry: _type(entry, departments))
    folder.check()
    for place, row in enumerate(rows):
        row.place = place
    bring_in_step(rows, among=LicenceType.objects.all(), key="code", fields=COLUMNS, report=report, words=Words("证照类型", "types of licences"), end=_end)


def _type(entry: Entry, departments: set[str]) -> LicenceType:
    name, kind, issuer_code = entry.only(*NAMES).words("name"), entry.text("kind"), entry.text("issuer_code")
    if not CODE.fullmatch(entry.text("code")):
        entry["code"].refuse("代码用小写字母、数字和横线。", "a code has small letters, digits and hyphens.")
    if not KIND.fullmatch(kind):
        entry["kind"].refuse("证照类型代码是 18 位统一社会信用代码加 3 位（GB/T 36904）。", "the type's code has the 18 signs of a credit code and 3 more (GB/T 36904).")
    if not ISSUER.fullmatch(issuer_code):
        entry["issuer_code"].refuse("颁发机构代码是 1 到 18 位数字和大写字母。", "the issuer's code has up to 18 digits and capitals.")
    entry["issuer"]
    holder, fields = entry.choice("holder", [each.value for each in Holder]), entry.each("fields")
    row = LicenceType(
        code=entry.text("code"), name_zh=name.zh, name_en=name.en, holder=holder, issuer_id=refer(entry, "issuer", departments, "部门", "department"),
        kind=kind, issuer_code=issuer_code, months=entry.number("months", least=1) if entry.has("months") else None, public=entry.flag("public", False),
        comprehensive=entry.flag("comprehensive", False), founds=_founds(entry, holder), declared=[_field(each, holder) for each in fields],
        proves=[_proven(each, holder) for each in entry.each("proves")],
    )  # fmt: skip
    if len({each["code"] for each in row.declared}) < len(row.declared):
        entry["fields"].refuse("有两项的代码重复。", "two fields have the same code.")
    return row


def _founds(entry: Entry, holder: str) -> str:
    """The declared fact in which an applicant names the enterprise to be."""
    name = entry.text("founds") if entry.has("founds") else ""
    if name and holder != Holder.ENTERPRISE:
        entry["founds"].refuse("只有发给企业的证照才能设立企业。", "only a licence of enterprises lets one come into being.")
    if name and (name not in declarations() or declarations()[name].fact.kind is not Kind.TEXT):
        entry["founds"].refuse(f"facts.yaml 没有声明文字事实“{name}”。", f"facts.yaml declares no fact “{name}” that is a text.")
    return name


def _field(entry: Entry, holder: str) -> dict[str, str | bool]:
    words, code = entry.only("code", "name", "personal", "public", "fact", "filled_from", "optional").words("name"), entry.text("code")
    if not FIELD.fullmatch(code):
        entry["code"].refuse("代码用小写字母、数字和下划线。", "a code has small letters, digits and underscores.")
    personal, public = entry.flag("personal", False), entry.flag("public", False)
    if personal and public:
        entry["public"].refuse("能识别个人的内容不能公开。", "what identifies a person is not public.")
    fact = _fact(entry, "fact", holder) if entry.has("fact") else ""
    source = entry.text("filled_from") if entry.has("filled_from") else ""
    if source and source not in declarations():
        entry["filled_from"].refuse(f"facts.yaml 没有声明“{source}”。", f"facts.yaml declares no “{source}”.")
    said: dict[str, str | bool] = {"code": code, "zh": words.zh, "en": words.en, "personal": personal, "public": public, "fact": fact, "must": not entry.flag("optional", False)}
    return said | ({"filled_from": source} if source else {})


def _proven(entry: Entry, holder: str) -> dict[str, str]:
    name, value = _fact(entry.only("fact", "value"), "fact", holder), entry.text("value")
    if fact_value(declarations()[name].fact, value) is None:
        entry["value"].refuse(f"“{name}”没有这个值。", f"“{name}” takes no such value.")
    return {"fact": name, "value": value}


def _fact(entry: Entry, key: str, holder: str) -> str:
    """A declared fact that can be held of such a holder."""
    name = entry.text(key)
    known = declarations().get(name)
    if known is None or known.fact.formula or not known.asked or known.about.value != holder:
        whom = "个人" if holder == Holder.PERSON else "企业"
        entry[key].refuse(f"facts.yaml 没有声明可为{whom}保存的事实“{name}”。", f"facts.yaml declares no fact “{name}” that is held of a holder of this kind.")
    return name


def _end(row: LicenceType) -> bool:
    if row.ended:
        return False
    row.ended = True
    row.save(update_fields=["ended"])
    return True
