"""Two programs that a chaos test kills: one applies without end, the other handles what came in. Each goes on where the last one was killed.

`python -m tests.chaos.applying apply|handle|finish SEED` on the instance of GONGBAN_HOME and DATABASE_URL. Every step is told
as one line of JSON after it was acknowledged, and not before. `finish` handles until nothing is open, and ends.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongban.delivery.applications.public import Part
    from tests.applications.conftest import Desk

ENOUGH = 6  # parts in the offices' hands: then the applicants wait
LARGE = {"shop_area": 320, "kitchen_area": 90, "seats": 120, "by_commitment": False}


def tell(did: str, **known: Any) -> None:
    """Say that a step was acknowledged."""
    print(json.dumps({"did": did, **known}), flush=True)


class Applicants:
    """A cook who opens restaurants and has them checked, and a resident who has lost her card."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self.desk, self.chance = desk, chance

    def step(self) -> bool:
        from gongban.delivery.applications.public import Part, choose, submit

        if Part.objects.filter(matter__open=True).count() >= ENOUGH:
            return False
        slug, subject, by, said = self.chance.choices(self._ways(), weights=(3, 1, 3))[0]  # 一件事要办得久 · a bundle takes long
        draft = self.desk.begin(slug, by, subject)
        self.desk.fill(draft, said, by)
        delivery = self.chance.choice(["electronic", "counter"])
        choose(draft.pk, {"delivery": delivery, "together": delivery == "electronic"}, by=by, at=self.desk.now)
        made = submit(draft.pk, {"truthful": True, "share": True}, by=by, at=self.desk.now)
        tell("submitted", number=made.number, application=str(made.pk))
        return True

    def _ways(self) -> list[tuple[str, str, Any, Mapping[str, Any]]]:
        cook, chen = self.desk.cook, self.desk.cast.chen
        return [("fire-check", "item", cook, LARGE), ("restaurant", "bundle", cook, LARGE), ("social-card-replace", "item", chen, {"card_is_lost": True})]


class Offices:
    """Whoever is to act next on a part does so: accept, opinions, inspection, decision, fee, handing over."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self.desk, self.chance = desk, chance

    def step(self) -> bool:
        from gongban.delivery.applications.public import Part

        rows = list(Part.objects.filter(matter__open=True).exclude(matter__state="waiting").select_related("matter", "application", "department")[:20])
        if not rows:
            return False
        part = self.chance.choice(rows)
        self._handle(part)
        return True

    def _handle(self, part: Part) -> None:
        doing: Callable[[Part], None] = {"received": self._accept, "in_review": self._review, "awaiting_payment": self._pay, "granted": self._hand_over}[part.matter.state]
        doing(part)

    def _accept(self, part: Part) -> None:
        self.desk.act(part, "accept")
        tell("accepted", number=part.matter.number)

    def _review(self, part: Part) -> None:
        task = part.tasks.filter(done_at__isnull=True).exclude(outcomes__contains=["granted"]).first()
        if task is None:
            self._decide(part)
            return
        if task.element == "inspect":
            self.desk.act(part, "inspect", {"departments": [task.department_id], "present": "柯", "findings": "出口两处", "passed": True})
        opinion = "needed" if "needed" in task.outcomes else task.outcomes[0]
        self.desk.act(part, "give_opinion", {"task": str(task.pk), "opinion": opinion, "text": "符合要求"}, by=self.desk.office(task.department_id))
        tell("opinion", number=part.matter.number, task=str(task.pk), opinion=opinion)

    def _decide(self, part: Part) -> None:
        from tests.applications.conftest import typed

        outcome = "refused" if part.application.subject == "item" and self.chance.random() < 0.2 else "granted"
        fields = typed(self.desk.kind(part), part) if outcome == "granted" else {}
        self.desk.act(part, "decide", {"outcome": outcome, "reason": "出口不够" if outcome == "refused" else "", "fields": fields})
        tell("decided", number=part.matter.number, outcome=outcome, licence=str(part.licence) if part.licence else None)

    def _pay(self, part: Part) -> None:
        """The treasury pays what it has an order for, and reports it twice."""
        from django.conf import settings

        from gongban.delivery.applications.public import Payment, order_left, take_reports

        payment = Payment.objects.get(part=part)
        order = Path(settings.HOME) / "payments" / "orders" / f"{payment.reference}.json"
        if not order.exists():
            order_left(self.desk.now)  # 办案的进程死在决定与账单之间 · whoever decided was killed before the order went out
        report(Path(settings.HOME), json.loads(order.read_text(encoding="utf-8")))
        take_reports(self.desk.now)
        report(Path(settings.HOME), json.loads(order.read_text(encoding="utf-8")))
        take_reports(self.desk.now)
        part.refresh_from_db()
        tell("paid", number=part.matter.number, licence=str(part.licence) if part.licence else None)

    def _hand_over(self, part: Part) -> None:
        if part.application.delivery == "electronic":  # 一起领的，等最后一件 · had together with the last part
            time.sleep(0.01)
            return
        self.desk.act(part, "hand_over", {"receipt": "本人签收"})
        tell("handed_over", number=part.matter.number)


def report(home: Path, order: Mapping[str, Any]) -> None:
    """What the treasury writes for an order: into a file that appears whole."""
    folder = home / "payments" / "paid"
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{order['reference']}"
    draft.write_text(json.dumps({"reference": order["reference"], "receipt": "TR-1", "amount": order["amount"]}), encoding="utf-8")
    draft.replace(folder / f"{order['reference']}.json")


def main(what: str, seed: str) -> None:
    import django

    django.setup()
    from django.db import InterfaceError, OperationalError, connection

    from gongban.delivery.licences.public import issue
    from tests.applications.conftest import BUSINESS, NOW, Desk
    from tests.cast import Cast

    chance, doer = random.Random(seed), None
    while True:
        try:
            if doer is None:
                desk = Desk(Cast())
                issue(BUSINESS, key="JCB0:granted", by=desk.cast.system, at=NOW)
                doer = Applicants(desk, chance) if what == "apply" else Offices(desk, chance)
            if not doer.step():
                if what == "finish":
                    return
                time.sleep(0.05)
        except (OperationalError, InterfaceError):  # 库被杀了：这一步没有得到确认 · the database was killed: this step was not acknowledged
            connection.close()
            time.sleep(0.1)


if __name__ == "__main__":
    main(*sys.argv[1:])
