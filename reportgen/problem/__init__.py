"""Faults as values: what is wrong, where, how grave, and how to mend it.

Knows neither YAML nor Word nor reports.  Every stage returns what it could make together with its problems;
nothing below the command line prints.  A problem is a value so that all of them can be shown at once, sorted,
counted by department or written as JSON, and so that a test can compare them.

What only input files and forms need is imported when it is first asked for: ``places`` has the places in files of text,
and the mended line, ``cell_place`` those in tables; ``words`` is a problem as plain text in another language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any

from reportgen.catalogue import open_catalogue, translated
from reportgen.message import NOTHING, Message, Translate, say
from reportgen.value_object import ValueObject

if TYPE_CHECKING:
    from reportgen.problem.cell_place import CellPlace, column_letters
    from reportgen.problem.places import Place, Repair, TextPlace
    from reportgen.problem.words import Wording

_HOME = {"CellPlace": "cell_place", "column_letters": "cell_place", "Place": "places", "Repair": "places", "TextPlace": "places"}
"""The modules of the names that are imported late."""
__all__ = [
    "CellPlace", "Code", "Grade", "Place", "Problem", "Repair", "ReportError", "TextPlace", "WordPlace", "column_letters", "errors",
    "part_label",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    return found


class Grade(Enum):
    """How grave a problem is; the value is the word a clerk sees."""

    ERROR = "错误"
    WARNING = "提醒"
    NOTE = "说明"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WordPlace(ValueObject):
    """A place in a Word file, in the words of somebody who looks at the page.

    ``part`` is the zip name (``word/document.xml``); ``paragraph`` counts from 1 within the part, or within the cell
    when ``table``, ``row`` and ``cell`` (from 1, nested tables counted in reading order) are given; ``heading`` is
    the nearest heading before it; ``excerpt`` is the text around, the fault between ``【`` and ``】``; ``box`` says that it
    is in a text box, which is anchored in that paragraph.
    """

    part: str
    paragraph: int = 0
    table: int = 0
    row: int = 0
    cell: int = 0
    heading: str = ""
    excerpt: str = ""
    box: bool = False

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> Message:
        """The place as a clerk is told it."""
        around = part_label(self.part)
        if self.table:
            around = say(
                "{part}第{table}个表格第{row}行第{cell}格", part=around, table=self.table, row=self.row, cell=self.cell
            )
        if self.paragraph and self.box:
            around = say("{around}第{paragraph}段的文本框里", around=around, paragraph=self.paragraph)
        elif self.paragraph:
            around = say("{around}第{paragraph}段", around=around, paragraph=self.paragraph)
        return say("{place}（“{heading}”之下）", place=around, heading=self.heading) if self.heading else around

    def quoting(self, excerpt: str) -> WordPlace:
        """The same place with the text around a fault; ten thousand findings ask for it, and ``replace`` takes thrice as long."""
        return WordPlace(self.part, self.paragraph, self.table, self.row, self.cell, self.heading, excerpt, self.box)

    def quote(self) -> str:
        """The text around the fault."""
        return self.excerpt


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Problem(ValueObject):
    """One fault: a stable ``code``, a sentence, a grade, a place, and how to mend it.

    ``department`` is the 科室 in charge where it is known; ``also`` are further places that belong to the same fault.
    ``repair`` is the mended line, where what is wrong can be mended in one way only.  ``language`` is what it is told in,
    nothing for Chinese; two problems that differ in it alone are equal.
    """

    code: str
    message: Message
    grade: Grade = Grade.ERROR
    place: Place | None = None
    hint: Message = NOTHING
    department: str = ""
    also: tuple[Place, ...] = field(default=())
    repair: Repair | None = None
    language: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.spoken(self.words)

    @property
    def words(self) -> Message:
        """All of it in one sentence."""
        sentence = say("{place}：{sentence}", place=self.place.words, sentence=self.message) if self.place else self.message
        if self.hint:
            sentence = say("{sentence}（{hint}）", sentence=sentence, hint=self.hint)
        return say("[{code}] {sentence}", code=self.code, sentence=sentence)

    def in_language(self, translate: Translate) -> Wording:
        """All of it in the language of a catalogue: ``problem.in_language(catalogue.translate(problem.code))``."""
        from reportgen.problem.words import Wording

        return Wording(
            grade=translate(self.grade.value),
            place=self.place.words.translated(translate) if self.place else "",
            message=self.message.translated(translate),
            hint=self.hint.translated(translate),
            also=tuple(other.words.translated(translate) for other in self.also),
            words=self.words.translated(translate),
        )

    def told(self, language: str) -> Problem:
        """The same problem, its sentence and hint in another language, and all that is said of it from now on."""
        if language == self.language:
            return self
        return replace(
            self,
            message=translated(self.message, language, self.code),
            hint=translated(self.hint, language, self.code),
            language=language,
        )

    def spoken(self, sentence: Message) -> Message:
        """A sentence about this problem in the language that it is told in."""
        return translated(sentence, self.language, self.code)

    @property
    def grade_word(self) -> str:
        """Its grade in the language that it is told in."""
        return open_catalogue(self.language).translate()(self.grade.value)

    def as_data(self) -> dict[str, Any]:
        """The problem as plain data, for ``--json``; the place is given as its fields plus the sentence a clerk
        sees."""
        place = None
        if self.place is not None:
            words = self.spoken(self.place.words)
            place = {each.name: getattr(self.place, each.name) for each in fields(self.place)} | {"text": words}
        return {
            "code": self.code,
            "grade": self.grade_word,
            "message": self.message,
            "hint": self.hint,
            "department": self.department,
            "place": place,
            "also": [self.spoken(other.words) for other in self.also],
        }

    def regraded(self, grade: Grade) -> Problem:
        """The same problem with another grade."""
        return replace(self, grade=grade)


class Code(str):
    """A code, as it is printed (Y17), with what the documents say of it: its meaning, an example of what is wrong, and the same
    mended.  It stands beside the rule that finds the fault, once."""

    __slots__ = ("example", "meaning", "mend")
    meaning: str
    example: str
    mend: str

    def __new__(cls, name: str, meaning: str = "", example: str = "", mend: str = "") -> Code:
        made = super().__new__(cls, name)
        made.meaning, made.example, made.mend = meaning, example, mend
        return made

    def __getnewargs__(self) -> tuple[str, str, str, str]:  # type: ignore[override]
        """For ``pickle`` and ``copy``."""
        return str(self), self.meaning, self.example, self.mend


class ReportError(Exception):
    """Nothing can be made; carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[ReportError], tuple[tuple[Problem, ...]]]:
        return (type(self), (self.problems,))

    def told(self, language: str) -> ReportError:
        """The same in another language."""
        return type(self)(problem.told(language) for problem in self.problems)


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that forbid a final copy."""
    return tuple(problem for problem in problems if problem.grade is Grade.ERROR)


def part_label(name: str) -> Message:
    """What a clerk calls a part of a Word file: ``word/header2.xml`` → 页眉（header2）."""
    stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
    if stem == "document":
        return say("正文")
    for prefix, label in _PART_LABELS:
        if stem.startswith(prefix):
            return say("{label}（{part}）", label=label, part=stem)
    return say("{part}", part=name)


_PART_LABELS = (
    ("header", say("页眉")),
    ("footer", say("页脚")),
    ("footnotes", say("脚注")),
    ("endnotes", say("尾注")),
    ("comments", say("批注")),
    ("core", say("文档属性")),
    ("custom", say("自定义属性")),
    ("app", say("文档属性")),
    ("chart", say("图表")),
    ("data", say("图示")),
    ("drawing", say("图示")),
    ("document", say("链接")),
)
