"""The remarks on values that begin with ``&`` or ``*`` → the same, those in error that quote an anchor which stands in the file.

Knows no tree.  A ``*`` before a word is nearly always a 脱敏 or a mark of emphasis, and is read as text; where the same file has the
anchor, somebody meant YAML's alias, and its text would be printed in place of what it stands for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.message import say
from reportgen.problem import Code, Problem, TextPlace
from reportgen.regex import regex
from reportgen.yamltext.traps import Y16

Y09 = Code("Y09", "引用或合并了别处的内容", "<<: *甲", "把内容直接写在这里")

_ANCHOR = regex(r"&([^\s,\[\]{}]+)[ \t]*([^#\s,\[\]{}][^#,\[\]{}]*)?")
_ALIAS = regex(r"\*([^\s,\[\]{}]+)")


def aliases_told(problems: Sequence[Problem]) -> Iterator[Problem]:
    """The problems in their order; an alias whose anchor is told of is an error (Y09), with the line as it was meant."""
    anchors = dict(_anchors(problems))
    for problem in problems:
        place = problem.place
        found = _ALIAS.match(_at(place)) if problem.code == Y16 and isinstance(place, TextPlace) else None
        if found is None or found[1] not in anchors or not isinstance(place, TextPlace) or _merges(place):
            yield problem
        else:
            yield _told(place, found[0], anchors)


def _anchors(problems: Sequence[Problem]) -> Iterator[tuple[str, str]]:
    """The names of the anchors, each with what stands behind it on its line; nothing where that is no plain value."""
    for problem in problems:
        if problem.code == Y16 and isinstance(problem.place, TextPlace) and (found := _ANCHOR.match(_at(problem.place))):
            yield found[1], (found[2] or "").strip()


def _merges(place: TextPlace) -> bool:
    """Whether the alias belongs to a merge (``<<: *a``), which is told by itself."""
    return place.excerpt[: place.column - 1].split()[-1:] == ["<<:"]


def _at(place: TextPlace) -> str:
    return place.excerpt[place.column - 1 :]


def _told(place: TextPlace, alias: str, anchors: Mapping[str, str]) -> Problem:
    meant = anchors[alias[1:]]
    line = place.excerpt[: place.column - 1] + meant + place.excerpt[place.column - 1 + len(alias) :]
    hint = say("改成：{line}", line=line.strip()) if meant else say("把那里的内容直接写在这里")
    message = say("“{alias}”引用了“&{name}”处的内容，这里不能引用", alias=alias, name=alias[1:])
    return Problem(Y09, message, place=place, hint=hint)
