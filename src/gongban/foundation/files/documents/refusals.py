"""What is said when a document cannot be taken or shown: one sentence each, with how to mend it."""

from __future__ import annotations

from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words

FIELD = "document"


def not_a_document() -> Refusal:
    """The bytes are none of the formats that are taken, whatever the name of the file says."""
    return _refused("format", "只收 PDF、OFD 文件和 JPG、PNG、WebP 图片，请转换后再上传。", "Only PDF, OFD, JPG, PNG and WebP files are taken. Convert the file, then upload it again.")


def empty() -> Refusal:
    """No bytes at all: a download or an export that did not come to its end."""
    return _refused("empty", "文件是空的（0 字节），请重新导出或重新选择。", "The file is empty (0 bytes). Export it anew or choose it again.")


def damaged() -> Refusal:
    """Cut short or broken inside."""
    return _refused("damaged", "文件不完整或已损坏，请重新导出或重新选择。", "The file is cut short or damaged. Export it anew or choose it again.")


def two_in_one() -> Refusal:
    """The bytes can be read as two formats: what one sees depends on who opens it."""
    return _refused("two_in_one", "文件里夹带了另一种文件，请用“打印为 PDF”重新生成后再上传。", "Another file is hidden within this one. Print it to PDF anew, then upload that.")


def encrypted() -> Refusal:
    """Locked by a password: nobody at the counter could open it."""
    return _refused("encrypted", "文件设了密码或限制，请取消密码后再上传。", "The file is locked by a password. Remove the password, then upload it again.")


def active(what: Words) -> Refusal:
    """The file would do something when it is opened."""
    return _refused(
        "active", f"文件里有{what.zh}，为安全不能收；请用“打印为 PDF”重新生成后再上传。",
        f"The file holds {what.en}, which is not taken for safety. Print it to PDF anew, then upload that.",
    )  # fmt: skip


def too_heavy(megabytes: int) -> Refusal:
    """More bytes than the city takes for one document."""
    return _refused("too_large", f"一份文件最多 {megabytes} MB，请压缩或分成几份上传。", f"A document may hold at most {megabytes} MB. Make it smaller or upload it in parts.", 413)


def too_many_pages(most: int) -> Refusal:
    """More pages than the city takes in one document."""
    return _refused("too_many_pages", f"一份文件最多 {most} 页，请分成几份上传。", f"A document may have at most {most} pages. Upload it in parts.")


def too_complicated() -> Refusal:
    """Unpacked it would be far larger than it looks, or it has too many parts."""
    return _refused("too_complicated", "文件内部过于庞大，请用“打印为 PDF”重新生成后再上传。", "The file is far too big inside. Print it to PDF anew, then upload that.")


def no_account() -> Refusal:
    """Nobody could be asked later whose document it is."""
    return _refused("no_account", "请先登录，再上传材料。", "Please sign in before uploading a document.", 403)


def no_space() -> Refusal:
    """The disk is full: nothing was written."""
    return _refused("no_space", "存储空间不足，文件没有保存，请稍后再试。", "The disk is full, so the file was not kept. Try again later.", 503)


def document_not_found() -> Refusal:
    """There is no such document, or not for this reader."""
    return NotFound("document.not_found", Words("没有这份文件，请重新上传。", "There is no such document. Please upload it again."))


def _refused(code: str, zh: str, en: str, status: int = 422) -> Refusal:
    return Refusal(f"document.{code}", Words(zh, en), field=FIELD, status=status)
