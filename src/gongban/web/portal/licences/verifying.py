"""Everybody verifies a licence: by scanning its code, by pasting it, or with its file. No sign-in; how often is limited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongban.delivery.licences.public import Verdict, Verified, published_keys, verify, verify_file
from gongban.kernel.words import Words
from gongban.web.portal.limits import check_rate
from gongban.web.site.licence_showing import tone

LARGEST = 5_000_000
LONGEST = 4_000
VERDICTS = {
    Verdict.REPLACED: (Words("这是旧版本", "This is an older version"), Words("二维码是真的，但证照已换发新版本，请让持证人出示新的。下面是现在的情况。", "The code is genuine, but a newer version was issued; ask the holder for that one. Below is how it stands now."), "warn"),
    Verdict.FORGED: (Words("核验不通过：伪造或改动过", "Not genuine: forged or altered"), Words("签名与内容不符，不是本市签发的样子，请不要凭它办事。", "The signature does not fit the content. This is not what the city issued; do not rely on it."), "bad"),
    Verdict.NOT_ISSUED: (Words("核验不通过：登记簿里没有", "Not genuine: in no register"), Words("登记簿里没有这张证照，请联系发证单位。", "It stands in no register here. Ask the issuing unit."), "bad"),
    Verdict.UNREADABLE: (Words("看不出是证照", "No licence to be seen"), Words("没有找到证照二维码的内容。请重新扫码，或整段粘贴；只有编号不能核验。", "No licence code was found. Scan again or paste all of it; a number alone proves nothing."), "warn"),
}  # fmt: skip
GOOD = (Words("真实有效", "Genuine and in force"), Words("本市签发，今天有效。", "Issued by this city and in force today."), "good")
PARTLY = (Words("真实，但里面有证照已不能用", "Genuine, but one inside may not be used"), Words("综合许可证里有证照今天不是有效状态，请看下面每一张。", "One of the licences inside is not in force today; see each of them below."), "warn")
NOT_NOW = Words("真实，但今天不能用：", "Genuine, but not in force today: ")


class VerifyForm(forms.Form):
    """What was scanned, or a file."""

    text = forms.CharField(label=_("二维码的内容"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
                           help_text=_("扫码枪扫出来的文字，或二维码里的网址。"))  # fmt: skip
    file = forms.FileField(label=_("或者选证照的 PDF 文件"), required=False, help_text=_("看文件是不是原样，改动过一点都会不通过。"),
                           widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}))  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file, and say what it proves; `?c=` is where the QR code leads."""
    scanned = request.GET.get("c", "")[:LONGEST]
    if request.method != "POST" and not scanned:
        return render(request, "licences/verify.html", {"form": VerifyForm()})
    check_rate(request, "licence")
    if request.method != "POST":
        return _told(request, verify(scanned, at=timezone.now()), VerifyForm())
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid() or not (form.cleaned_data["text"] or form.cleaned_data["file"]):
        form.errors or form.add_error("text", _("请粘贴二维码的内容，或选一个文件。"))
        return render(request, "licences/verify.html", {"form": form}, status=422)
    file = form.cleaned_data["file"]
    if file and file.size > LARGEST:
        form.add_error("file", _("文件太大，证照文件不会超过 5 MB。"))
        return render(request, "licences/verify.html", {"form": form}, status=422)
    found = verify_file(file.read(), at=timezone.now()) if file else verify(form.cleaned_data["text"], at=timezone.now())
    return _told(request, found, VerifyForm())


@cache_control(public=True, max_age=3600)
@require_safe
def keys(request: HttpRequest) -> JsonResponse:
    """The public keys with which anybody proves codes and files without asking us."""
    return JsonResponse(published_keys(), json_dumps_params={"indent": 1})


def _told(request: HttpRequest, found: Verified, form: VerifyForm) -> HttpResponse:
    title, text, colour = _verdict(found)
    shown = found.licence
    facts: dict[str, Any] = {"form": form, "found": found, "title": title, "text": text, "tone": colour, "shown": shown, "at": timezone.now()}
    if shown:
        facts |= {"state_tone": tone(shown.state.code), "inside": [(each, tone(each.state.code)) for each in shown.inside]}
    return render(request, "licences/verify.html", facts)


def _verdict(found: Verified) -> tuple[Words, Words, str]:
    if found.verdict is not Verdict.GENUINE or found.licence is None:
        return VERDICTS[found.verdict]
    shown = found.licence
    if shown.good:
        return GOOD
    if shown.state.code == "in_force":
        return PARTLY
    words = shown.state.words
    return Words(NOT_NOW.zh + words.zh, NOT_NOW.en + words.en), shown.state.explained, "bad"
