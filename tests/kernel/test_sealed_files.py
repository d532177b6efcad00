"""A file sealed by a passphrase: it comes back as it was, and every change to it is noticed."""

from __future__ import annotations

import io

import pytest

from gongban.kernel.cipher import stream
from gongban.kernel.cipher.stream import SealedReader, SealedWriter, is_sealed
from gongban.kernel.errors import Refusal

PASSPHRASE = "江边步道的路灯 42"


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "PIECE", 100)
    monkeypatch.setattr(stream, "_COSTS", {"time_cost": 1, "memory_cost": 64, "parallelism": 1})


def sealed(content: bytes, suite: str = "international", step: int = 37) -> bytes:
    out = io.BytesIO()
    writer = SealedWriter(out, PASSPHRASE, suite)
    for place in range(0, len(content), step):
        writer.write(content[place : place + step])
    writer.close()
    return out.getvalue()


def opened(stored: bytes, passphrase: str = PASSPHRASE, size: int = 64) -> bytes:
    reader, found = SealedReader(io.BytesIO(stored), passphrase), b""
    while block := reader.read(size):
        found += block
    return found


@pytest.mark.parametrize("suite", ["international", "guomi"])
@pytest.mark.parametrize("length", [0, 1, 99, 100, 101, 200, 1_234])
def test_what_was_sealed_comes_back(suite: str, length: int) -> None:
    content = bytes(each % 251 for each in range(length))
    stored = sealed(content, suite)
    assert is_sealed(stored)
    assert opened(stored) == content
    assert content[:50] not in stored or length < 10


def test_the_same_content_is_sealed_differently_each_time() -> None:
    assert sealed(b"x" * 50) != sealed(b"x" * 50)


def test_another_passphrase_is_told_as_such() -> None:
    with pytest.raises(Refusal) as refused:
        opened(sealed(b"x" * 500), "another passphrase")
    assert refused.value.code == "cipher.passphrase"


def test_any_changed_byte_is_noticed() -> None:
    stored = sealed(b"a" * 250)
    for place in range(len(stored)):
        changed = bytearray(stored)
        changed[place] ^= 1
        with pytest.raises(Refusal):
            opened(bytes(changed))


def test_a_cut_tail_a_repeated_piece_and_something_appended_are_noticed() -> None:
    stored = sealed(b"a" * 250)
    head = stored.index(b"\n") + 1
    piece = 4 + 100 + 12 + 16
    for broken in (
        *(stored[:end] for end in range(head, len(stored))), stored + b"x",
        stored[:head] + stored[head : head + piece] * 2 + stored[head + piece :],
        stored[:head] + stored[head + piece : head + 2 * piece] + stored[head : head + piece] + stored[head + 2 * piece :],
    ):  # fmt: skip
        with pytest.raises(Refusal):
            opened(broken)
