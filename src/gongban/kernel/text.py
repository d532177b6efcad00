"""How is Chinese (and English) text made comparable? One folding, one way to cut words, for search, suggestion and duplicates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import rjieba

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(rf"[{_HAN}]+|[0-9a-z]+")
_HAN_RUN = re.compile(rf"[{_HAN}]+")
_MASKS = re.compile(r"[*＊xX]{2,}")
# 哪封来信都有的话：不说明事情是什么 · what stands in every letter says nothing about the matter
_POLITE = re.compile(
    r"你好|您好|尊敬的?|领导|谢谢|感谢|麻烦|希望|请求|恳请|烦请|尽快|有关部门|相关部门|政府|帮忙|处理一下|解决一下|反映一下|我想反映|我要反映|反映"
    r"|来电人|市民|群众|居民|表示|咨询|请问|想问|问一下|是否|怎么办|怎么|如何|为什么|什么时候|哪里|多少"
)
_EMPTY_WORDS = """
的 了 是 在 我 你 您 他 她 它 们 我们 你们 他们 有 和 与 及 就 都 也 还 又 很 太 不 没 没有 要 请 吗 呢 吧 啊 呀 把 被 给 对 从 到 向 这 那 这个 那个 这里 那里
一 一个 一下 上 下 里 去 来 说 会 能 可以 可 但 而 并 或 等 为 以 于 之 其 其他 人 人们 大家 年 月 日 天 点 号 个 次 着 过 地 得 让 做 最 多 再 才 只 更
现在 目前 已经 一直 经常 问题 情况 请问 希望 解决 处理 部门 怎么 怎么办 什么 多少 如何 是否 有没有 可不可以 能不能
the a an of to in on at is are was were be and or for with my our your it this that i we you there please how do does what can
"""
_STOP = frozenset(_EMPTY_WORDS.split())


def fold(text: str) -> str:
    """The text in one form: full-width to half-width, small letters, no masks, single blanks.

    >>> fold("ＡＴＭ　坏了！")
    'atm 坏了!'
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    return " ".join(_MASKS.sub(" ", plain).split())


def runs(text: str) -> list[str]:
    """The stretches of Chinese characters, and of letters or digits, in order.

    >>> runs("K8路公交，甩站")
    ['k8', '路公交', '甩站']
    """
    return _RUN.findall(fold(text))


def words(text: str) -> list[str]:
    """Every word that a dictionary finds, in order, overlapping ones too, without words that say nothing.

    A single best cut would hide words: of 路灯不亮 it makes 路 and 灯不亮.

    >>> words("小区门口的路灯不亮")
    ['小区', '门口', '路灯', '灯不亮']
    """
    found: list[str] = []
    for run in runs(text):
        found.extend(rjieba.cut_all(run) if _HAN_RUN.match(run) else [run])
    telling = [word for word in found if len(word) > 1 and word not in _STOP]
    return telling or [word for word in found if word not in _STOP]


def cut(text: str) -> list[str]:
    """The one likeliest cut into words, in order, nothing overlapping, words that say nothing left out.

    >>> cut("小区门口的垃圾没人清运")
    ['小区', '门口', '垃圾', '清运']
    """
    return [word for run in runs(text) for word in (rjieba.cut(run) if _HAN_RUN.match(run) else [run]) if word not in _STOP]


def best_cut(run: str) -> list[str]:
    """A stretch of Chinese characters cut the one likeliest way, nothing left out: what no dictionary knows falls into single characters.

    >>> best_cut("补办结昏证")
    ['补办', '结', '昏', '证']
    """
    return list(rjieba.cut(run, False))  # 不猜新词：猜出来的“结昏”就看不出是错字了 · guessed words would hide misspelled ones


def pieces(text: str) -> list[str]:
    """Every single character and every pair of neighbours in order, and words of letters and digits whole.

    They make a word of one or two characters findable wherever a dictionary would have cut.

    >>> pieces("修路灯 b2")
    ['修', '修路', '路', '路灯', '灯', 'b2']
    """
    found: list[str] = []
    for run in runs(text):
        if not _HAN_RUN.match(run):
            found.append(run)
            continue
        for place, sign in enumerate(run):
            found.append(sign)
            if place + 1 < len(run):
                found.append(run[place : place + 2])
    return found


def matter_of(text: str) -> str:
    """The text without courtesies, so that two people's words about one thing come closer."""
    return _POLITE.sub(" ", fold(text))


def shingles(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters and whole foreign words of what the text is about: its fingerprint as a set."""
    found: set[str] = set()
    for run in runs(matter_of(text)):
        if not _HAN_RUN.match(run) or len(run) == 1:
            found.add(run)
        else:
            found.update(run[place : place + 2] for place in range(len(run) - 1))
    return frozenset(found)


def alike(one: Iterable[str], other: Iterable[str]) -> float:
    """How much two sets share, 0 to 1: the mean of the shared part of both and of the smaller one."""
    left, right = frozenset(one), frozenset(other)
    shared = len(left & right)
    if not shared:
        return 0.0
    return (shared / len(left | right) + shared / min(len(left), len(right))) / 2


@lru_cache(maxsize=4096)
def pinyin(text: str) -> tuple[str, str]:
    """Whole pinyin and its initials without tones or blanks; letters stay.

    >>> pinyin("路灯")
    ('ludeng', 'ld')
    """
    from pypinyin import Style, lazy_pinyin

    whole = lazy_pinyin(fold(text))
    initials = lazy_pinyin(fold(text), style=Style.FIRST_LETTER)
    return _letters(whole), _letters(initials)


def _letters(parts: Iterable[str]) -> str:
    return "".join(sign for sign in "".join(parts) if sign.isascii() and sign.isalnum())
