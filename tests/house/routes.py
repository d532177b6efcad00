"""Every address of the site as the URL resolver knows it, and the people and cases with which it is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from gongban.delivery.applications.public import Application, Commitment, Material, Part
from gongban.delivery.assistance.public import Mandate, Order, enter_paper
from gongban.delivery.assistance.public import act as act_on_order
from gongban.delivery.assistance.public import ask as ask_assistance
from gongban.delivery.cases.public import ACTIONS, Case, Study, check_photo
from gongban.delivery.impasses.public import Impasse, take_impasse
from gongban.delivery.impasses.public import code_of as impasse_code
from gongban.delivery.licences.public import Licence, Share, ask, consent, issue
from gongban.delivery.outlets.public import Kiosk, Registering, Serving, begin_duty, make_kiosk
from gongban.design.catalogue.public import Item, guide
from gongban.foundation.exports.making import make_waiting
from gongban.foundation.exports.public import Export, order
from gongban.foundation.files.public import Photo, store, store_document
from gongban.foundation.matters.public import Matter
from gongban.foundation.people.public import ApiToken, Deputy, Membership, identity_of, make_token, protect
from gongban.foundation.programs.public import Delivery, Subscription, Told, tell_call
from gongban.kernel.actors import ANONYMOUS, SYSTEM
from gongban.kernel.words import Words
from gongban.outcome.leading.public import Brief, Task, draft, give
from gongban.outcome.ratings.public import (
    Callback,
    Handling,
    Invitation,
    Rectification,
    code_of,
    open_visit,
    rate,
)
from gongban.web.site.acting import FOR_ENTERPRISE
from tests.applications.conftest import Desk
from tests.cast import Cast
from tests.files import papers
from tests.files.pictures import in_bytes, scene

TABLE = yaml.safe_load((Path(__file__).parent / "routes.yaml").read_text(encoding="utf-8"))
ROLES: dict[str, str] = TABLE["roles"]
GROUPS: dict[str, list[str]] = TABLE["groups"]
BACKEND = "django.contrib.auth.backends.ModelBackend"

# Marks that stand in texts and may be read only by those whom routes.yaml names.
WORDS = {"private": "紫藤巷甲", "public": "白杨路乙", "report": "黑水渠丙", "called": "青石桥丁", "licence": "紫竹里庚", "assisted": "榆钱胡同辛", "applied": "赤松坡壬"}
NOTES = {"chengguan": "城管内情戊", "zhengshuju": "中心内情己"}
NAME, PHONE = "欧阳试探", "13000000066"  # given as contact data
NOBODY = "00000000-0000-4000-8000-000000000000"  # an id that nothing has
SAID_NAME, SAID_PHONE = "司徒测验", "13000000055"  # written into the text


def routes() -> dict[str, list[str]]:
    """Every address with the methods it answers; of a plain view both, for it must decide about either."""
    found: dict[str, list[str]] = {}
    for route, pattern in _walk(get_resolver().url_patterns):
        methods = _methods(pattern)
        found[route] = sorted(set(found.get(route, [])) | set(methods))
    return found


def _walk(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, here)
        else:
            yield here, each


def _methods(pattern: URLPattern) -> list[str]:
    view = getattr(pattern.callback, "__self__", None)
    cells = [cell.cell_contents for cell in getattr(pattern.callback, "__closure__", None) or ()]
    ninja = next((one for one in (view, *cells) if hasattr(one, "operations")), None)
    if ninja is not None:
        return sorted({method for operation in ninja.operations for method in operation.methods})
    return ["GET", "POST"]


@dataclass
class Scene:
    """The cases, photos, study and callback that the addresses are asked for."""

    cast: Cast
    cases: dict[str, Case]
    photos: dict[str, Photo]
    code: str
    study: Study
    callback: Callback
    export: Export
    brief: Brief
    task: Task
    token: ApiToken
    subscription: Subscription
    delivery: Delivery
    card: Licence
    sign: Licence
    share: Share
    kiosk: Kiosk
    visit: Invitation
    rectification: Rectification
    impasse: Impasse
    mandate: Mandate
    order: Order
    part: Part
    material: Material
    commitment: Commitment
    draft: Application
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """A browser in which this role is signed in."""
        if role not in self.clients:
            self.clients[role] = self._client(role)
        return self.clients[role]

    def _client(self, role: str) -> Client:
        client, who = Client(raise_request_exception=True), ROLES[role]
        if role == "follower":
            client.post("/follow/", {"number": self.number("called"), "code": self.code})
        elif who:
            client.force_login(self.cast.account(getattr(self.cast, who)), backend=BACKEND)
        if role == "agent":
            kept = client.session
            kept[FOR_ENTERPRISE] = self.cast.agent.enterprise
            kept.save()
        return client

    def number(self, which: str) -> str:
        return str(self.cases[which].matter.number)


def scene_of(cast: Cast) -> Scene:
    """Four cases held by 城管局: private, public (with 住建局 as co-handler), a 举报, and a private call with a follow code."""
    cast.now = timezone.now()
    photos = {name: store(BytesIO(in_bytes(scene(seed=n))), by=cast.chen) for n, name in enumerate(("private", "public"))}
    cases = {
        "private": cast.report(f"{WORDS['private']}的路灯坏了，晚上很黑。", name=NAME, phone=PHONE, photos=[photos["private"].pk], when=cast.now),
        "public": cast.report(f"{WORDS['public']}的路灯坏了，我叫{SAID_NAME}，电话{SAID_PHONE}。", name=NAME, phone=PHONE, photos=[photos["public"].pk]),
        "report": cast.report(f"{WORDS['report']}有人夜里倒渣土。", kind="report", name=NAME, phone=PHONE),
    }
    called = _called(cast)
    cases["called"] = called.case
    for case in cases.values():
        cast.bring(case, "in_progress")
        cast.act(case, "note", {"text": NOTES["chengguan"]}, by=cast.handler)
        cast.act(case, "note", {"text": NOTES["zhengshuju"]}, by=cast.dispatcher)
    cast.act(cases["public"], "publish", {}, by=cast.moderator)
    cast.act(cases["public"], "add_co_handler", {"departments": [cast.OTHER], "text": "请一同到现场。"}, by=cast.dispatcher)
    check_photo(str(cases["public"].matter.number), photos["public"].pk, [], show=True, by=cast.moderator, at=cast.later())
    cast.act(cases["private"], "call_study", {"question": "由谁负责？", "departments": [cast.DEPARTMENT, cast.UNIT]}, by=cast.dispatcher)
    closed = cast.bring(cast.report(f"{WORDS['private']}的井盖松了，走过会响。", by=cast.chen, name=NAME, phone=PHONE), "closed")
    study, callback = Study.objects.get(case=cases["private"]), Callback.objects.get(case=closed)
    return Scene(cast, cases, photos, called.follow_code, study, callback, _exported(cast), *_leading(cast, cases["private"]), *_program(cast), *_licences(cast), _kiosk(cast), *_rated(cast), take_impasse({"cause": "other", "text": "窗口没有办成。"}, by=cast.chen, at=cast.later()), *_assistance(cast), *_application(cast), Desk(cast).begin("marriage", cast.chen, "item"))


def _leading(cast: Cast, case: Case) -> tuple[Brief, Task]:
    """A draft of a brief with the private case, and an instruction on it to 城管局."""
    asked = {"title": "专报", "since": "2026-03-01", "until": "2026-03-31", "figures": ["received"], "cases": case.matter.number}
    made = give({"text": f"{WORDS['private']}要限期修好。", "due_on": "2100-01-04", "departments": ["chengguan"], "case": case.matter.number}, by=cast.leader, at=cast.later())
    return draft(asked, by=cast.supervisor, at=cast.later()), made.tasks.get()


def _exported(cast: Cast) -> Export:
    """What the handler has exported: all that they see, personal data masked."""
    found = order({"listing": "queue", "form": "csv"}, {"scope": "all"}, by=cast.handler, at=timezone.now())
    make_waiting()
    return found


def _program(cast: Cast) -> tuple[ApiToken, Subscription, Delivery]:
    """A token, a subscription with a delivery and a call, all of the dispatch desk."""
    account, now = cast.account(cast.dispatcher), timezone.now()
    make_token(account.login, name="program")
    hook = Subscription.objects.create(
        account=account, name="program", url="https://127.0.0.1/", kinds=["closed"], standing="active", secret="", suite="international",
        created_at=now, changed_at=now,
    )  # fmt: skip
    call = {"call": "pbx-1", "line": "8001", "phone": PHONE}
    tell_call(Told.read(call), by=cast.operator, at=now)
    delivery = Delivery.objects.create(subscription=hook, event=hook.pk, kind="closed", body={"data": {}}, state="sent", made_at=now)
    return ApiToken.objects.get(name="program"), hook, delivery


def _licences(cast: Cast) -> tuple[Licence, Licence, Share]:
    """The owner's identity card; a permit of 城管局 for the agent's enterprise; and that 城管局 may see the card for one matter."""
    number, now = identity_of(cast.account(cast.chen))["id_number"], timezone.now()
    fields = {"born": "1991-04-12", "sex": "female", "address": WORDS["licence"]}
    card = issue({"type": "identity-card", "holder_name": "陈晓雨", "holder_number": number, "fields": fields}, key="card", by=SYSTEM, at=now)
    place = {"place": "云帆路 1 号", "size": "4 米"}
    permit = {"type": "outdoor-sign", "holder_name": "青禾精密机械", "holder_number": cast.agent.enterprise, "fields": place}
    share = ask({"type": "identity-card", "holder_number": number, "matter": "JCB1", "purpose": "核对身份"}, by=cast.handler, at=now)
    consent(share.pk, by=cast.chen, at=now)
    return card, issue(permit, key="sign", by=SYSTEM, at=now), share


def _kiosk(cast: Cast) -> Kiosk:
    """A terminal of self-service in the city's service centre."""
    return make_kiosk(Registering(outlet="city-centre", code="K-01"), by=cast.admin, at=timezone.now()).kiosk


def _rated(cast: Cast) -> tuple[Invitation, Rectification]:
    """Two visits at the handler's counter: one rated badly, one that waits."""
    now = cast.later()
    begin_duty(Serving(outlet="city-centre", counter="3"), by=cast.handler, at=now)
    first, second = (open_visit(Handling("", Words("到窗口办事", "A visit"), ""), by=cast.handler, at=now) for _ in range(2))
    rate(first.pk, {"level": 1}, by=ANONYMOUS.as_party(str(first.pk)), at=now)
    return second, Rectification.objects.get(rating=first.pk)
def _application(cast: Cast) -> tuple[Part, Material, Commitment]:
    """What the owner has applied for at 城管局, received and not yet accepted, with a paper and a promise."""
    now, document, found = timezone.now(), store_document(BytesIO(papers.pdf()), name="图.pdf", by=cast.chen, at=timezone.now()), guide("signboard", at=timezone.now())
    whole = Application.objects.create(
        number="JCBJ20260101-000001", stage="submitted", subject="item", slug="signboard", version=found.version, name_zh="户外招牌", name_en="Signboard",
        account=cast.account(cast.chen), channel="web", began_at=now, saved_at=now, submitted_at=now,
    )  # fmt: skip
    matter = Matter.objects.create(kind="application", number=f"{whole.number}-01", title="户外招牌", state="received", holder_id=cast.DEPARTMENT, opened_at=now, changed_at=now)
    details = protect(json.dumps({"contact_phone": {"value": WORDS["applied"], "from": "applicant"}}), "applications.details")
    part = Part.objects.create(
        matter=matter, application=whole, code="item", item=found.item, version=found.version, name_zh="户外招牌", name_en="Signboard", department_id=cast.DEPARTMENT,
        details=details, received_at=now,
    )  # fmt: skip
    promise = Commitment.objects.create(part=part, kind="licence", points=[{"zh": "牢固", "en": "Solid"}], state="not_met", made_at=now)
    material = Material.objects.create(application=whole, key="plan", name_zh="效果图", name_en="Plan", given="document", document=document.pk, parts=["item"], at=now)
    return part, material, promise


def _assistance(cast: Cast) -> tuple[Mandate, Order]:
    """The owner's mandate on paper to the assistant, and an order of a visit that the assistant has accepted under it."""
    now = timezone.now()
    photo = store_document(BytesIO(in_bytes(scene(400, 300))), name="委托书.jpg", by=cast.clerk, at=now)
    number, until = identity_of(cast.account(cast.chen))["id_number"], (now + timedelta(days=60)).date()
    paper = {"kind": "act", "assistant": "fu.bangban", "items": ["marriage"], "until": until, "principal_number": number, "paper": photo.pk}
    mandate = enter_paper(paper, by=cast.clerk, at=now)
    wish = {"item": "marriage", "kind": "act", "place": "home", "phone": "13000000078", "address": WORDS["assisted"], "assistant": "fu.bangban", "until": now.date()}
    order = ask_assistance(wish, by=cast.chen, at=now)
    return mandate, act_on_order(order.pk, "accept", by=cast.helper, at=now)


def _called(cast: Cast) -> Any:
    from gongban.delivery.cases.public import Report, receive

    given = {"kind": "help", "text": f"{WORDS['called']}的路灯坏了，没人修。", "channel": "hotline", "name": NAME, "phone": PHONE}
    return receive([Report.read(given)], by=cast.operator, at=cast.later())[0]


# ---- requests

ACTION_GIVEN: dict[str, dict[str, Any]] = {
    "dispatch": {"department": "chengguan"}, "solve_first": {"department": "chengguan"}, "settle": {"department": "chengguan"},
    "add_co_handler": {"departments": ["jiaojing"], "text": "请一同到现场。"}, "dispatch_on": {"department": "huanwei"}, "refuse": {"route": "court"},
    "hand_over": {"line": "119"}, "assign_handler": {"handler": "qiu.shishi"}, "file": {}, "accept": {},
    "call_study": {"question": "由谁负责？", "departments": ["chengguan", "zhujian"]},
}  # fmt: skip


def given_for(action: str) -> dict[str, Any]:
    """Valid-looking input of an action, from its own declaration."""
    found: dict[str, Any] = {}
    for name, info in ACTIONS[action].given.model_fields.items():
        if info.is_required():
            found[name] = _sample(name, info.annotation)
    return found | ACTION_GIVEN.get(action, {})


def _sample(name: str, kind: Any) -> Any:
    if hasattr(kind, "__members__"):
        return next(iter(kind)).value
    by_type: dict[Any, Any] = {int: 1, bool: True}
    by_name: dict[str, Any] = {
        "department": "chengguan", "departments": ["chengguan"], "principle": "field", "number": "JC20260101-000001", "parts": ["一件事情", "另一件事情"],
        "texts": ["一件事情要办", "另一件事情要办"], "until": "2030-01-01T00:00:00Z", "due_at": "2030-01-01T00:00:00Z", "at": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    return by_name.get(name, by_type.get(kind, "照规定办理。"))


def address(route: str, which: str, scene: Scene) -> str:
    """The address of a route for one of the scene's cases."""
    if route.startswith(("account/applications/", "api/v1/applications/")):  # 申请的编号和诉求的不同 · numbers of parts, not of cases
        route = route.replace("<number>", str(scene.part.matter.number)).replace("<slug:action>", "withdraw").replace("<application>", str(scene.part.application_id)).replace("<material>", str(scene.material.pk))
    values = {
        "<str:number>": str(scene.part.matter.number) if "applications" in route else scene.number(which) if which in scene.cases else "", "<uuid:material>": str(scene.material.pk), "<number>": scene.number(which) if which in scene.cases else "",
        "<uuid:photo>": str(scene.photos.get(which, scene.photos["private"]).pk), "<slug:size>": "320", "<slug:board>": "traffic", "<impasse>": str(scene.impasse.pk), "<slug:code>": impasse_code(scene.impasse.pk) if route.startswith("impasses/") else code_of(scene.visit.pk) if route.startswith("rate/") else _code(route), "<str:login>": "luo.lixing",
        "<int:membership>": str(_first(Membership)), "<int:arrangement>": str(_first(Deputy, "absent")),
        "<rectification>": str(scene.rectification.pk), "<code>": code_of(scene.visit.pk) if "ratings" in route else "city-centre" if "outlets" in route else "chengguan", "<name>": "kinds", "<str:name>": "food-permit" if route.startswith("services/") else "cases.csv", "<callback>": str(scene.callback.pk), "<slug:what>": _what(route),
        "<slug:rule>": "platform", "<slug>": "restaurant", "<slug:slug>": "pharmacy-trade" if route.startswith("trades/") else "restaurant", "<slug:action>": "order_mending" if "commitments" in route else "accept" if "applications" in route else "pause" if "desk/assistance" in route else "coordinate" if "desk/impasses" in route else "add" if route.startswith("impasses/") else "verify" if "desk/ratings" in route else "object" if route.startswith("rate/") else "suspend" if "licences" in route else "note" if route.startswith("desk/") else "chase",
        "<uuid:pk>": str(_pk(route, which, scene)), "<webhook>": str(scene.subscription.pk), "<export>": str(scene.export.pk), "<call>": "pbx-1",
        "<delivery>": str(scene.delivery.pk), "<uuid:delivery>": str(scene.delivery.pk), "<what>": "pause",
        "<uuid:search>": NOBODY, "<uuid:key>": NOBODY, "<slug:kind>": "outdoor-sign" if "licences" in route else "answer", "<licence>": str(scene.sign.pk),
        "<uuid:share>": str(scene.share.pk), "<share>": str(scene.share.pk), "<slug:answer>": "withdraw", "<int:place>": "1", "<int:agent>": "0", "<mandate>": str(scene.mandate.pk), "<order>": str(scene.order.pk), "<int:stage>": str(scene.order.stages.order_by("pk").last().pk), "<word>": NOBODY,
        "<slug:key>": "materials", "<str:form>": "json", "<form>": "jsonl", "<item>": "marriage", "<str:code>": "01.01.09", "<str:token>": "none",
        "<uuid:signature>": NOBODY, "<slug:fact>": "employees",
    }  # fmt: skip
    path = route
    for name, value in values.items():
        path = path.replace(name, value)
    assert "<" not in path, f"tests/house/routes.py does not know what to put into {route}"
    return "/" + path + TABLE.get("queries", {}).get(route, "")


def _what(route: str) -> str:
    if "mandates" in route:
        return "revoke"
    if "items" in route:
        return "submit" if "draft" in route else "end" if "leave" in route else "up"
    return "approve" if "knowledge" in route or "words" in route else "pause" if "subscriptions" in route else "try"


def _code(route: str) -> str:
    if "outlets" in route:
        return "city-centre"
    if "notices" in route:
        return "water-cut-nov"
    return "housing-fund-rent" if "knowledge" in route or "answers" in route else "traffic"


def _first(model: Any, field: str = "account") -> Any:
    """The id of a row of luo.lixing's, or of none."""
    found = model.objects.filter(**{f"{field}__login": "luo.lixing"}).order_by("pk").first()
    return found.pk if found else 0


def _pk(route: str, which: str, scene: Scene) -> Any:
    item = Item.objects.get(slug="marriage", district="")
    photo = scene.photos.get(which, scene.photos["private"]).pk
    if route.startswith(("apply/", "materials/", "account/applications/", "api/v1/applications/")):
        return scene.draft.pk if route.startswith("apply/") else scene.material.pk if route.startswith("materials/") else scene.part.application_id
    places = {  # the first that stands in the address
        "words": NOBODY, "commitments": scene.commitment.pk, "impasses": scene.impasse.pk, "visits": scene.visit.pk, "ratings": scene.rectification.pk, "kiosks": scene.kiosk.pk, "items": item.pk, "tokens": scene.token.pk, "programs": scene.subscription.pk, "photos": photo, "exports": scene.export.pk, "shares": scene.share.pk,
        "mandates/orders": scene.order.pk, "mandates": scene.mandate.pk, "desk/assistance": scene.order.pk,
        "desk/licences": scene.sign.pk, "licences": scene.card.pk, "briefs": scene.brief.pk, "leading": scene.task.pk, "callbacks": scene.callback.pk,
    }  # fmt: skip
    return next((pk for part, pk in places.items() if part in route), scene.study.pk)


def send(scene: Scene, role: str, method: str, route: str, which: str) -> Any:
    """Ask as this role; what was sent is valid-looking."""
    client, path = scene.client(role), address(route, which, scene)
    if method == "GET":
        return client.get(path)
    data = dict(TABLE["sent"].get(route) or {})
    if route.startswith("api/"):
        if route == "api/v1/photos":
            return client.post(path, {"photo": SimpleUploadedFile("a.jpg", in_bytes(scene_picture()), "image/jpeg")})
        if route.endswith("/documents"):
            return client.post(path, {"key": "photo", "file": SimpleUploadedFile("a.jpg", in_bytes(scene_picture()), "image/jpeg")})
        action = route.rsplit("/", 1)[-1]
        return client.post(path, json.dumps(data or (given_for(action) if action in ACTIONS and "applications" not in route else {})), content_type="application/json")
    if route == "photos/":
        data["photo"] = SimpleUploadedFile("a.jpg", in_bytes(scene_picture()), "image/jpeg")
    if "case" in data:
        data["case"] = scene.number("private")
    return client.post(path, data)


def scene_picture() -> Any:
    """A small picture to upload."""
    return scene(400, 300)


def kind_of(answer: Any) -> str:
    """allowed, login, forbidden, not found or wrong method: what the answer means for the one who asked.

    A refusal of what was sent (400, 409, 413, 422) means that the right to ask was there.
    """
    status = answer.status_code
    if status in (301, 302) and answer.headers["Location"].split("?")[0] in ("/login/", "/desk/login/"):
        return "login"
    return {401: "login", 403: "forbidden", 404: "absent", 405: "method"}.get(status, "allowed" if status < 500 and status != 429 else f"broken {status}")


# Forms that are posted, and a role that may send each.
ROUTES_POSTED = {
    "look/large-print/": "anonymous", "i18n/setlang/": "anonymous", "photos/": "owner", "login/": "anonymous", "login/code/": "anonymous", "report/": "owner",
    "report/check/": "owner", "report/drop/": "owner", "report/<slug:board>/": "owner", "cases/<str:number>/judge/": "owner",
    **dict.fromkeys(("services/<str:name>/questions/", "bundles/<slug:slug>/questions/", "trades/<slug:slug>/questions/"), "anonymous"),
    "cases/<str:number>/<slug:action>/": "owner", "follow/": "anonymous", "desk/login/": "anonymous", "desk/bulk/": "dispatcher",
    "desk/cases/<str:number>/presence/": "handler", "desk/cases/<str:number>/draft/<slug:action>/": "handler",
    "desk/cases/<str:number>/photos/<uuid:pk>/": "moderator", "desk/hotline/": "operator", "desk/hotline/look/": "operator",
    "desk/exports/new/": "handler", "desk/exports/<uuid:pk>/cancel/": "handler", "logout/": "owner", "desk/cases/<str:number>/do/<slug:action>/": "handler", "consent/": "owner", "consent/withdraw/": "owner",
    "account/reveal/": "owner", "account/language/": "owner", "account/enterprise/": "agent", "account/export/": "owner", "account/delete/": "owner",
    "desk/account/password/": "handler", "desk/account/act-for/": "handler", "desk/account/language/": "handler", "desk/people/add/": "administrator",
    "desk/people/<str:login>/roles/": "administrator", "desk/people/<str:login>/roles/<int:membership>/end/": "administrator",
    "desk/people/<str:login>/lock/": "administrator", "desk/people/<str:login>/password/": "administrator", "desk/people/<str:login>/deputies/": "head",
    "desk/people/<str:login>/deputies/<int:arrangement>/end/": "head", "desk/people/<str:login>/hand-over/": "administrator",
    "desk/knowledge/new/": "handler", "desk/knowledge/notices/new/": "reviewer", "desk/knowledge/notices/<slug:code>/end/": "reviewer",
    "desk/knowledge/<slug:code>/": "reviewer", "desk/knowledge/<slug:code>/<slug:what>/": "reviewer",
    "desk/leading/instructions/new/": "leader", "desk/leading/instructions/<uuid:pk>/do/<slug:action>/": "handler", "desk/leading/briefs/new/": "supervisor",
    "desk/leading/briefs/collect/": "supervisor", "desk/leading/briefs/<uuid:pk>/edit/": "chief", "desk/leading/briefs/<uuid:pk>/issue/": "chief",
    "desk/leading/briefs/<uuid:pk>/discard/": "chief", "desk/callbacks/<uuid:pk>/<slug:what>/": "operator", "desk/callbacks/<uuid:pk>/number/": "operator", "desk/cases/<str:number>/reporters/": "operator",
    "desk/hotline/line/": "operator", "desk/programs/tokens/new/": "administrator", "desk/programs/tokens/<uuid:pk>/revoke/": "administrator",
    "desk/programs/subscriptions/new/": "dispatcher", "desk/programs/subscriptions/<uuid:pk>/<slug:what>/": "dispatcher",
    "desk/programs/subscriptions/<uuid:pk>/deliveries/<uuid:delivery>/replay/": "dispatcher",
    "me/identity/": "agent", "me/identity/provider/": "owner", "me/identity/agents/<int:agent>/revoke/": "agent", "me/identity/agents/<int:agent>/leave/": "agent",
    "desk/identity/": "clerk", "me/mandates/new/": "owner", "me/mandates/orders/new/": "owner", "me/mandates/orders/<uuid:pk>/withdraw/": "owner",
    "me/mandates/<uuid:pk>/<slug:what>/": "owner", "desk/assistance/mandates/new/": "clerk", "desk/assistance/mandates/<uuid:pk>/leave/": "helper",
    "desk/assistance/<uuid:pk>/do/<slug:action>/": "helper",
    **dict.fromkeys(("apply/", *(f"apply/<uuid:pk>/{each}/" for each in ("questions", "form", "materials", "check", "changed", "signers", "abandon")), "apply/sign/<uuid:signature>/",
                     "account/applications/parts/<str:number>/<slug:action>/", "account/applications/promises/<uuid:pk>/<slug:action>/", "account/space/facts/<slug:fact>/"), "owner"),
    "licences/verify/": "anonymous", "account/licences/<uuid:pk>/": "owner", "account/licences/shares/<uuid:share>/<slug:answer>/": "owner",
    "desk/commitments/<uuid:pk>/do/<slug:action>/": "handler", "desk/counter/assist/": "helper", "desk/applications/<str:number>/presence/": "handler", "desk/applications/<str:number>/do/<slug:action>/": "handler", "desk/applications/<str:number>/draft/<slug:action>/": "handler",
    "desk/applications/<str:number>/applicant/": "handler", "desk/applications/<str:number>/licences/<uuid:share>/": "handler",
    **dict.fromkeys(("kiosk/terminal/", "kiosk/leave/", "kiosk/here/", "kiosk/sign-in/", "kiosk/code/", "kiosk/consent/", "kiosk/items/", "kiosk/begin/", "kiosk/<uuid:pk>/", "kiosk/<uuid:pk>/check/", "kiosk/<uuid:pk>/receipt/"), "anonymous"),
    **dict.fromkeys(("desk/counter/new/", "desk/counter/hand-over/", "desk/counter/<uuid:pk>/"), "clerk"),
    "desk/licences/new/<slug:kind>/": "reviewer", "desk/licences/<uuid:pk>/": "reviewer", "desk/licences/<uuid:pk>/do/<slug:action>/": "reviewer",
    "impasses/report/": "owner", "impasses/<slug:code>/<slug:action>/": "anonymous", "desk/impasses/new/": "dispatcher", "desk/impasses/<uuid:pk>/do/<slug:action>/": "dispatcher",
    "rate/<slug:code>/": "anonymous", "rate/<slug:code>/<slug:action>/": "anonymous", "desk/ratings/visits/": "handler", "desk/ratings/<uuid:pk>/do/<slug:action>/": "handler",
    "desk/outlets/": "handler", "desk/outlets/leave/": "handler", "desk/outlets/kiosks/": "administrator", "desk/outlets/kiosks/<uuid:pk>/revoke/": "administrator",
    "desk/licences/shares/new/": "handler", "desk/licences/shares/<uuid:pk>/": "handler",
    "services/search/word/": "anonymous", "desk/words/new/": "dispatcher", "desk/words/done/": "dispatcher", "desk/words/<uuid:pk>/<slug:what>/": "dispatcher",
    "desk/items/new/": "editor", "desk/items/conditions/": "editor", "desk/items/draft/<slug:what>/": "editor", "desk/items/<uuid:pk>/frame/": "editor", "desk/items/<uuid:pk>/undo/": "editor",
    "desk/items/<uuid:pk>/leave/<slug:what>/": "editor", "desk/items/<uuid:pk>/history/switch/": "publisher", "desk/items/<uuid:pk>/parts/<slug:key>/": "editor", "desk/items/<uuid:pk>/parts/diagram/": "editor", "desk/items/diagram/findings/": "editor",
    "desk/items/<uuid:pk>/parts/<slug:key>/new/": "editor", "desk/items/<uuid:pk>/parts/<slug:key>/<int:place>/": "editor",
    "desk/items/<uuid:pk>/parts/<slug:key>/<int:place>/<slug:what>/": "editor", "desk/items/<uuid:pk>/preview/form/": "editor",
}  # fmt: skip


def fields_of(route: str, action: str = "") -> list[str]:
    """Names of the fields that a form may send."""
    if action:
        return [*ACTIONS[action].given.model_fields, "seen", "next", "photos_kept"]
    from gongban.delivery.cases.public import Report

    asked = set(TABLE["sent"].get(route) or {})
    if "report" in route or "hotline" in route:
        asked |= {*Report.model_fields, "photo_id", "remove_photo", "step", "idempotency_key", "then", "answer", "line", "article", "photos_kept", "open"}
    if "callbacks" in route:
        asked |= {"contacted", "solved", "satisfaction", "text", "ending"}
    if "leading" in route:
        asked |= {"opening", "on_figures", "on_tables", "cases", "on_cases", "advice", "brief", "case"}
    if "mandates" in route or "assistance" in route:
        asked |= {"kind", "assistant", "name", "phone", "items", "until", "item", "place", "address", "wish", "principal_number", "paper", "reason", "appointment"}
    if "identity" in route:
        asked |= {"name", "phone", "id_number", "code", "seen", "moves", "every", "items", "until", "step"}
    if "licences" in route:
        asked |= {"text", "until", "matter", "step", "once", "holder_name", "holder_number", "field_place", "field_size", "inside", "type", "purpose"}
    if "bulk" in route:
        asked |= {"sure", "department", "text"}
    return sorted(asked | {"next", "text", "unknown"})
