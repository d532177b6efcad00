"""Why is a text no condition? Every refusal with its stable code, in both languages."""

from __future__ import annotations

from typing import NoReturn

from gongban.kernel.conditions.terms import BadCondition
from gongban.kernel.words import Words

MOST_CHARACTERS = 20_000
MOST_CLAUSES = 300
MOST_LITERALS = 1_000
MOST_LEVELS = 16
MOST_SIGNS = 24
MOST_STEPS = 5

SENTENCES = {
    "empty": Words("条件是空的。", "the condition is empty."),
    "too_long": Words(f"条件超过 {MOST_CHARACTERS} 个字符，请拆成派生事实。", f"longer than {MOST_CHARACTERS} characters: split it into derived facts."),
    "too_many": Words(
        f"条件太多（最多 {MOST_CLAUSES} 条、{MOST_LITERALS} 个值），请拆成派生事实。",
        f"too many clauses (at most {MOST_CLAUSES}, with {MOST_LITERALS} values): split it into derived facts.",
    ),
    "too_deep": Words(
        f"括号或“NOT”套得太深（最多 {MOST_LEVELS} 层，算式最多 {MOST_SIGNS} 步，派生事实最多 {MOST_STEPS} 层），请拆成派生事实。",
        f"nested too deep (at most {MOST_LEVELS} levels, {MOST_SIGNS} signs of arithmetic, {MOST_STEPS} levels of derived facts): "
        "split it into derived facts.",
    ),
    "sign": Words("不能写“{what}”。", "“{what}” cannot stand in a condition."),
    "full_width": Words("“{what}”是全角符号，请换成半角。", "“{what}” is a full-width sign: type the half-width one."),
    "comment": Words("条件里不写注释。", "a condition holds no comments."),
    "syntax": Words("看不懂这里，请核对括号、AND、OR 是否写全。", "not understood: check brackets, AND and OR."),
    "unknown_fact": Words("没有“{what}”这个事实。", "there is no fact “{what}”."),
    "today": Words("今天写作事实“today”。", "write the fact “today” for the current date."),
    "unknown_function": Words("没有“{what}”这个函数，可用的有 {known}。", "there is no function “{what}”; there are {known}."),
    "arguments": Words("函数 {what} 的参数不对：{known}。", "wrong arguments for {what}: {known}."),
    "kinds": Words("“{left}”是{left_kind}，不能与{right_kind}这样比较或计算。", "“{left}” is {left_kind}: it cannot be compared or reckoned so with {right_kind}."),
    "order": Words("{kind}只能比较相等与不等，大小因系统而异。", "{kind} can only be compared for equality; engines order it differently."),
    "clause": Words("这里应是一个条件（例如 employees <= 300）。", "a condition is expected here (such as employees <= 300)."),
    "outside": Words("这种写法不在条件语言里，请用比较、IN、BETWEEN、LIKE、IS NULL。", "not part of the language: use comparisons, IN, BETWEEN, LIKE, IS NULL."),
    "value": Words("这里应是一个值或事实，不是条件。", "a value or a fact is expected here, not a condition."),
    "division": Words("不能用除法：各系统取整不同，请把乘法写到另一边（a * 3 >= b）。", "no division, engines round differently: multiply the other side (a * 3 >= b)."),
    "decimal": Words("只能写整数：金额以分为单位或写 yuan(12.50)，比例写万分数。", "whole numbers only: money in fen or as yuan(12.50), ratios in basis points."),
    "option": Words("“{fact}”没有“{what}”这个选项，可选的有 {known}。", "“{fact}” has no option “{what}”; there are {known}."),
    "date": Words("“{what}”不是日期，请写成 DATE '2026-01-31'（1800 至 2999 年）。", "“{what}” is no date: write DATE '2026-01-31' (years 1800 to 2999)."),
    "null": Words("NULL 只能写在 IS NULL、IS NOT NULL 里。", "NULL stands only in IS NULL and IS NOT NULL."),
    "null_of": Words("IS NULL 前面应是一个不是派生的事实。", "before IS NULL stands one fact that is not derived."),
    "no_fact": Words("这一条没有提到任何事实。", "this clause names no fact."),
    "list": Words("IN 的括号里只能写值。", "only values stand in the brackets of IN."),
    "cycle": Words("派生事实绕成了圈：{what}。", "derived facts go round in a circle: {what}."),
    "formula": Words("派生事实“{fact}”的算式：{what}", "the formula of the derived fact “{fact}”: {what}"),
    "result": Words("算式得出{right_kind}，而“{fact}”声明为{left_kind}。", "the formula yields {right_kind}, but “{fact}” is declared as {left_kind}."),
    "name": Words("“{what}”不能作事实的名字：小写字母开头，只有字母、数字、下划线，不是语言里的词。", "“{what}” cannot name a fact: small letters, digits and underscores, beginning with a letter, and no word of the language."),
    "twice": Words("事实“{what}”声明了两次。", "the fact “{what}” is declared twice."),
    "pattern": Words("LIKE 后面应是不含反斜线的文字，% 代表任意多个字，_ 代表一个字。", "after LIKE stands a text without a backslash; % is any text, _ one character."),
    "overflow": Words("这个算式可能超出能表示的范围，请给事实写明上下限（least、most）。", "this may grow beyond what can be reckoned: declare bounds (least, most) of the facts."),
}  # fmt: skip


def refuse(code: str, at: int = 0, **values: object) -> NoReturn:
    """Refuse with the sentence of a code; `at` counts from 1. What was written is cut, so that a sentence stays one."""
    zh, en = ({name: _said(value, language) for name, value in values.items()} for language in ("zh", "en"))
    sentence = SENTENCES[code]
    raise BadCondition(code, Words(sentence.zh.format(**zh), sentence.en.format(**en)), at)


def _said(value: object, language: str) -> str:
    return value.in_language(language) if isinstance(value, Words) else str(value)[:100]
