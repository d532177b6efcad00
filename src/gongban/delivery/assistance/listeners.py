"""What follows: orders rest when their mandate ends and go on with a new one, people are told, an erased account leaves nothing behind."""

from __future__ import annotations

from django.db.models import Q

import gongban.delivery.assistance.letters  # noqa: F401 - declares the words
from gongban.delivery.assistance.lifecycle import ORDER, OVER
from gongban.delivery.assistance.models import Mandate, Order, Stage
from gongban.delivery.assistance.orders import act, attach
from gongban.delivery.assistance.terms import ACTS, Kind, Origin, Reason
from gongban.foundation.files.public import forget_documents
from gongban.foundation.journal.public import Event, listens
from gongban.foundation.messages.public import Address, Way, tell
from gongban.foundation.people.public import Account
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Conflict
from gongban.kernel.words import Words


@listens("mandate_ended")
def rest_orders(event: Event) -> None:
    """Within the ending: orders that were under way by this mandate are paused."""
    for order in Order.objects.filter(mandate=event.payload["mandate"], state="accepted").order_by("pk"):
        act(order.pk, "pause", {"reason": Reason.MANDATE_OVER.value, "text": "委托已结束"}, by=SYSTEM, at=event.occurred_at)


@listens("mandate_given")
def go_on(event: Event) -> None:
    """Within the giving: the assistant's orders of this person that it covers can go on."""
    attach(Mandate.objects.get(pk=event.payload["mandate"]), event.occurred_at)


@listens("mandate_given", "mandate_ended", later=True)
def tell_of_mandate(event: Event) -> None:
    """Tell the assistant; and a person whose mandate was entered by a clerk."""
    row = Mandate.objects.select_related("assistant", "account").filter(pk=event.payload["mandate"]).first()
    if row is None:
        return
    given, kind = event.kind == "mandate_given", Kind(row.kind).words
    values = {"kind_zh": kind.zh, "kind_en": kind.en, "page": "/desk/assistance/" if row.unit_id else "/me/mandates/"}
    if event.payload.get("how") != "laid_down":
        _tell(row.assistant, "assistance.mandate_received" if given else "assistance.mandate_ended", values, event)
    elif row.account:
        _tell(row.account, "assistance.mandate_ended", {"page": "/me/mandates/"}, event)
    if given and row.origin == Origin.PAPER and row.account:
        _tell(row.account, "assistance.mandate_entered", {}, event)


@listens("assistant_acted", later=True)
def tell_of_act(event: Event) -> None:
    """Tell the person what was done for them."""
    row = Mandate.objects.select_related("account").filter(pk=event.payload["mandate"]).first()
    if row and row.account and event.payload["what"] != "order":
        words = ACTS.get(str(event.payload["what"]), Words(str(event.payload["what"]), str(event.payload["what"])))
        _tell(row.account, "assistance.acted", {"what_zh": words.zh, "what_en": words.en}, event)


@listens("assistance_asked", "assistance_moved", later=True)
def tell_of_order(event: Event) -> None:
    """Tell the person of every step, and the assistant of what waits for them."""
    order = Order.objects.select_related("account", "assistant").filter(pk__in=[event.matter] if event.matter else []).first()
    if order is None:
        return
    if event.kind == "assistance_asked":
        if order.assistant:
            _tell(order.assistant, "assistance.asked", {"order": str(order.pk), "number": order.number}, event)
        return
    action, state = str(event.payload["action"]), ORDER.state(str(event.payload["state"])).words
    told = next(ORDER.rows(action)).told
    values = {"order": str(order.pk), "number": order.number, "state_zh": state.zh, "state_en": state.en, "told_zh": told.zh, "told_en": told.en}
    if order.account and action != "withdraw":
        _tell(order.account, "assistance.moved", values, event)


@listens("account_erased")
def forget_account(event: Event) -> None:
    """Within the erasure: open orders are to be called off first; of the rest only what names nobody stays. Mandates go with the account."""
    own = Order.objects.filter(account=event.payload["account"], enterprise__isnull=True)
    if own.exclude(state__in=OVER).exists():
        raise Conflict("account.open_orders", Words("您还有帮代办件在办，请先办完或撤回。", "You have open assistance orders. Let them end or call them off first."))
    Stage.objects.filter(order__in=own).update(text="")
    own.update(contact="", address="", wish="")
    papers = Mandate.objects.filter(Q(account=event.payload["account"]) | Q(assistant=event.payload["account"]), paper__isnull=False)
    forget_documents([paper for paper in papers.values_list("paper", flat=True) if paper])


def _tell(account: Account, template: str, values: dict[str, str], event: Event) -> None:
    tell([Address(Way.IN_APP, str(account.pk), account.language or "zh-hans")], template, values, key=f"{event.pk}:{template}:{account.pk}", at=event.occurred_at)
