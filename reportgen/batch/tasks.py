"""One piece of work as bytes → its finished file as bytes, with its problems; done in whatever process gets it.

Knows no folder: a worker may have no disk in common with the one who asked.  A task carries everything that its result
depends on, so its digest tells whether it has to be done again; templates and dictionaries are opened once a worker.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from reportgen import __version__
from reportgen.batch.workers import stoppable
from reportgen.draft import Kit
from reportgen.engine.render.printer import R04
from reportgen.engine.template import Template
from reportgen.message import say
from reportgen.problem import Code, Problem, ReportError, TextPlace
from reportgen.regex import regex
from reportgen.report.grades import Grades
from reportgen.storage import digest
from reportgen.storage.given import Given
from reportgen.yamltext.datafile import read_text

J05 = Code(
    "J05",
    "连不上集群的调度器，或集群里的程序版本不同",
    "地址写错，或有一台机器没有升级",
    "核对 tcp://10.0.0.5:8786，各台机器装同一版本",
)
J09 = Code(
    "J09",
    "批量清单里要打印的一格是空的",
    "“补贴”一列有一行没有填，模板写 {{ 补贴 }}元",
    '填上；可以空的，在模板里写 {{ 补贴|default("—") }}',
)
_WORD = regex(r"\w+")

_OPENED = 8
"""How many templates a worker keeps open."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A Word template to be filled with data; ``data`` is JSON text, ``name`` the stem of the file to write, ``empty`` the
    cells of the row that hold nothing."""

    number: int
    name: str
    template: bytes
    data: str
    place: str = ""
    empty: tuple[tuple[str, TextPlace], ...] = ()

    @property
    def digest(self) -> str:
        return _digest("fill", self.name, _sum(self.template), self.data, *(name for name, _ in self.empty))


@dataclass(frozen=True, slots=True)
class Year:
    """A text of a unit's year; ``unit`` is empty in a workspace of one, ``text`` for the usual kind."""

    number: int
    year: int
    unit: str
    template: bytes
    fields: Given
    inputs: tuple[Given, ...]
    last: tuple[Given, ...] = ()
    draft: bool = False
    problems: tuple[Problem, ...] = ()
    grades: Grades = field(default_factory=dict)
    text: str = ""

    @property
    def digest(self) -> str:
        groups = [[self.fields], self.inputs, self.last]
        named = [
            piece
            for group in groups
            for item in (*group, Given("", b""))
            for piece in (item.name.encode(), item.content)
        ]
        grades = "".join(
            f"{code}{grade.value if grade else say('关')}"
            for code, grade in sorted(self.grades.items())
        )
        return _digest("year", self.unit, f"{self.year} {self.draft} {grades}{self.text}", self.template, *named)


Task = Fill | Year


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: the file (empty when there is none), its title, how many figures it has, what is missing,
    what there is to say, and its trace; ``task`` and ``file`` are the digests of the task and of the
    file, taken by the worker so that the one who writes has less to do."""

    number: int
    package: bytes = b""
    title: str = ""
    figures: int = 0
    missing: int = 0
    problems: tuple[Problem, ...] = ()
    trace: Mapping[str, Any] = field(default_factory=dict)
    task: str = ""
    file: str = ""


def work(tasks: tuple[Task, ...], version: str) -> tuple[Outcome, ...]:
    """Does some tasks one after another; the faults of one never stop the others.

    A worker of another version would make other files than are asked for, and says so instead.
    """
    if version != __version__:
        fault = Problem(
            J05,
            say("集群里的程序是 {there} 版，这里是 {here} 版", there=__version__, here=version),
            hint=say("请把各台机器装成同一版本"),
        )
        return tuple(Outcome(task.number, problems=(fault,)) for task in tasks)
    with stoppable():
        return tuple(_done(task) for task in tasks)


def _done(task: Task) -> Outcome:
    try:
        return _filled(task) if isinstance(task, Fill) else _reported(task)
    except ReportError as error:
        return Outcome(task.number, problems=error.problems)


def _filled(task: Fill) -> Outcome:
    data, problems = read_text(task.data, task.place or task.name)
    template = _template(task.template)
    rendered = template.render(data | dict.fromkeys(name for name, _ in task.empty))
    told = (*problems, *_cells_named(task, template, rendered.problems))
    return Outcome(
        task.number, rendered.package, task.name, problems=told, task=task.digest, file=digest(rendered.package)
    )


def is_empty(value: object) -> bool:
    """Whether a cell holds nothing: what is not filled in is no text, and must not be printed as one."""
    return value is None or (isinstance(value, str) and not value.strip())


def _cells_named(task: Fill, template: Template, problems: tuple[Problem, ...]) -> Iterator[Problem]:
    """The problems, those of an empty value told of the cell of the list that is to be filled in, each cell once.

    Which cell it was is read from the tag; of one that calls it by another name every empty cell that the template asks for
    may be meant.
    """
    told: set[str] = set()
    asked = [(name, place) for name, place in task.empty if name in template.names]
    for problem in problems:
        if problem.code != R04 or not asked:
            yield problem
            continue
        around = str(getattr(problem.place, "excerpt", ""))
        words = set(_WORD.findall(around.partition("【")[2].rpartition("】")[0]))
        for name, place in [each for each in asked if each[0] in words] or asked:
            if name not in told:
                told.add(name)
                message = say("“{column}”一格是空的，而模板要打印它", column=name)
                yield Problem(J09, message, problem.grade, place, say('填上；可以空的，在模板里写 |default("—")'))


def _reported(task: Year) -> Outcome:
    kit = _kit(task.template, task.fields)
    year = kit.read(task.inputs, kit.read(task.last) if task.last else None)
    made = kit.make(year, draft=task.draft, grades=task.grades)
    missing = sum(made.missing.values())
    problems = (*task.problems, *made.problems)
    trace = made.trace.as_json()
    return Outcome(task.number, made.package, made.title, made.figures, missing, problems, trace, task.digest)


@lru_cache(_OPENED)
def _template(content: bytes) -> Template:
    return Template.open(content, language="zh")


@lru_cache(_OPENED)
def _kit(template: bytes, fields: Given) -> Kit:
    return Kit.open(template, fields)


@lru_cache(_OPENED)
def _sum(content: bytes) -> bytes:
    """Of a template, which thousands of tasks share."""
    return hashlib.sha256(content).digest()


def _digest(*pieces: str | bytes) -> str:
    """Over the pieces and where they end, and the program's version, since another may write another file."""
    made = hashlib.sha256(__version__.encode())
    for piece in pieces:
        content = piece.encode() if isinstance(piece, str) else piece
        made.update(len(content).to_bytes(8))
        made.update(content)
    return made.hexdigest()
