"""Which signs does the text consist of? Whatever is outside the language is refused here, with its place, before parsing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from sqlglot.errors import TokenError
from sqlglot.parser import Parser
from sqlglot.tokens import Token, Tokenizer, TokenType

from gongban.kernel.conditions.refusals import (
    MOST_CHARACTERS,
    MOST_CLAUSES,
    MOST_LEVELS,
    MOST_LITERALS,
    MOST_SIGNS,
    refuse,
)

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}", re.ASCII)
FUNCTION_PREFIX = "fn__"
_T = TokenType
_COMPARISONS = {_T.EQ, _T.NEQ, _T.LT, _T.LTE, _T.GT, _T.GTE, _T.LIKE, _T.IN, _T.BETWEEN, _T.IS}
_SIGNS = {_T.PLUS, _T.DASH, _T.STAR}
_LITERALS = {_T.STRING, _T.NUMBER}
_WORDS = {_T.AND, _T.OR, _T.NOT, _T.NULL, _T.TRUE, _T.FALSE, _T.L_PAREN, _T.R_PAREN, _T.COMMA}
_ALLOWED = _COMPARISONS | _SIGNS | _LITERALS | _WORDS
_DIVISIONS = {_T.SLASH, _T.MOD, _T.DIV}
# sqlglot 见到这些词不看后面有没有括号 · sqlglot gives these words a meaning even without brackets
_OPENERS = frozenset(Parser.NO_PAREN_FUNCTION_PARSERS)
_QUOTED = re.compile(r"'(?:[^']|'')*'")
_MARKS = re.compile(r"[“”‘’，。；！？（）＝＜＞《》、]")


def read(text: str, functions: Collection[str]) -> list[Token]:
    """The tokens of a text, every word that is no keyword of the language as a plain name; limits kept."""
    if not text.strip():
        refuse("empty")
    if len(text) > MOST_CHARACTERS:
        refuse("too_long")
    _plain(text)
    found = _tokens(text)
    tokens = [_allowed(token, following, functions) for token, following in zip(found, [*found[1:], None], strict=True)]
    _within_limits(tokens)
    return tokens


def _tokens(text: str) -> list[Token]:
    try:
        found = Tokenizer().tokenize(text)
    except TokenError:
        refuse("syntax", len(text))
    return found or refuse("comment", 1)


def _plain(text: str) -> None:
    """Refuse characters that engines cannot hold, and signs of a Chinese keyboard outside quoted texts."""
    for place, sign in enumerate(text, 1):
        if sign not in "\t\n\r" and unicodedata.category(sign) in ("Cc", "Cs", "Cf", "Zl", "Zp"):
            refuse("sign", place, what=f"U+{ord(sign):04X}")
    outside = _QUOTED.sub(lambda found: " " * len(found[0]), text)
    if found := _MARKS.search(outside):
        refuse("full_width", found.start() + 1, what=found[0])


def _allowed(token: Token, following: Token | None, functions: Collection[str]) -> Token:
    at = token.start + 1
    if token.comments:
        refuse("comment", at)
    if token.token_type in _DIVISIONS:
        refuse("division", at)
    if (token.token_type in _ALLOWED and token.text != "==") or _opens_date(token, following):
        return token
    name = token.text.lower()
    if token.token_type is _T.IDENTIFIER or not NAME.fullmatch(name) or name.upper() in _OPENERS:
        refuse("sign", at, what=token.text)
    if name.startswith("current_"):
        refuse("today", at)
    if following is not None and following.token_type is _T.L_PAREN:
        if name not in functions:
            refuse("unknown_function", at, what=name, known=", ".join(sorted(functions)))
        # 换个名字，解析器就不按它自己的函数来理解 · under another name the parser applies no meaning of its own
        name = FUNCTION_PREFIX + name
    return Token(_T.VAR, name, token.line, token.col, token.start, token.end)


def _opens_date(token: Token, following: Token | None) -> bool:
    return token.token_type is _T.DATE and following is not None and following.token_type is _T.STRING


def _within_limits(tokens: list[Token]) -> None:
    kinds = [token.token_type for token in tokens]
    if sum(kind in _COMPARISONS for kind in kinds) + sum(kind in (_T.AND, _T.OR) for kind in kinds) > 2 * MOST_CLAUSES:
        refuse("too_many")
    if sum(kind in _LITERALS for kind in kinds) > MOST_LITERALS:
        refuse("too_many")
    if sum(kind in _SIGNS for kind in kinds) > MOST_SIGNS:
        refuse("too_deep")
    level = prefixes = 0
    for token in tokens:
        level += (token.token_type is _T.L_PAREN) - (token.token_type is _T.R_PAREN)
        prefixes = prefixes + 1 if token.token_type is _T.NOT else 0
        if level + prefixes > MOST_LEVELS:
            refuse("too_deep", token.start + 1)
