"""A bundle asked by somebody: the joined guide over the declared facts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from gongban.design.bundles.rules.choosing import own_facts, way_name, ways_of
from gongban.design.bundles.rules.joining import Joining
from gongban.design.bundles.rules.states import Joined
from gongban.design.bundles.values import Bundled
from gongban.foundation.facts.public import About, Declaration, declarations, declared
from gongban.foundation.territory.public import calendar
from gongban.kernel.conditions import Given, Kind
from gongban.kernel.forms import Form
from gongban.kernel.words import Words

_NOTHING = Words("", "")
_WANTED = Words("要一起办吗？", "Do you want this as well?")


def ask_bundle(bundle: Bundled, known: Given, *, at: datetime, skipped: Collection[str] = ()) -> Joined:
    """Where the questions of a bundle stand for somebody, and the joined list as far as known.

    `known` holds facts by name, and what was chosen under the names of `own_declarations`; `skipped` are those that could not be answered.
    """
    askable = [name for name, each in declarations().items() if each.asked and name not in skipped]
    return _joining(bundle).ask(known, askable, start=at, calendar=calendar(), skipped=skipped)


def own_declarations(bundle: Bundled) -> dict[str, Declaration]:
    """The bundle's own questions by name: which optional parts are wanted, which way is taken."""
    names = {code: guide.name for code, guide in bundle.items.items()}
    asked = {way_name(choice): choice for choice in bundle.contents.choices if not choice.fact}
    found = {}
    for name, fact in own_facts(bundle.contents, names).items():
        question, hint = (asked[name].question, asked[name].hint) if fact.kind is Kind.CHOICE else (_WANTED, _NOTHING)
        found[name] = Declaration(fact, About.MATTER, question, hint, _NOTHING, personal=False, asked=True, seen_by=())
    return found


def question_of(bundle: Bundled, name: str) -> Declaration:
    """A question by the name of its fact; that of a choice is put in the bundle's own words."""
    own = own_declarations(bundle)
    if name in own:
        return own[name]
    plain = declarations()[name]
    choice = next((each for each in bundle.contents.choices if each.fact == name), None)
    if choice is None:
        return plain
    return Declaration(plain.fact, plain.about, choice.question, choice.hint, plain.source, plain.personal, plain.asked, plain.seen_by)


def ways_by_answer(bundle: Bundled, name: str) -> dict[str, str]:
    """For a question that chooses between ways: the part that each answer stands for; empty for others."""
    choice = next((each for each in bundle.contents.choices if way_name(each) == name), None)
    return {way.answer or way.code: way.code for way in ways_of(bundle.contents, choice)} if choice else {}


def form_of_bundle(bundled: Bundled) -> Form:
    """The one form of an application: `begin_form` of the catalogue fills it in, with the bundle's `given` and its choices among what is known."""
    return _joining(bundled).form


# 读条件要几十毫秒，同一版、同一天的事实声明，读一次就够 · reading the conditions takes some tens of milliseconds; once per version will do
_held: dict[tuple[object, ...], Joining] = {}
_MOST_HELD = 200


def _joining(bundle: Bundled) -> Joining:
    facts = declared()
    key = (bundle.version, id(facts), tuple(sorted((code, guide.version) for code, guide in bundle.items.items())))
    found = _held.get(key)
    if found is None or found.declared is not facts:
        if len(_held) >= _MOST_HELD:
            _held.clear()
        found = _held[key] = Joining(bundle.contents, bundle.items, facts)
    return found
