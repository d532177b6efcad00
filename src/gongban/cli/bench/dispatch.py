"""`gongban bench dispatch`: how often does what a city would learn from its closed cases sort a letter right?"""

from __future__ import annotations

import csv
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from gongban.cli.bench.report import JsonOption, WriteOption, tell
from gongban.kernel.errors import Refusal
from gongban.kernel.features import features_of
from gongban.kernel.fitting import learn
from gongban.kernel.learned import Model
from gongban.kernel.text import cut
from gongban.kernel.words import Words

KEYS = {
    "macro_f1": "各类 F1 的平均 · mean of the classes' F1",
    "accuracy": "判对的比例 · share that was right",
    "texts_per_s": "每秒处理器时间判几件，一件一件地判 · texts a second of processor time, one by one",
    "texts": "测试文件的件数 · texts of the test file",
    "copies": "其中训练文件里也有的 · of these, letters that stand in the training file too",
    "macro_f1_new": "去掉这些之后 · macro_f1 without them",
    "accuracy_new": "去掉这些之后 · accuracy without them",
    "learned_from": "训练文件的件数 · texts of the training file",
    "learning_s": "学习用的处理器秒数 · seconds of processor time to learn",
}
COPY = 0.5  # 两封信的词有一半相同，就算同一封 · two letters of which half the words are the same are one
RARE = 40  # words that stand in more letters find no copies

TrainOption = Annotated[Path, typer.Option("--train", exists=True, dir_okay=False, help="学习用的 CSV · CSV to learn from")]
TestOption = Annotated[Path, typer.Option("--test", exists=True, dir_okay=False, help="测试用的 CSV · CSV to try on")]


@dataclass(frozen=True)
class Letter:
    """A text and the class in which somebody put it."""

    text: str
    label: str


def add_to(bench: typer.Typer) -> None:
    """Join the commands."""
    bench.command(name="dispatch", epilog="例 · example:  gongban bench dispatch --train labelled.csv --test others.csv --json")(dispatch)


def dispatch(train: TrainOption, test: TestOption, json: JsonOption = False, write: WriteOption = None) -> None:
    """派单学得多准：两个 CSV，列为 label 加 tokens，或 label 加 title、detail（或 text）。

    How well dispatch is learned: two CSV files with the columns label and tokens, or label, title and detail (or text).
    """
    known, asked = letters(train), letters(test)
    if not asked:
        raise Refusal("bench.empty", Words(f"{test.name} 里没有信。", f"{test.name} holds no letters."))
    begun = time.process_time()
    model = learn([features_of(each.text) for each in known], [each.label for each in known])
    learning = time.process_time() - begun
    if model is None:
        raise Refusal("bench.labels", Words(f"{train.name} 的类别太少，学不了。", f"{train.name} holds too few labels to learn from."))
    _first(model, asked[0])  # 先热一次 · the first look-up prepares the names
    begun = time.process_time()
    said = [_first(model, each) for each in asked]
    figures = _figures(said, asked, copies(known, asked)) | {"texts_per_s": round(len(asked) / max(time.process_time() - begun, 1e-9))}
    figures |= {"learned_from": len(known), "learning_s": round(learning, 1)}
    tell("dispatch", KEYS, {key: figures[key] for key in KEYS}, json=json, write=write)


def letters(file: Path) -> list[Letter]:
    """The letters of a CSV file; Refusal when it has not the columns."""
    csv.field_size_limit(10**7)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = csv.DictReader(opened)
        columns = [name for name in ("tokens", "title", "detail", "text") if name in (rows.fieldnames or ())]
        if "label" not in (rows.fieldnames or ()) or not columns:
            words = Words(f"{file.name} 要有 label 列，和 tokens、title、detail、text 中至少一列。", f"{file.name} needs a column label, and at least one of tokens, title, detail, text.")
            raise Refusal("bench.columns", words)
        return [Letter("。".join(row[name] or "" for name in columns), row["label"]) for row in rows]


def copies(known: Sequence[Letter], asked: Sequence[Letter]) -> list[bool]:
    """Of each letter asked: does it stand among the known ones, perhaps with other words around it?"""
    sets = [frozenset(cut(each.text)) for each in known]
    places: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(sets):
        for word in words:
            places[word].append(place)
    vocabulary = places.keys()
    return [_stands_among(frozenset(cut(each.text)) & vocabulary, sets, places) for each in asked]


def _stands_among(words: frozenset[str], sets: Sequence[frozenset[str]], places: dict[str, list[int]]) -> bool:
    near = Counter(place for word in words if len(places[word]) <= RARE for place in places[word])
    return any(len(words & sets[place]) >= COPY * len(words | sets[place]) for place, _ in near.most_common(20))


def _first(model: Model, letter: Letter) -> str:
    guesses = model.guess(features_of(letter.text), 1)
    return guesses[0].code if guesses else ""


def _figures(said: Sequence[str], asked: Sequence[Letter], copied: Sequence[bool]) -> dict[str, float]:
    every = list(zip(said, (each.label for each in asked), strict=True))
    new = [pair for pair, copy in zip(every, copied, strict=True) if not copy]
    return {
        "macro_f1": macro_f1(every), "accuracy": _accuracy(every), "texts": len(every),
        "copies": sum(copied), "macro_f1_new": macro_f1(new), "accuracy_new": _accuracy(new),
    }  # fmt: skip


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean of F1 over the classes that were said or right; pairs of what was said and what is right.

    >>> macro_f1([("a", "a"), ("a", "b"), ("b", "b")])
    0.6667
    """
    said, right, both = Counter(one for one, _ in pairs), Counter(other for _, other in pairs), Counter(one for one, other in pairs if one == other)
    each = [2 * both[label] / (said[label] + right[label]) for label in said | right]
    return round(sum(each) / max(len(each), 1), 4)


def _accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    return round(sum(one == other for one, other in pairs) / max(len(pairs), 1), 4)
