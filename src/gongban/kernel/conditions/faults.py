"""What is wrong with the conditions of an item before it is published: each fault with its part, its place and a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongban.kernel.conditions.condition import Condition
from gongban.kernel.conditions.declared import Facts
from gongban.kernel.conditions.evaluating import Given
from gongban.kernel.conditions.questions import Guide, Part, TooMany, completions_of
from gongban.kernel.conditions.terms import BadCondition
from gongban.kernel.conditions.tree import clauses, facts_of
from gongban.kernel.words import Words

NEVER = Words("没有任何回答会用到它：条件永远不成立。", "No answers can ever ask for it: its condition never holds.")
UNREACHABLE = Words("“{0}”问不到：怎样回答都不会改变清单，请删去或改条件。", "“{0}” can never be reached: no answer changes the list. Leave it out or mend the condition.")
NOT_NAMED = Words("没有一个条件用到“{0}”，请删去这个问题。", "No condition names “{0}”: leave this question out.")
NOT_DECLARED = Words("没有“{0}”这个事实。", "There is no fact “{0}”.")


@dataclass(frozen=True)
class Fault:
    """One fault: its stable code, the part (or question) it is about, the character in its text (0: the whole), and the sentence."""

    code: str
    key: str
    at: int
    words: Words


def faults_in(
    parts: Iterable[tuple[str, str]], facts: Facts, *, askable: Sequence[str], known: Given, questions: Iterable[str] = ()
) -> list[Fault]:
    """The faults of an item's conditional parts (key and condition text), in the order given; none when it may be published.

    `known` holds what is known without asking (today). `questions` are facts that the editor wants to be asked besides.
    """
    read, found = dict[str, list[Condition]](), []
    for key, text in parts:
        try:
            read.setdefault(key, []).append(facts.condition(text))
        except BadCondition as fault:
            found.append(Fault(fault.code, key, fault.at, fault.words))
    guide = Guide([(key, condition) for key, conditions in read.items() for condition in conditions], askable)
    found += [Fault("condition.never", key, 0, NEVER) for key in _never(guide, known)]
    return found + list(_of_questions(guide, facts, known, questions))


def _never(guide: Guide, known: Given) -> Iterator[str]:
    """Parts that no answers can ask for, as far as that can be told by the finite set of values that matter."""
    for part in guide.parts:
        try:
            possible = _joins_facts(part, known) or any(part.decide(given) is not False for given in completions_of(part, known, guide.askable))
        except TooMany:
            possible = True
        if not possible:
            yield part.key


def _joins_facts(part: Part, known: Given) -> bool:
    """Whether a clause compares facts that are not known with each other: trying values one by one would prove nothing."""
    return any(len(facts_of(clause).keys() - known.keys()) > 1 for clause in clauses(part.node))


def _of_questions(guide: Guide, facts: Facts, known: Given, questions: Iterable[str]) -> Iterator[Fault]:
    named: Mapping[str, object] = {name: None for part in guide.parts for name in part.facts}
    for name in dict.fromkeys([*named, *questions]):
        if name not in facts:
            yield _about(name, "condition.unknown_fact", NOT_DECLARED, name, name)
        elif name not in named:
            yield _about(name, "condition.not_named", NOT_NAMED, facts[name].words.zh, facts[name].words.en)
        elif name in guide.askable and name not in known and not guide.matters(name, known):
            yield _about(name, "condition.unreachable", UNREACHABLE, facts[name].words.zh, facts[name].words.en)


def _about(name: str, code: str, words: Words, zh: str, en: str) -> Fault:
    return Fault(code, name, 0, Words(words.zh.format(zh), words.en.format(en)))
