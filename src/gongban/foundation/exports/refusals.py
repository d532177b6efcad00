"""What is said when a list cannot be exported: one sentence each."""

from __future__ import annotations

from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.words import Words


def unknown_listing() -> Refusal:
    """No list of this name is offered."""
    return NotFound("export.no_list", Words("没有这个清单可以导出。", "There is no such list to export."))


def not_found() -> Refusal:
    """There is no such export, or it was ordered by somebody else."""
    return NotFound("export.not_found", Words("没有找到这份导出。", "There is no such export."))


def not_staff() -> Refusal:
    """Lists are exported by members of staff."""
    return Forbidden("export.staff_only", Words("导出清单只对工作人员开放。", "Lists are exported by members of staff only."))


def clear_not_allowed() -> Refusal:
    """This person's work does not need the reporters' data."""
    return Forbidden("export.clear_not_allowed", Words("您的岗位不能导出未遮盖的个人信息。", "Your role may not export personal data in clear."))


def purpose_missing() -> Refusal:
    """Personal data in clear need a reason that is kept."""
    said = Words("导出未遮盖的个人信息要选明用途。", "Say what the personal data are needed for.")
    return Refusal("export.purpose_missing", said, field="purpose", status=422)


def too_many(most: int) -> Refusal:
    """One at a time is made; a few may wait."""
    said = Words(f"您已有 {most} 份导出在等待，请等它们完成或取消后再导出。", f"{most} of your exports are waiting. Wait for them or cancel one.")
    return Conflict("export.too_many", said)


def role_lost() -> Refusal:
    """What was open to the person then is not open any more."""
    said = Words("您的岗位在导出之后有变化，请重新导出。", "Your roles have changed since. Please export again.")
    return Forbidden("export.role_lost", said)


def not_ready() -> Refusal:
    """It is still being made, or was cancelled, refused or deleted."""
    return Conflict("export.not_ready", Words("这份导出没有可以下载的文件。", "This export has no file to fetch."))


def over() -> Refusal:
    """It has ended already; there is nothing to cancel."""
    return Conflict("export.over", Words("这份导出已经结束，不用取消。", "This export has ended already."))


def damaged() -> Refusal:
    """The kept file is not what was written."""
    said = Words("导出的文件不完整，请重新导出。", "The exported file is damaged. Please export again.")
    return Refusal("export.damaged", said, status=500)


def no_space() -> Refusal:
    """The disk is full."""
    said = Words("存储空间不足，没有导出，请联系管理员。", "The disk is full, nothing was exported. Tell the administrator.")
    return Refusal("export.no_space", said, status=503)
