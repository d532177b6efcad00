"""A city folder: its YAML, GeoJSON and texts, each read once; faults are collected and told together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from gongban.kernel.city.entry import Entry
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BrokenCity(Refusal):
    """The folder has faults; `problems` has a Refusal for each, with file, line and reason."""

    def __init__(self, problems: list[Refusal]) -> None:
        super().__init__("city.broken", problems[0].words, field=problems[0].field)
        self.problems = problems


class CityFolder:
    """The folder of one city. Loaders read from it and collect what they find wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Refusal] = []
        if not (root / "city.yaml").is_file():
            raise _fault(str(root), "不是城市文件夹（没有 city.yaml）。", "is no city folder (it has no city.yaml).")

    def has(self, name: str) -> bool:
        """Whether the folder has a file of this name."""
        return (self.root / name).is_file()

    def names(self, pattern: str) -> list[str]:
        """Names of the files that fit a pattern such as rules/*.md, in order."""
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.glob(pattern) if path.is_file())

    def yaml(self, name: str) -> Entry:
        """The content of a YAML file; Refusal with file and line when it is none."""
        return _entry(self.text(name), name)

    def geojson(self, name: str) -> list[dict[str, Any]]:
        """The features of a GeoJSON file (WGS-84)."""
        try:
            content = json.loads(self.text(name))
            return list(content["features"])
        except json.JSONDecodeError as error:
            raise _fault(f"{name}:{error.lineno}", f"不是 JSON：{error.msg}。", f"is not JSON: {error.msg}.") from None
        except (KeyError, TypeError):
            raise _fault(name, "应是 GeoJSON 的 FeatureCollection。", "should be a GeoJSON FeatureCollection.") from None

    def line_of(self, name: str, mark: str) -> int:
        """The line in which a file first says `mark`: GeoJSON is read without its lines."""
        if not mark:
            return 1
        before, found, _ = self.text(name).partition(mark)
        return before.count("\n") + 1 if found else 1

    def text(self, name: str) -> str:
        """The text of a file."""
        try:
            return (self.root / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise _fault(name, "缺少这个文件。", "this file is missing.") from None
        except UnicodeDecodeError:
            raise _fault(name, "应以 UTF-8 编码保存。", "should be saved as UTF-8.") from None
        except OSError as error:
            raise _fault(name, f"无法读取（{error.strerror}）。", f"cannot be read ({error.strerror}).") from None

    def fault(self, name: str, zh: str, en: str, *, mark: str = "") -> Refusal:
        """A Refusal about a file that is no YAML, with the line in which `mark` stands."""
        return _fault(f"{name}:{self.line_of(name, mark)}", zh, en)

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Keep a Refusal of the block for later, so that one run names all faults of a folder."""
        try:
            yield
        except BrokenCity as broken:
            self.problems += [each for each in broken.problems if each not in self.problems]
        except Refusal as refusal:
            self.problems.append(refusal)

    def check(self) -> None:
        """Refuse the folder when faults were collected."""
        if self.problems:
            raise BrokenCity(self.problems)


def _fault(where: str, zh: str, en: str) -> Refusal:
    return Refusal("city.broken", Words(f"{where}：{zh}", f"{where}: {en}"), field=where)


def read_yaml(path: Path) -> Entry:
    """The content of a YAML file that stands by itself; Refusal with file and line when it is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise _fault(path.name, "没有这个文件。", "there is no such file.") from None
    except (UnicodeDecodeError, OSError):
        raise _fault(path.name, "无法读取，应是以 UTF-8 保存的文本。", "cannot be read; it should be text saved as UTF-8.") from None
    return _entry(text, path.name)


def _entry(text: str, name: str) -> Entry:
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _fault(f"{name}:{line}", f"格式不对：{error.problem}。", f"is not valid YAML: {error.problem}.") from None
    except yaml.YAMLError:
        raise _fault(name, "含有不允许的字符。", "holds characters that are not allowed.") from None
    if node is None:
        raise _fault(name, "文件是空的。", "the file is empty.")
    return Entry(node, name)
