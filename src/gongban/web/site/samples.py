"""The sample words of the style guide: invented, and shown nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongban.web.site.navigation import desk_menu

MORNING = datetime(2026, 11, 20, 1, 12, tzinfo=UTC)
KINDS = [("help", _("求助")), ("complaint", _("投诉")), ("advice", _("建议")), ("question", _("咨询")), ("praise", _("表扬"))]


class SampleForm(forms.Form):
    """Every sort of field once."""

    title = forms.CharField(label=_("哪里出了什么事"), help_text=_("一句话，例如：望江路 18 号门前路灯不亮"), max_length=60)
    kind = forms.ChoiceField(label=_("类别"), choices=KINDS, widget=forms.RadioSelect, initial="help")
    text = forms.CharField(label=_("详细说说"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    district = forms.ChoiceField(label=_("区"), choices=[("", _("全部")), ("linjiang", _("临江区")), ("dongshan", _("东山区"))], required=False)
    photos = forms.FileField(label=_("照片"), required=False, help_text=_("最多 6 张；位置等信息会自动去掉"))
    agree = forms.BooleanField(label=_("同意公开（姓名、电话不会公开）"), required=False)


def thread() -> list[dict[str, Any]]:
    """A short thread of one case, seen by a resident."""
    at = [MORNING + timedelta(hours=hours) for hours in (0, 0.4, 2, 27, 49)]
    return [
        {"at": at[0], "who": _("市民"), "what": _("提交诉求"), "by": "resident", "text": _("晚上下班路过，望江路 18 号门前一段路灯全不亮，人行道有一处塌陷，很容易绊倒。")},
        {"at": at[1], "who": _("12345 热线"), "what": _("已受理"), "by": "system"},
        {"at": at[2], "who": _("市城市管理局"), "what": _("签收，开始办理"), "by": "office"},
        {"at": at[3], "who": _("市城市管理局"), "what": _("内部备注"), "by": "internal", "tag": _("内部"), "tone": "warn", "text": _("电缆被施工挖断，与供电公司约定明早抢修。")},
        {"at": at[4], "who": _("市城市管理局"), "what": _("答复"), "by": "office", "text": _("您好，电缆已修复，9 盏路灯今晚恢复照明；塌陷处已围挡，三日内铺好。感谢您的反映。")},
    ]


def cases() -> list[dict[str, Any]]:
    """Rows of a queue in all colours of the clock."""
    return [
        {"number": "JC20261120-00318", "title": _("望江路 18 号门前路灯不亮"), "place": _("临江区 望江街道"), "kind": _("求助"), "state": _("办理中"), "tone": "info", "level": "green", "clock": _("剩 3 个工作日"), "unit": _("市城市管理局")},
        {"number": "JC20261119-00275", "title": _("菜市场门口占道经营，轮椅过不去"), "place": _("东山区 大桥街道"), "kind": _("投诉"), "state": _("待签收"), "tone": "warn", "level": "yellow", "clock": _("剩 40 分钟签收"), "unit": _("东山区政府")},
        {"number": "JC20261112-00101", "title": _("小区二次供水有异味"), "place": _("临江区 柳堤街道"), "kind": _("投诉"), "state": _("督办中"), "tone": "bad", "level": "red", "clock": _("超期 1 天"), "unit": _("市水务局")},
        {"number": "JC20261110-00077", "title": _("盼望增加老年大学书法班"), "place": _("全市"), "kind": _("建议"), "state": _("等您补充"), "tone": "", "level": "paused", "clock": _("暂停计时"), "unit": _("市教育局")},
        {"number": "JC20261103-00012", "title": _("感谢公交 6 路司机扶起摔倒老人"), "place": _("江心区"), "kind": _("表扬"), "state": _("已办结"), "tone": "good", "level": "done", "clock": _("2 天办结"), "unit": _("市交通局")},
    ]


def charts() -> dict[str, dict[str, Any]]:
    """Data in the form that `{% chart %}` takes."""
    months = ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]
    return {
        "months": {"kind": "line", "unit": "%", "labels": months, "series": [
            {"name": str(_("响应率")), "values": [96, 97, 97, 98, 98, 99]},
            {"name": str(_("解决率")), "values": [81, 82, 80, 85, 86, 88]},
            {"name": str(_("满意率")), "values": [84, 83, 85, 86, 88, 90]}]},
        "kinds": {"kind": "stack", "unit": str(_("件")), "labels": months, "series": [
            {"name": str(_("求助")), "values": [310, 342, 365, 331, 300, 288]},
            {"name": str(_("投诉")), "values": [205, 240, 261, 212, 190, 177]},
            {"name": str(_("咨询")), "values": [151, 149, 160, 172, 168, 140]}]},
    }


def context() -> dict[str, Any]:
    """Everything that the style guide shows."""
    return {
        "desk_menu": desk_menu("/desk/", {"queue": 12, "dispatch": 31, "supervision": 3}, late={"supervision"}), "thread": thread(), "cases": cases(), "charts": charts(), "who": {"name": _("周知远"), "department": _("12345 热线"), "role": _("派单员")},
        "tabs": [{"text": _("全部"), "href": "?", "current": True, "count": 318}, {"text": _("办理中"), "href": "?state=open", "count": 41}, {"text": _("已办结"), "href": "?state=closed"}],
        "way": [(_("首页"), "/"), (_("公开"), "/cases/")],
        "stages": [_("提交"), _("受理"), _("办理"), _("答复"), _("评价")],
        "photo_list": [{"src": "/static/gongban/favicon.svg", "alt": _("路灯"), "note": _("市民拍摄")}] * 3,
    }
