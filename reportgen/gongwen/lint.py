"""A Word package → a verdict: the profile it was judged by, every finding, and the same folded into problems one can read.

Knows no rule by name.  A file typed by hand has the same fault in every paragraph; findings of one rule that say the same
become one problem with a count and the first places, and the whole list stays for those who mark the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.gongwen.document.kinds import UNOFFICIAL
from reportgen.gongwen.document.model import WordDocument
from reportgen.gongwen.document.open import open_document
from reportgen.gongwen.document.roles import with_roles
from reportgen.gongwen.rules import FOR_OTHERS, FOR_TEMPLATES, RULES
from reportgen.gongwen.rules.rule import Finding, Rule
from reportgen.message import Message, say
from reportgen.ooxml.package import Package
from reportgen.problem import Grade, Place, Problem

_PLACES = 4
_KINDS = 6
_MARKED = 10
"""A fault with more places than this is marked at its first place only, with the count: hundreds of equal comments help
nobody."""
_ORDER = {grade: number for number, grade in enumerate(Grade)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in a file: ``profile`` 汇报材料 or 公文, ``kind`` what ``document.kinds`` found, empty for an ordinary
    text; ``guessed`` if nobody gave the profile; ``every`` has one problem for
    each place, ``problems`` one for each fault, gravest first, with the number of places in the message."""

    profile: str
    kind: str
    guessed: bool
    every: tuple[Problem, ...]
    problems: tuple[Problem, ...]

    @property
    def unjudged(self) -> bool:
        """Whether the file was found to be no text of an office, so that its form was not asked after."""
        return self.guessed and self.kind in UNOFFICIAL

    @property
    def marks(self) -> tuple[Problem, ...]:
        """What to mark in the file: every place of a fault that has few, else its first."""
        groups = _grouped(self.every)
        return tuple(mark for group in groups for mark in (group if len(group) <= _MARKED else [_one(group)]))

    def count(self, grade: Grade) -> int:
        """How many faults of a grade, each counted once however often it occurs."""
        return sum(problem.grade is grade for problem in self.problems)


def lint(source: Path | bytes | Package, profile: str = "") -> Verdict:
    """Judges a Word file by all rules; ``profile`` empty lets the words decide.  Raises ``ReportError`` where the file
    cannot be read."""
    package = source if isinstance(source, Package) else Package.open(source)
    return judge(with_roles(open_document(package), profile), guessed=not profile)


def judge(document: WordDocument, *, guessed: bool = False) -> Verdict:
    """The verdict on a document whose roles are known; of an unfilled template only page, page number and fonts are judged,
    because a tag does not say what its paragraph will be; of what is no text of an office (a manual, a form) only what was left
    from work on it."""
    every: list[Problem] = []
    hints: dict[tuple[object, ...], Message] = {}
    rules = FOR_TEMPLATES if document.template else FOR_OTHERS if guessed and document.kind in UNOFFICIAL else RULES
    for each in rules:
        if each.profile in ("", document.profile):
            every += [_problem(each, finding, hints) for finding in each.check(document)]
    return Verdict(document.profile, document.kind, guessed, tuple(every), folded(every))


def folded(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Equal faults as one, gravest first; of a rule that says many different things only the first kinds are kept apart."""
    made = [_one(group) for group in _grouped(problems)]
    return tuple(sorted(made, key=lambda problem: _ORDER[problem.grade]))


def _grouped(problems: Iterable[Problem]) -> list[list[Problem]]:
    kinds: dict[tuple[str, str], dict[object, list[Problem]]] = {}
    groups: list[list[Problem]] = []
    for problem in problems:
        held = kinds.setdefault((problem.code, problem.grade.value), {})
        key = _mended(problem)
        if key not in held and len(held) >= _KINDS:
            key = next(reversed(held))
        elif key not in held:
            held[key] = []
            groups.append(held[key])
        held[key].append(problem)
    return groups


def _mended(problem: Problem) -> object:
    """What makes two findings of one rule one habit: that they are mended alike, whatever the sentence of each says."""
    return problem.hint.pattern, problem.hint.parameters


def _said(problem: Problem) -> tuple[object, ...]:
    """What makes two findings of one rule equal: the sentence and what stands for its names, in whatever language."""
    return problem.message.pattern, problem.message.parameters


def _one(group: list[Problem]) -> Problem:
    """The first problem of a group with the count, and the next places beside it."""
    first = group[0]
    if len(group) == 1:
        return first
    if len({_said(problem) for problem in group}) > 1:
        message = say("{finding}等（共 {count} 处）", finding=first.message, count=len(group))
    else:
        message = say("{finding}（共 {count} 处）", finding=first.message, count=len(group))
    return replace(first, message=message, also=tuple(replace(place, excerpt="") for place in _next_places(group)))


def _next_places(group: list[Problem]) -> list[Place]:
    """The first few places of a group that read otherwise than its first, which may have ten thousand."""
    seen = {str(group[0].place)}
    found: list[Place] = []
    for problem in group[1:]:
        if len(found) == _PLACES:
            break
        if problem.place is not None and str(problem.place) not in seen:
            seen.add(str(problem.place))
            found.append(problem.place)
    return found


def _problem(each: Rule, finding: Finding, hints: dict[tuple[object, ...], Message]) -> Problem:
    """A finding with the rule's own words; of ten thousand findings that are mended alike the sentence is made once."""
    key = (each.code, finding.hint.pattern, finding.hint.parameters)
    if key not in hints:
        hints[key] = _hint(each, finding.hint)
    return Problem(each.code, finding.message, finding.grade or each.grade, finding.place, hints[key])


def _hint(each: Rule, hint: Message) -> Message:
    if not hint:
        return say("依据：{clause}（{strength}）", clause=each.clause, strength=each.strength.value)
    return say("{hint}。依据：{clause}（{strength}）", hint=hint, clause=each.clause, strength=each.strength.value)
