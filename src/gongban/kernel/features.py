"""What does a text hold that can be learned from? Its characters and words, alone and in pairs, and how it begins.

Pure. The same for a sentence typed at a desk, a letter with its title in front, and text that somebody has cut into
words already: words that only join others are left out first, because whoever cuts texts leaves them out too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log

from gongban.kernel.text import cut

OPENING = 9  # words: a letter names its matter first
CHARACTERS, WORDS, BEGINS, AREA = "c", "w", "b", "@"
# 各类特征的分量，在只看训练信件的交叉验证里选定 · how much each kind weighs, chosen by cross-validation among letters learned from
WEIGHTS = {CHARACTERS: 1.0, WORDS: 1.0, BEGINS: 0.8, AREA: 0.6}
_JOINING_WORDS = """
将 不能 作为 有关 这样 但是 该 多次 就是 为什么 还是 不是 因为 如果 本人 关于 自己 由 任何 这些 通过 还有 此 因 开始 而且 用 由于 且 很多 为了 时候 内 只有 或者 按 同时
根据 经过 尽快 至 非常 所以 这么 甚至 结果 二 谁 并且 以及 才能 必须 按照 难道 不要 均 三 对于 看 为何 只是 如此 可是 望 可能 各种 近 本 如 拿 跟 经 如下 自 叫 那么
因此 其中 各 到底 一样 仍 只要 出来 极大 虽然 比 不了 不会 仅 然而 各位 带 像 不得 后来 何时 第 四 加上 起来 另外 即 不仅 有些 据 等等 既然 然后 竟然 如今 更加 别人 靠
一般 到处 每 随着 便 反而 居然 的话 不少 仍然 马上 首先 刚 哪 一切 一旦 其它 及其 这边 其实 五 于是 除了 否则 共 几乎 而是 哪个 则 不但 等到 仅仅 即使 另 那些 不再 从来
比如 么 若 从未 某些 自从 大概 除 哪些 怎样 之一 凭 别的 六 毫无 极 不得不 即将 极其 当然 自身 他人 据说 之久 故 将近 不然 尽早 使得 半 可见 基本 基本上 八 任 不过 就算
怎么样 亲自 很少 理应 不止 来看 究竟 从而 大约 那边 毕竟 简直 不如 尽管 本着 进来 极为 待 依照 替 鉴于 其次 各个 其余 绝对 例如 要么 前后 大多 差不多 综上所述 七 万一 基于
至于 与其 过于 而已 要是 再者 嘛 无论 随 更为 或是 而言 加以 当中 即便 从不 之类 再说 那样 岂 总之 何况 尽量 常常 毫不 加之 乃至 九 此外 或许 千万 以免 何 零 以便 从此
"""
_JOINING = frozenset(_JOINING_WORDS.split())

Features = Mapping[str, float]  # a feature with the mark of its kind, and how much it stands out in the text


def features_of(text: str, areas: Sequence[str] = ()) -> Features:
    """Every feature of a text, and the codes of the areas in which its place lies.

    >>> sorted(features_of("的路灯坏了"))[:3]
    ['b坏', 'b灯', 'b灯坏']
    """
    said = [word for word in cut(text) if word not in _JOINING and not _single_sign(word)]
    kinds = {
        CHARACTERS: _grams("".join(said)), WORDS: [*said, *(f"{one} {next_}" for one, next_ in pairwise(said))],
        BEGINS: _grams("".join(said[:OPENING])), AREA: areas,
    }  # fmt: skip
    return {mark + each: 1 + log(times) for mark, found in kinds.items() for each, times in Counter(found).items()}


def _grams(text: str) -> Iterable[str]:
    return [*text, *map("".join, pairwise(text))]


def _single_sign(word: str) -> bool:
    """A lone letter or digit: the 3 of 3 楼 or the A of A 市."""
    return len(word) == 1 and word.isascii()
