"""The words in which holders are told of their licences. No text of a person stands in them."""

from __future__ import annotations

from gongban.foundation.messages.public import Template, declare
from gongban.kernel.words import Words


def _letter(name: str, subject: tuple[str, str], text: tuple[str, str]) -> Template:
    return Template(f"licences.{name}", Words(*subject), Words(*text), "{page}", loud=True)


HOLDER = {
    "issued": _letter("issued", ("您有新证照：{name}", "A new licence: {name}"),
                      ("{issuer}已颁发{name}，可在“我的证照”里查看、出示、下载。", "{issuer} has issued your {name}. See, show and download it under “My licences”.")),
    "changed": _letter("changed", ("证照换了新版本：{name}", "A new version: {name}"),
                       ("{issuer}已更新{name}，旧的二维码会显示已被替换，请用新的。", "{issuer} has renewed your {name}. The old QR code now says that it was replaced; use the new one.")),
    "suspended": _letter("suspended", ("证照暂停使用：{name}", "Suspended: {name}"),
                         ("{issuer}已暂停{name}，理由见证照页面。", "{issuer} has suspended your {name}; the reason stands on its page.")),
    "resumed": _letter("resumed", ("证照恢复有效：{name}", "In force again: {name}"),
                       ("{issuer}已恢复{name}，可以照常使用。", "{issuer} has resumed your {name}; it may be used again.")),
    "ended": _letter("ended", ("证照终止：{name}（{ending}）", "Over: {name} ({ending})"),
                     ("{name}{ending}，理由和救济途径见证照页面。", "Your {name} is over: {ending}. Reasons and remedies stand on its page.")),
    "asked": _letter("asked", ("{issuer}想查看您的{name}", "{issuer} asks to see your {name}"),
                     ("{issuer}为办理一件事申请查看{name}，用途见证照页面，由您决定是否同意。", "{issuer} asks to see your {name} for one matter. Its purpose stands on the page of the licence; you decide.")),
}  # fmt: skip

declare(*HOLDER.values())
