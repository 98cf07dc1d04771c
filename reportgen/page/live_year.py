"""A workspace's year as it is on the disk at each moment → its session, and the same after steps, undo or redo were written.

Knows no server and draws nothing.  A ``Moment`` is frozen; ``LiveYear`` is the one place of this room that holds something that
changes, which moment is the last, since tabs ask again and again and must be answered by the same one.  What reads the disk or
writes is asked under one lock within the process; between processes the workspace's own lock and the journal see to it.  What is
only tried is made of a moment and needs no lock, so that somebody who types never waits for a whole draft.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.draft import Kit
from reportgen.dry_run import Glimpse, looked, read_typed
from reportgen.message import Message, say
from reportgen.page.steps import Clash, FigureStep, PageStep, Stepped, make_steps, place_of, told_clash
from reportgen.problem import Problem, ReportError, errors
from reportgen.report.model.grammar import KeyRole
from reportgen.session import Session
from reportgen.storage.given import Given, places_named
from reportgen.workspace.changes import next_change, none_to_take_back, taken_back, write_inputs
from reportgen.workspace.journal import Direction, LoggedChange
from reportgen.workspace.locate import Job, Workspace
from reportgen.workspace.meanwhile import W33
from reportgen.yamltext import Scalar

_TRIES = 5
"""How often a step is made anew on files that somebody saved just before it was written."""

Stamps = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """The year at one moment: ``number`` grows with each change, ``job`` is what lies on the disk (none while that cannot be
    told), ``told`` what there is to say beside the session's own problems."""

    number: int
    session: Session
    job: Job | None = None
    told: tuple[Problem, ...] = ()
    undo: LoggedChange | None = None
    redo: LoggedChange | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self.told, *self.session.problems) if self.job is not None else self.told

    @property
    def is_current(self) -> bool:
        """Whether the pages are those of the files as they are now."""
        return self.job is not None and self.session.is_current


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of steps: the moment after them, what could not be made, and of which step that is told."""

    moment: Moment
    problems: tuple[Problem, ...] = ()
    clashes: tuple[Clash, ...] = ()
    written: tuple[PageStep, ...] = ()
    refused: tuple[tuple[PageStep, Problem], ...] = ()


@dataclass(slots=True, eq=False)
class LiveYear:
    """The last moment of a text of a year (``text`` empty: the usual one), and what makes the next one."""

    root: Path
    year: int
    unit: str = ""
    text: str = ""
    _moment: Moment | None = None
    _stamps: Stamps = ()
    _files: Stamps = ()
    _changes: tuple[object, LoggedChange | None, LoggedChange | None] = ((), None, None)
    _kit: tuple[tuple[str, str], Kit] | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def workspace(self) -> Workspace:
        """Opened anew each time, since ``reportgen.yaml`` may change as well."""
        return Workspace.open(self.root)

    def now(self) -> Moment:
        """The year as it is on the disk; the same moment as before where nothing has changed."""
        with self._lock:
            if self._moment is None or self._stamped() != self._stamps:
                return self._fresh()
            return self._moment

    def tried(self, steps: Sequence[PageStep], goes_on: Callable[[], None] = lambda: None) -> Answer:
        """What the year would be with steps that are not written: for somebody who has stopped typing for a moment.  ``goes_on`` is
        called between the steps of the work, and may end it."""
        moment = self.now()
        year, job = moment.session.year, moment.job
        if year is None or job is None:
            return Answer(moment)
        made = make_steps(year, moment.session.kit.dictionary, steps)
        goes_on()
        session = moment.session.update(made.inputs, job.last, grades=job.grades, goes_on=goes_on)
        return Answer(Moment(moment.number, session, job, moment.told, moment.undo, moment.redo), made.problems, made.clashes)

    def glimpsed(self, steps: Sequence[PageStep]) -> tuple[Moment, Glimpse | None]:
        """What the pages alone would be, for somebody who is typing; nothing where no draft could be made."""
        moment = self.now()
        session, year = moment.session, moment.session.year
        if year is None or moment.job is None:
            return moment, None
        made = make_steps(year, session.kit.dictionary, steps, near=True)
        return moment, looked(session.kit, read_typed(session.kit, made.inputs, session.last, year))

    def write(self, steps: Sequence[PageStep]) -> Answer:
        """Writes steps into the files; on files that somebody saves in between they are made once more."""
        with self._lock:
            faults: tuple[Problem, ...] = ()
            for _ in range(_TRIES):
                moment = self._fresh()
                if moment.job is None or moment.session.year is None:
                    return Answer(moment, errors(moment.told))
                made = make_steps(moment.session.year, moment.session.kit.dictionary, steps)
                named, places = self._named(made, moment), tuple(sorted(map(place_of, made.done)))
                _, faults = write_inputs(self.workspace, named, moment.job.inputs, made.inputs, typed=places)
                if not any(fault.code == W33 for fault in faults):
                    break
            told = tuple(told_clash(clash, _labels(moment)) for clash in made.clashes)
            return Answer(self._fresh(), (*faults, *made.problems, *told), made.clashes, () if faults else made.done, made.refused)

    def take_back(self, direction: Direction) -> Answer:
        """The last change of the inputs taken back, whoever made it, or made again: the same as ``reportgen undo``."""
        with self._lock:
            change = next_change(self.workspace, direction)
            faults = taken_back(self.workspace, change, direction) if change else (none_to_take_back(direction),)
            return Answer(self._fresh(), faults)

    def _named(self, made: Stepped, moment: Moment) -> Message:
        """How the change is called where it is taken back."""
        labels = _labels(moment)
        figures = tuple(dict.fromkeys(labels.get(step.path, step.path[-1]) for step in made.done if isinstance(step, FigureStep)))
        if len(figures) > 3:
            return say("页面：{figures} 等 {count} 项", figures=figures[:3], count=len(figures))
        return say("页面：{figures}", figures=figures) if figures else say("页面：改 {count} 处文字", count=len(made.done))

    def _fresh(self) -> Moment:
        """Read from the disk, whatever the stamps say: two writes may fall into one tick of the clock."""
        stamps, files = self._stamped(), _attached(self._moment)
        is_other = files != self._files
        self._moment = self._read(self._moment, is_other)
        known = {each[0]: each for each in files}  # a file that is saved after it was stamped is read once more
        self._files = tuple(known.get(each[0], each) for each in _attached(self._moment))
        self._stamps = (*stamps[: len(stamps) - len(files)], *self._files)
        return self._moment

    def _read(self, before: Moment | None, files_changed: bool = False) -> Moment:
        number = before.number + 1 if before else 1
        try:
            workspace = self.workspace
            job = workspace.job(self.year, self.unit, kind=self.text)
            session = self._session(job, before, files_changed)
        except ReportError as error:
            if before is None:
                raise
            return Moment(number, before.session, None, error.problems)
        undo, redo = self._taken(workspace)
        if before is not None and before.job == job and session is before.session:
            return Moment(before.number, session, job, before.told, undo, redo)
        return Moment(number, session, job, (*workspace.problems, *job.problems), undo, redo)

    def _taken(self, workspace: Workspace) -> tuple[LoggedChange | None, LoggedChange | None]:
        """What can be taken back and made again; the journal is read only where it has changed."""
        folder = workspace.journal.folder
        names = tuple(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else ()
        if self._changes[0] != names:
            self._changes = (names, next_change(workspace, Direction.UNDO), next_change(workspace, Direction.REDO))
        return self._changes[1:]

    def _session(self, job: Job, before: Moment | None, files_changed: bool) -> Session:
        key = (job.template.digest, job.fields.digest)
        if self._kit is None or self._kit[0] != key:
            self._kit = (key, Kit.open(job.template.content, job.fields))
            return Session(self._kit[1]).update(job.inputs, job.last, grades=job.grades)
        if before is None:
            return Session(self._kit[1]).update(job.inputs, job.last, grades=job.grades)
        if before.job == job and not files_changed:
            return before.session
        return before.session.update(job.inputs, job.last, grades=job.grades)

    def _stamped(self) -> Stamps:
        """Sizes and times of everything that the year is made from, and of the journal."""
        inputs, templates = self.root / "inputs" / self.unit, self.root / "templates"
        names = (f"{self.year}.*", f"{self.year}/*", f"{self.year - 1}.*", f"{self.year - 1}/*")
        found = [self.root / "reportgen.yaml", *(path for name in names for path in sorted(inputs.glob(name)))]
        found += [*sorted(templates.glob("*/*")), self.root / "output" / ".reportgen" / "undo"]
        return (*(_stamp(path) for path in found), *_attached(self._moment))


def _attached(moment: Moment | None) -> Stamps:
    """Of the pictures and tables that the year names, there or not."""
    year = moment.session.year if moment else None
    if year is None:
        return ()
    nodes = (each.option(KeyRole.FILE) for each in year.report.outline.blocks())
    named = dict.fromkeys((node.text.strip(), node.place().file) for node in nodes if isinstance(node, Scalar))
    by = {item.name: item for item in year.inputs}
    return tuple(_stamp(path) for name, file in named if name and file in by for path in places_named(name, by[file]))


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        known = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), known.st_mtime_ns, known.st_size


def _labels(moment: Moment) -> dict[tuple[str, ...], str]:
    year = moment.session.year
    known = {path: made.label for path, made in moment.session.kit.dictionary.fields.items()}
    return {**known, **{path: datum.label for path, datum in year.report.data.items()}} if year else known


def inputs_of(moment: Moment) -> tuple[Given, ...]:
    """The files that the moment was read from; none while that cannot be told."""
    return moment.job.inputs if moment.job else ()
