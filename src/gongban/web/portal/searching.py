"""Finding services, life events and answers in one's own words; and proposing a word that is missing."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongban.foundation.search.public import (
    KINDS,
    Answer,
    Find,
    Proposing,
    Wish,
    look_for,
    note_choice,
    note_search,
    propose_term,
    suggest_for,
)
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words
from gongban.web.portal import wording
from gongban.web.portal.limits import check_rate
from gongban.web.site.acting import actor

LONGEST = 120
AUDIENCES = (("person", Words("个人", "A person")), ("company", Words("企业、单位", "An enterprise or organisation")))
EXAMPLES = ("房产证", "护照过期", "开饭店", "退休金", "残疾证丢了")


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What fits the words typed, with the reason under each; what was looked for is kept without a name."""
    wish = _wish(request)
    answer = look_for(wish)
    noted = _noted(request, wish, answer) if wish.text else None
    others = _without_filters(wish) if wish.text and not answer.finds and _filtered(wish) else ""
    facts = {
        "wish": wish, "answer": answer, "noted": noted, "kinds": list(KINDS.items()), "audiences": AUDIENCES, "districts": wording.districts(),
        "examples": EXAMPLES, "chosen": sum(map(bool, (wish.kind, wish.audience, wish.district))), "others": others,
        "groups": [(code, words, answer.kinds[code]) for code, words in KINDS.items() if code in answer.kinds],
        "finds": [(place, find, KINDS.get(find.spine.kind), _in_district(find.spine.url, wish.district), _only_in(find)) for place, find in enumerate(answer.finds, 1)],
    }  # fmt: skip
    return render(request, "portal/search.html", facts)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """A few things while somebody types, for the script; nothing is kept."""
    found = suggest_for(request.GET.get("q", "")[:LONGEST].strip())
    rows = [{"name": str(each.spine.name), "url": each.spine.url, "detail": str(each.why[0])} for each in found]
    return JsonResponse({"found": rows})


@never_cache
@require_safe
def chosen(request: HttpRequest, search: UUID, kind: str, key: UUID, place: int) -> HttpResponse:
    """On to the thing that was chosen, which is kept with the search."""
    url = note_choice(search, kind, key, place)
    if url is None:
        raise NotFound("search.gone", Words("这一条已经撤下，请再搜一次。", "This was withdrawn. Search again."))
    return HttpResponseRedirect(_in_district(url, request.GET.get("district", "")[:20]))


def _in_district(url: str, district: str) -> str:
    """The address of a service as it is offered in the district that was searched in."""
    return f"{url}?{urlencode({'district': district})}" if district and url.startswith("/services/") and "?" not in url else url


class WordForm(forms.Form):
    """An everyday word as somebody proposes it."""

    say = forms.CharField(label=gettext_lazy("您平常怎么说"), max_length=12, help_text=gettext_lazy("例如：房产证"))
    means = forms.CharField(label=gettext_lazy("办事指南里叫什么"), max_length=160, help_text=gettext_lazy("不确定就写最接近的；几个名称用空格隔开。"))
    note = forms.CharField(label=gettext_lazy("说明"), max_length=300, required=False)


@never_cache
@require_http_methods(["GET", "POST"])
def word(request: HttpRequest) -> HttpResponse:
    """Propose an everyday word; an editor decides. No account is needed."""
    form = WordForm(request.POST if request.method == "POST" else None, initial={"say": request.GET.get("say", "")[:12]})
    if request.method == "POST" and form.is_valid():
        try:
            check_rate(request, "word")
            propose_term(Proposing.read(form.cleaned_data), by=actor(request), at=timezone.now())
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.words))
        else:
            messages.success(request, _("谢谢！编辑看过后，大家就能用这个说法找到了。"))
            return HttpResponseRedirect("/services/search/")
    return render(request, "portal/word.html", {"form": form}, status=422 if form.errors else 200)


def _wish(request: HttpRequest) -> Wish:
    given = {name: request.GET.get(name, "").strip()[:LONGEST] for name in ("q", "kind", "audience", "district")}
    kind = given["kind"] if given["kind"] in KINDS else ""
    audience = given["audience"] if given["audience"] in dict(AUDIENCES) else ""
    return Wish(given["q"].replace("\0", ""), kind, audience, given["district"])


def _only_in(find: Find) -> str:
    """The districts in which alone something is offered."""
    return _("、").join(words for code, words in wording.districts() if code in find.spine.districts)


def _filtered(wish: Wish) -> bool:
    return bool(wish.kind or wish.audience or wish.district)


def _without_filters(wish: Wish) -> str:
    return f"?{urlencode({'q': wish.text})}" if look_for(Wish(wish.text), limit=1).finds else ""


def _noted(request: HttpRequest, wish: Wish, answer: Answer) -> UUID | None:
    """The id of what was kept; None where an address looks for so much that it is no person."""
    try:
        check_rate(request, "search")
    except Refusal:
        return None
    return note_search(wish.text, answer, by=actor(request), at=timezone.now(), before=_before(request))


def _before(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("before", ""))
    except ValueError:
        return None


