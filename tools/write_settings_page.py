"""Write docs/reference/settings.md from the table of settings, so that the two never differ."""

from pathlib import Path

from gongban.kernel.environment import TABLE

HEAD = """# 设置 · Settings

部署者通过环境变量设置实例；没有设置的用默认值。本页由 `make docs` 按代码写成。
A deployer sets an instance through environment variables; what is not set has its default. Written from the code by `make docs`.

| 名称 · name | 默认 · default | 用途 · what for |
|---|---|---|
"""


def settings_page() -> str:
    """The whole page as Markdown."""
    rows = [f"| `{one.name}` | {f'`{one.default}`' if one.default else '—'} | {one.words.zh}<br>{one.words.en} |" for one in TABLE]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    page = Path(__file__).parent.parent / "docs" / "reference" / "settings.md"
    page.write_text(settings_page(), encoding="utf-8")
