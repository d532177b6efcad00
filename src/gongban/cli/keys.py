"""`gongban rotate-keys`: new keys, and every encrypted column written anew with them."""

from __future__ import annotations

from rich.progress import Progress

from gongban.cli import saying


def rotate() -> None:
    """Rotate with a progress bar; a run that was cut short is resumed."""
    import gongban.delivery.cases.public
    import gongban.delivery.licences.public  # noqa: F401 - likewise
    from gongban.foundation.keys import forget_keys
    from gongban.foundation.renewal import rotate_keys

    with Progress(console=saying.out) as bar:
        task = bar.add_task("重新加密 · encrypting anew", total=None)
        renewed, resumed = rotate_keys(lambda done, total: bar.update(task, completed=done, total=total))
    forget_keys()
    if resumed:
        saying.step(f"接着上次没做完的，重新加密了 {renewed} 项，没有再换密钥", f"went on where the last run stopped: {renewed} values renewed, no further keys made")
    else:
        saying.step(f"已换新密钥，重新加密了 {renewed} 项；旧密钥请继续保存", f"new keys made, {renewed} values encrypted anew; keep the old keys too")
