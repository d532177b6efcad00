"""A condition clause by clause: what it asks, what is held, whether that is enough, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongban.kernel.conditions.evaluating import Given, decision, getter
from gongban.kernel.conditions.requiring import distance, far, predicate, requirement, upright
from gongban.kernel.conditions.terms import Sort, Truth
from gongban.kernel.conditions.tree import (
    Absent,
    Among,
    Between,
    Clause,
    Comparison,
    Derived,
    Group,
    Held,
    Holds,
    Like,
    Literal,
    Node,
    Term,
    facts_of,
    held_in,
)
from gongban.kernel.conditions.wording import NOT_KNOWN, filled, listed, said, style_of, term_words
from gongban.kernel.words import Words

TRUTH_WORDS = {Truth.YES: Words("符合", "met"), Truth.NO: Words("不符合", "not met"), Truth.UNKNOWN: Words("还不能判断", "not known yet")}
_EVERY, _ANY = Words("以下都要符合", "all of these"), Words("符合以下之一即可", "any one of these")
_INNER = Words("（{0}）", "({0})")
_NOT = Words("不属于“{0}”", "not “{0}”")
_IS, _TRUE, _MAKES = Words("{0} {1}", "{0}: {1}"), Words("{0}：{1}", "{0}: {1}"), Words("{0} = {1}", "{0} = {1}")
_SENTENCE = {
    (True, True): Words("{0}，{1}：{2}，{3}", "{0}; {1}: {2}, {3}"),
    (True, False): Words("{0}，{1}：{2}", "{0}; {1}: {2}"),
    (False, False): Words("{1}：{2}", "{1}: {2}"),
}


@dataclass(frozen=True)
class Line:
    """One clause, or a group with its parts.

    `asked` is what must hold, `held` what is known of it, `distance` by how much it is missed ("12 people too many"), `short` what
    must hold where `held` names the subject already, `facts` the names it hangs on. Groups and derived conditions carry their `parts`; `every` tells whether all of them are needed.
    """

    truth: Truth
    asked: Words
    held: Words | None = None
    distance: Words | None = None
    short: Words | None = None
    facts: tuple[str, ...] = ()
    parts: tuple[Line, ...] = ()
    every: bool = True
    plain: Words | None = None  # 是否类的条件说成一句话 · a yes-or-no clause as one says it: 卖酒, not 卖酒：是

    @property
    def words(self) -> Words:
        """The whole line: 职工 312 人，最多 300 人：不符合，多 12 人."""
        nothing = Words("", "")
        phrase = _SENTENCE[self.held is not None, self.distance is not None]
        return filled(phrase, self.held or nothing, self.short or self.asked, TRUTH_WORDS[self.truth], self.distance or nothing)

    @property
    def phrase(self) -> Words:
        """What is asked, groups and all, in one phrase: 营业面积多于 300 平方米，或者是连锁店."""
        if self.asked not in (_EVERY, _ANY):
            return self.plain or self.asked
        each = [filled(_INNER, part.phrase) if part.asked in (_EVERY, _ANY) else part.phrase for part in self.parts]
        chinese, english = ("，并且", " and ") if self.every else ("，或者", " or ")
        return Words(chinese.join(one.zh for one in each), english.join(one.en for one in each))

    def walk(self, level: int = 0) -> Iterator[tuple[int, Line]]:
        """This line and those below it, each with its level."""
        yield level, self
        for part in self.parts:
            yield from part.walk(level + 1)


def explain(node: Node, given: Given) -> Line:
    """The line of a tree, its parts below it."""
    truth = Truth.of(decision(node)(given))
    match node:
        case Group(every, parts):
            names = tuple(facts_of(node))
            return Line(truth, _EVERY if every else _ANY, facts=names, parts=tuple(explain(part, given) for part in parts), every=every)
        case Holds(fact, inner, wanted):
            asked = fact.words if wanted else filled(_NOT, fact.words)
            return Line(truth, asked, facts=tuple(facts_of(node)), parts=(explain(inner, given),))
    terms = _terms(node)
    held = listed(_named(term, given) for term in terms)
    short = predicate(node) if len(terms) == 1 else None
    return Line(truth, requirement(node), held, _distance(node, given, truth), short, tuple(facts_of(node)), plain=_plain(node))


def _plain(clause: Clause) -> Words | None:
    match clause:
        case Comparison(sign=sign, left=Held(fact), right=Literal(value)) if isinstance(value, bool):
            return fact.words if value is (sign == "=") else filled(_NOT, fact.words)
    return None


def _terms(clause: Clause) -> list[Term]:
    """The values that a clause compares, without what is written in it."""
    terms: list[Term]
    match clause:
        case Comparison():
            here = upright(clause)
            terms = [here.left, here.right]
        case Between(value, low, high):
            terms = [value, low, high]
        case Absent(fact):
            terms = [Held(fact)]
        case Among(value) | Like(value):
            terms = [value]
    return [term for term in terms if not isinstance(term, Literal)]


def _named(term: Term, given: Given) -> Words:
    plain = isinstance(term, Held | Derived) and term.sort is not Sort.BOOLEAN
    phrase = _IS if plain else _TRUE if term.sort is Sort.BOOLEAN else _MAKES
    return filled(phrase, term_words(term), _value(term, given))


def _value(term: Term, given: Given) -> Words:
    """A value in words; what hangs on a fact without a value has none, what hangs on one not asked yet is not known."""
    names = [fact.name for fact in held_in(term)]
    value = getter(term)(given)
    asked = value is None and any(name not in given for name in names) and all(given.get(name, 0) is not None for name in names)
    return NOT_KNOWN if asked else said(value, style_of(term))


def _distance(clause: Clause, given: Given, truth: Truth) -> Words | None:
    if truth is not Truth.NO:
        return None
    match clause:
        case Comparison():
            here = upright(clause)
            return _far_from(here.left, here.sign, here.right, given)
        case Between(value, low, high, True):
            return _far_from(value, "<=", high, given) or _far_from(value, ">=", low, given)
    return None


def _far_from(left: Term, sign: str, right: Term, given: Given) -> Words | None:
    value, limit = getter(left)(given), getter(right)(given)
    if left.sort not in (Sort.NUMBER, Sort.DATE) or value is None or limit is None:
        return None
    return far(distance(sign, value, limit), left.sort, style_of(left))
