"""One module per desk; importing this package registers every action of the lifecycle table."""

from gongban.delivery.cases.actions import (
    answering,
    closing,
    dispatching,
    intake,
    joining,
    moderating,
    parts,
    reporting,
    studying,
    supervising,
    working,
)

__all__ = [
    "answering", "closing", "dispatching", "intake", "joining", "moderating", "parts", "reporting", "studying", "supervising",
    "working",
]  # fmt: skip
