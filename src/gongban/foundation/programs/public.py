"""The door of programs: what the platform keeps and does for other people's programs."""

from gongban.foundation.programs.answers import Answer, answer_once, columns_of_answer, forget_answers
from gongban.foundation.programs.calls import (
    Told,
    answer_call,
    call_at,
    calls_on,
    end_call,
    phone_of_call,
    received_on,
    tell_call,
)
from gongban.foundation.programs.models import Call, Delivery, Subscription
from gongban.foundation.programs.webhooks.announcing import announce
from gongban.foundation.programs.webhooks.sending import send_due, send_forever
from gongban.foundation.programs.webhooks.signing import is_signed
from gongban.foundation.programs.webhooks.subscribing import (
    Wish,
    change_standing,
    kinds_for,
    ping,
    send_again,
    subscribe,
    subscriptions_of,
)
from gongban.foundation.programs.webhooks.terms import Announced, Standing, State, announces

__all__ = [
    "Announced",
    "Answer",
    "Call",
    "Delivery",
    "Standing",
    "State",
    "Subscription",
    "Told",
    "Wish",
    "announce",
    "announces",
    "answer_call",
    "answer_once",
    "call_at",
    "calls_on",
    "change_standing",
    "columns_of_answer",
    "end_call",
    "forget_answers",
    "is_signed",
    "kinds_for",
    "phone_of_call",
    "ping",
    "received_on",
    "send_again",
    "send_due",
    "send_forever",
    "subscribe",
    "subscriptions_of",
    "tell_call",
]
