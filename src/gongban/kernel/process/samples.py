"""Diagrams that come with the house, and the services that a diagram may ask for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from gongban.kernel.words import Words

# 自动服务：引擎只交出名字，由办件去做 · services by name; the engine hands out the name, the application does it
SERVICES = {
    "check_records": Words("自动核查共享数据", "Check shared data"), "notify_applicant": Words("告知申请人", "Tell the applicant"),
    "issue_licence": Words("制发电子证照", "Issue the licence"), "record_decision": Words("登记决定", "Record the decision"),
}  # fmt: skip


@cache
def standard() -> str:
    """Review by the owner, then the decision: what an item without a diagram of its own goes through."""
    return _text("review.bpmn")


@cache
def parallel_sample() -> str:
    """Two departments review in parallel, with a joint on-site inspection where the review finds it needed; then the decision."""
    return _text("parallel.bpmn")


def _text(name: str) -> str:
    return files("gongban.kernel.process").joinpath("standard", name).read_text("utf-8").strip()
