"""People who go on reporting while the city is being killed: each sends the same key again until it gets an answer."""

from __future__ import annotations

import json
import random
import threading
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field

PATIENCE = 90.0  # seconds for one report until it is acknowledged


@dataclass
class Intake:
    """Threads that report over HTTP with one channel's token; `acknowledged` maps idempotency keys to numbers."""

    address: str
    token: str
    threads: int = 4
    said: str = "请来看看。"  # what makes the texts as long as a test needs them
    refused: int = 0  # answers of 5xx and cut connections, each followed by another try
    acknowledged: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def __enter__(self) -> Intake:
        self._stop = threading.Event()
        self._running = [threading.Thread(target=self._report, args=(random.Random(number),), daemon=True) for number in range(self.threads)]
        for thread in self._running:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._running:
            thread.join(PATIENCE + 30)

    def wait_for(self, more: int, seconds: float = 120.0) -> None:
        """Until so many more reports are acknowledged than now: the city works again."""
        wanted, until = len(self.acknowledged) + more, time.monotonic() + seconds
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < until, f"the city did not come back within {seconds:.0f} s; {self.faults[-3:]}"
            time.sleep(0.1)

    def _report(self, chance: random.Random) -> None:
        while not self._stop.is_set():
            key = str(uuid.uuid4())
            number = self._until_answered(key)
            if number is None:
                continue
            self.acknowledged[key] = number
            if chance.random() < 0.1:  # somebody presses the button twice, after a restart too
                known = chance.choice(list(self.acknowledged))
                again = self._until_answered(known)
                if again not in (None, self.acknowledged[known]):
                    self.faults.append(f"{known} was {self.acknowledged[known]} and is {again}")

    def _until_answered(self, key: str) -> str | None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                return self._send(key)
            except urllib.error.HTTPError as error:
                if error.code < 500 and error.code != 429:
                    self.faults.append(f"{error.code} {error.read()[:300]!r}")
                    return None
            except (OSError, ValueError):
                pass  # the connection was cut: whether it arrived only a second try with the same key can tell
            self.refused += 1
            time.sleep(0.2)
        self.faults.append(f"{key} got no answer within {PATIENCE:.0f} s")
        return None

    def _send(self, key: str) -> str:
        text = f"学府中路的井盖松动，车过就响。{self.said}记号 {key}"
        body = json.dumps({"kind": "help", "text": text, "phone": "13000000005", "name": "何小满"}).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Idempotency-Key": key}
        request = urllib.request.Request(f"{self.address}/api/v1/cases", body, headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            found = json.load(answer)
        return str((found[0] if isinstance(found, list) else found)["number"])
