"""What a person is told when something cannot be done: one sentence, a stable code, the field it is about."""

from __future__ import annotations

from gongban.kernel.words import Words


class Refusal(Exception):
    """The request cannot be fulfilled as asked.

    `code` is stable for programs ("photo.too_large"), `words` says what is wrong and how to mend it,
    `field` names the input it is about, `status` is the HTTP status that fits.
    """

    def __init__(self, code: str, words: Words, field: str | None = None, status: int = 400) -> None:
        super().__init__(f"{code}: {words.en}")
        self.code = code
        self.words = words
        self.field = field
        self.status = status


class NotFound(Refusal):
    """There is no such thing, or not for this person: the two are never told apart."""

    def __init__(self, code: str = "not_found", words: Words | None = None) -> None:
        said = words or Words("没有找到，请核对编号。", "Not found. Please check the number.")
        super().__init__(code, said, status=404)


class Forbidden(Refusal):
    """The person is known, and may not do this."""

    def __init__(self, code: str, words: Words) -> None:
        super().__init__(code, words, status=403)


class Conflict(Refusal):
    """It was possible a moment ago, or for another state of the matter."""

    def __init__(self, code: str, words: Words) -> None:
        super().__init__(code, words, status=409)


class TooOften(Refusal):
    """Done too often in a span of time; `wait` says for how many seconds to wait."""

    def __init__(self, code: str, words: Words, wait: int) -> None:
        super().__init__(code, words, status=429)
        self.wait = wait
