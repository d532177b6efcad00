"""The form of a report: its fields come from what cases ask for, its choices from the city."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongban.delivery.cases.public import Board, Kind, Report
from gongban.foundation.territory.public import city
from gongban.kernel.errors import Refusal
from gongban.kernel.input import InvalidInput
from gongban.web.portal import wording

EXPLAINED = {
    "inquiry": _("政策怎么说，事情找谁办"), "help": _("东西坏了，需要帮忙"), "suggestion": _("怎样能做得更好"),
    "complaint": _("服务或管理有问题"), "report": _("违法违规线索，一律不公开"), "praise": _("好人好事，让大家看见"),
}  # fmt: skip
ASKED = ("kind", "text", "address", "lon", "lat", "wants_public", "anonymous", "name")


class ReportForm(forms.Form):
    """Drawn by hand in the template; what fits is decided by cases, not here."""

    kind = forms.ChoiceField(label=_("哪一类"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("什么事"), help_text=_("写清楚看到了什么、什么时候。不用写电话和姓名。"), max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 5000}),
    )  # fmt: skip
    address = forms.CharField(
        label=_("在哪里"), required=False, max_length=300, help_text=_("路名、门牌或地标；拼音和首字母也能找。"),
        widget=forms.TextInput(attrs={"data-place-search": "/places/search/", "data-picks": "id", "autocomplete": "off"}),
    )  # fmt: skip
    lon = forms.CharField(required=False, widget=forms.HiddenInput, max_length=30)
    lat = forms.CharField(required=False, widget=forms.HiddenInput, max_length=30)
    wants_public = forms.BooleanField(label=_("同意公开（隐去电话、证件号和姓名，照片先打码）"), required=False, initial=True)
    anonymous = forms.BooleanField(label=_("匿名反映"), required=False, help_text=_("不留账号和电话；凭编号和查询码查进展。"))
    name = forms.CharField(label=_("怎么称呼您"), required=False, max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    photos = forms.FileField(label=_("照片"), required=False)

    def __init__(self, *args: Any, board: Board | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board = board
        offered = [kind for kind in Kind if not board or not board.kinds or kind.value in board.kinds]
        self.fields["kind"].choices = [(kind.value, kind.words) for kind in offered]  # type: ignore[attr-defined]
        if board:
            self.fields["kind"].initial = wording.board_extras(board.code).get("default_kind") or (offered[0].value if len(offered) == 1 else None)

    def kinds(self) -> list[dict[str, Any]]:
        """The kinds as tiles with a word of explanation."""
        chosen = self["kind"].value()
        return [{"code": code, "words": words, "explained": EXPLAINED[code], "chosen": code == chosen} for code, words in self.fields["kind"].choices]  # type: ignore[attr-defined]

    def add_refusal(self, refusal: Refusal) -> None:
        """Put what cases refused beside its field."""
        for one in refusal.problems if isinstance(refusal, InvalidInput) else [refusal]:
            name = {"place": "address", "lon": "address", "lat": "address", "system": "address"}.get(one.field or "", one.field)
            self.add_error(name if name in self.fields else None, str(one.words))


def report_from(fields: dict[str, Any], board: str, photos: list[Any], *, channel: str, language: str, key: str) -> Report:
    """The checked report of what was filled in; InvalidInput or Refusal where it does not fit."""
    given = {name: fields[name] for name in ASKED if fields.get(name) not in (None, "")}
    given["wants_public"], given["anonymous"] = bool(fields.get("wants_public")), bool(fields.get("anonymous"))
    if "lon" not in given or "lat" not in given:
        given.pop("lon", None), given.pop("lat", None)
    return Report.read({**given, "board": board or None, "photos": photos, "channel": channel, "language": language, "source_key": key})


def anonymous_kinds() -> list[str]:
    """Kinds that the city takes without a name."""
    allowed: dict[str, bool] = city().settings.get("anonymous_reporting", {})
    return [kind for kind, yes in allowed.items() if yes]
