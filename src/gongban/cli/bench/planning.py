"""What a city of ten million does in an hour, as requests with their moments: reports, steps of staff, look-ups, callbacks."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from gongban.cli.bench.looking import looks
from gongban.cli.bench.pacing import Errand
from gongban.cli.bench.sending import reports
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

# 每分钟多少：十分钟合 3,000 6,000 30,000 3,000 · a minute's share; ten minutes make the numbers of the issue
REPORTS, STEPS, LOOKS, CALLBACKS = 300, 600, 3_000, 300
# 居民看得最多的是清单、地图和自己的一件 · how often each page is looked at, of a hundred; pages without a share are not
SHARES = {"public_list": 25, "case": 25, "map": 12, "search": 8, "home": 8, "statistics": 4, "queue": 6, "queue_unit": 6, "case_desk": 6}
PAUSE = 6.0  # seconds between two steps of one case


@dataclass(frozen=True)
class Staff:
    """A token for each part in the handling of one department's cases."""

    department: str
    tokens: dict[str, str]

    def ask(self, role: str) -> dict[str, str]:
        """Headers of a request by this role."""
        return {"Authorization": f"Bearer {self.tokens[role]}", "Content-Type": "application/json"}


# 一件从受理到办结的五步：谁、做什么、写什么 · the five steps of a case from receipt to closure
WAY: tuple[tuple[str, str, Callable[[Staff], dict[str, Any]]], ...] = (
    ("dispatcher", "accept", lambda staff: {}),
    ("dispatcher", "dispatch", lambda staff: {"department": staff.department}),
    ("handler", "sign_in", lambda staff: {}),
    ("handler", "answer", lambda staff: {"text": "已到现场处理完毕，并安排每周巡查一次。", "evidence": "现场照片已存档，养护单位签字确认。"}),
    ("reviewer", "approve_answer", lambda staff: {}),
)


def planned(minutes: float) -> list[Errand]:
    """Everything that comes in these minutes, in no order; needs the city's database while it is made."""
    dice, span, staff = Random(11), 60 * minutes, _staff()
    return [
        *_received(staff, dice, span, round(REPORTS * minutes), round(STEPS * minutes / len(WAY))),
        *_looked(dice, span, round(LOOKS * minutes)),
        *_called_back(staff, dice, span, round(CALLBACKS * minutes)),
    ]


def _received(staff: Staff, dice: Random, span: float, count: int, handled: int) -> Iterator[Errand]:
    """Reports; of so many that come first in their part of the time every step is done too."""
    every, source = max(1, count // handled) if handled else count + 1, reports()
    for number in range(count):
        body = json.dumps(next(source), ensure_ascii=False).encode()
        then = partial(_next_step, staff, 0) if number % every == 0 else None
        headers = staff.ask("operator") | {"Idempotency-Key": secrets.token_hex(16)}
        yield Errand("report", dice.uniform(0, span), "POST", "/api/v1/cases", headers, body, then)


def _next_step(staff: Staff, step: int, answer: bytes, now: float) -> Iterable[Errand]:
    """After the receipt of a case (step 0) or a former step: the next, until it is closed."""
    if step == len(WAY):
        return
    said = json.loads(answer)
    number = (said[0] if isinstance(said, list) else said)["number"]
    role, action, given = WAY[step]
    after = lambda _answer, moment: _next_step(staff, step + 1, answer, moment)  # noqa: E731 - the number stays that of the receipt
    body = json.dumps(given(staff), ensure_ascii=False).encode()
    yield Errand("step", now + PAUSE, "POST", f"/api/v1/cases/{number}/{action}", staff.ask(role), body, after)


def _looked(dice: Random, span: float, count: int) -> Iterator[Errand]:
    pages = {name: (_cookies(client), list(addresses)) for name, client, addresses in looks() if name in SHARES}
    names = dice.choices(list(pages), [SHARES[name] for name in pages], k=count)
    for name in names:
        headers, addresses = pages[name]
        yield Errand("look", dice.uniform(0, span), "GET", dice.choice(addresses), headers)


def _cookies(client: Any) -> dict[str, str]:
    kept = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    return {"Cookie": kept} if kept else {}


def _called_back(staff: Staff, dice: Random, span: float, count: int) -> Iterator[Errand]:
    from gongban.outcome.ratings.public import Callback

    ids = list(Callback.objects.filter(standing="open").order_by("due_at").values_list("pk", flat=True)[:count])
    if len(ids) < count:
        words = Words(f"只有 {len(ids)} 件等着回访，要 {count} 件；请用更多的 --cases。", f"Only {len(ids)} callbacks wait and {count} are needed; use more --cases.")
        raise Refusal("bench.callbacks", words)
    for one in ids:
        solved = dice.random() < 0.9
        judged = {"contacted": True, "solved": "yes" if solved else "no", "satisfaction": 5 if solved else 2}
        yield Errand("callback", dice.uniform(0, span), "POST", f"/api/v1/callbacks/{one}/answer", staff.ask("operator"), json.dumps(judged).encode())


def _staff() -> Staff:
    """Tokens of people of one department that both handles and reviews, and of the desk."""
    from gongban.foundation.people.public import Membership, make_token

    held = Membership.objects.filter(until__isnull=True, account__is_active=True).select_related("account").order_by("pk")
    reviewer, handler = next(
        (reviewer, handler) for reviewer in held.filter(role="reviewer")
        for handler in held.filter(role="handler", department=reviewer.department_id).exclude(account=reviewer.account)  # 自己写的自己不审
    )  # fmt: skip
    found = {"operator": held.filter(role="operator")[0], "dispatcher": held.filter(role="dispatcher")[0], "handler": handler, "reviewer": reviewer}
    return Staff(reviewer.department_id, {
        role: make_token(one.account.login, name=f"bench-{secrets.token_hex(3)}", channel="hotline" if role == "operator" else "web")
        for role, one in found.items()
    })  # fmt: skip
