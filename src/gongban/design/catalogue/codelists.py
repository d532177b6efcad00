"""The code lists of the standard as data: what a code means, and which code a word stands for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongban.kernel.city import Entry, read_yaml
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words


@dataclass(frozen=True)
class CodeList:
    """One list: its codes with their words in the standard's order; `more` are beginnings that a province may extend."""

    name: str
    codes: dict[str, Words]
    more: tuple[str, ...] = ()

    def knows(self, code: str) -> bool:
        """Whether a code is on the list, or is one that a province may have added: two digits with an open beginning."""
        return code in self.codes or (len(code) == 2 and code.isdecimal() and code.startswith(self.more or ("-",)))

    def words(self, code: str) -> Words:
        """What a code means; the bare code for one that a province added."""
        return self.codes.get(code) or Words(code, code)

    def code_of(self, said: str) -> str | None:
        """The code for a code or a word in either language, None for anything else.

        >>> code_list("types").code_of("行政许可"), code_list("types").code_of("01"), code_list("types").code_of("魔法")
        ('01', '01', None)
        """
        if self.knows(said):
            return said
        return next((code for code, words in self.codes.items() if said in (words.zh, words.en)), None)


def code_list(name: str) -> CodeList:
    """A list by name (types, levels, objects ...); NotFound where there is none."""
    found = code_lists().get(name)
    if found is None:
        raise NotFound("codes.unknown", Words(f"没有名为 {name} 的代码表。", f"There is no code list {name}."))
    return found


@cache
def code_lists() -> dict[str, CodeList]:
    """Every list of the standard."""
    return {name: _list(name, entry) for name, entry in read_yaml(Path(__file__).with_name("codelists.yaml")).items()}


def _list(name: str, entry: Entry) -> CodeList:
    return CodeList(name, {code: words.as_words() for code, words in entry["codes"].items()}, tuple(entry.texts("more")))
