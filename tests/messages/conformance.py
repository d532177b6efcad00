"""What every carrier must do. A carrier's test gives an edge: how it is made, what arrived, how to make it fail."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import pytest

from gongban.foundation.messages.carriers import Carrier
from gongban.foundation.messages.terms import Letter, TryLater, Undeliverable

PHONE = "+8613000000001"


def letter(key: str = "event:1:0:sms", tries: int = 1, to: str = PHONE) -> Letter:
    values = {"number": "JC20260302-000001"}
    text = "您反映的 JC20260302-000001 已办结。"
    return Letter(key, to, "cases.closed", "已办结", text, values, "/cases/1/", "http://localhost/cases/1/", tries)


class Conformance(ABC):
    """Inherit, fill in the three methods, and the tests below run for the carrier."""

    @abstractmethod
    def carrier(self) -> Carrier:
        """A fresh view of the carrier; the edge stays the same within one test."""

    @abstractmethod
    def arrived(self) -> list[str]:
        """The keys (or, where the edge shows none, the texts) that a person received, in order."""

    @abstractmethod
    def break_down(self, for_good: bool) -> None:
        """Let the edge fail from now on: for a while, or for this address for good."""

    def test_a_letter_arrives_once(self) -> None:
        self.carrier().carry(letter())
        assert len(self.arrived()) == 1

    def test_two_letters_arrive_both(self) -> None:
        for key in ("a:0:sms", "b:0:sms"):
            self.carrier().carry(letter(key))
        assert len(self.arrived()) == 2

    def test_a_letter_carried_again_after_a_crash_reaches_the_person_once_or_the_carrier_says_that_it_cannot(self) -> None:
        self.carrier().carry(letter())
        if not self.carrier().idempotent:
            return
        self.carrier().carry(letter(tries=2))
        assert len(self.arrived()) == 1

    def test_a_fault_that_passes_is_to_be_tried_later(self) -> None:
        self.break_down(for_good=False)
        with pytest.raises(TryLater) as fault:
            self.carrier().carry(letter())
        self._tells_nothing(fault.value)

    def test_a_refusal_for_good_is_undeliverable(self) -> None:
        self.break_down(for_good=True)
        with pytest.raises(Undeliverable) as fault:
            self.carrier().carry(letter())
        self._tells_nothing(fault.value)

    def test_nothing_about_the_person_is_logged(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("DEBUG")
        self.carrier().carry(letter())
        assert not any(secret in caplog.text for secret in (PHONE, "13000000001", "已办结"))
        assert PHONE not in repr(letter())

    def _tells_nothing(self, fault: Any) -> None:
        assert fault.code
        assert "13000000001" not in f"{fault} {fault.__cause__!r}"
