"""Outcomes → files in the workspace, and a line for each; and which tasks need not be done again.

Knows nothing of how a task was done.  A file is known again by what it was made from, never by its time: the digest of its
task stands beside the digest of the file.  A year's report has a record of its own, as ``generate`` keeps it; the many
small files of a list have one ledger, a line each, so that a file costs one write to the disk and not two.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import Any

from reportgen.batch.tasks import Fill, Outcome, Task, Year
from reportgen.message import say
from reportgen.problem import Grade, Problem
from reportgen.storage import digest, place_beside, read_regular, unusable, write_file, write_files
from reportgen.workspace.history import DRAFT, SENT, Made, hand_out
from reportgen.workspace.locate import DRAFT_LABEL, W08, Workspace

_NOTED = "批量"
_LARGEST = 1 << 30
_ZIP = b"PK"
"""What every Word file begins with; one that a network drive had not finished is empty."""
MADE, FAILED, EDITED = "已生成", "没有生成", "有人改过，没有动"
BESIDE, BESIDE_FINAL = "另存，原来那份没有动", "另存，定稿没有动"
"""What was made and could not take its own name, because of what somebody edited or declared final."""


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of the summary; ``first`` is the first error, or else the first thing there is to say."""

    unit: str
    year: int
    file: str
    result: str
    figures: int
    missing: int
    errors: int
    warnings: int
    notes: int
    first: str

    def as_data(self) -> dict[str, Any]:
        """The line as plain data, in the order of the columns."""
        return {name: getattr(self, name) for name in _COLUMNS}


_COLUMNS = tuple(each.name for each in fields(SummaryLine))


@dataclass(slots=True, eq=False)
class Ledger:
    """The files of a list: name → digest of the file, digest of its task, its line."""

    place: Path
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, place: Path) -> Ledger:
        """What is in the file; a last line that was being written when a run was killed does not count."""
        ledger = cls(place)
        for line in _lines(place):
            try:
                entry = json.loads(line)
                ledger.entries[entry["文件"]] = {name: entry[name] for name in ("文件", "摘要", "任务", "行")}
            except (ValueError, LookupError, TypeError):
                continue
        return ledger

    def written(self, path: Path) -> str:
        """The digest of what we wrote there; empty where that is not known."""
        return str(self.entries.get(path.name, {}).get("摘要", ""))

    def add(self, entries: Sequence[Mapping[str, Any]]) -> Problem | None:
        """Some more lines at the end, on the disk when this returns; a warning (W08) where the system refuses."""
        self.entries |= {entry["文件"]: dict(entry) for entry in entries}
        try:
            self.place.parent.mkdir(parents=True, exist_ok=True)
            with BufferedWriter(FileIO(self.place, "ab", opener=_not_through_a_link)) as file:
                if file.tell():
                    file.write(b"\n")  # which also ends a line that was cut off
                file.write(b"\n".join(_json(entry) for entry in entries))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            message = say("这一份的记录没有存下来：{why}", why=unusable(error).message)
            return Problem(W08, message, Grade.WARNING, hint=say("下次运行时，会把这份当作有人改过的，另存新名"))
        return None

    def settle(self) -> Problem | None:
        """One line a file, in the order of their names: the same ledger whatever came in between."""
        lines = [_json(self.entries[name]) for name in sorted(self.entries)]
        return write_file(self.place, b"\n".join(lines)) if lines else None


def _lines(place: Path) -> list[bytes]:
    try:
        return read_regular(place, _LARGEST).splitlines()
    except OSError:
        return []


def _not_through_a_link(name: str, flags: int) -> int:
    return os.open(name, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)


def _also(line: SummaryLine, problem: Problem) -> SummaryLine:
    """The line with one more thing to say."""
    return replace(line, warnings=line.warnings + 1, first=line.first or str(problem))


def keep_year(workspace: Workspace, task: Year, outcome: Outcome) -> SummaryLine:
    """Writes a year's report and its record."""
    line = line_of(task, outcome)
    if not outcome.package:
        return line
    target = workspace.target(task.year, outcome.title, DRAFT_LABEL if task.draft else "", unit=task.unit, kind=task.text)
    kind = DRAFT if task.draft else SENT
    noted = {_NOTED: {"任务": outcome.task, "行": line.as_data()}}
    copy = Made(task.year, task.unit, kind, outcome.trace, (item.content for item in task.inputs), noted, task.text)
    path, found = hand_out(workspace, target, outcome.package, copy)
    made = line_of(task, outcome, workspace.shown(path) if path else "", found)
    return made if path in (None, target) else replace(made, result=BESIDE_FINAL if workspace.is_final(target) else BESIDE)


def keep_fills(
    workspace: Workspace, group: Sequence[tuple[Fill, Outcome]], folder: Path, ledger: Ledger
) -> list[SummaryLine]:
    """Writes some files of a list at once; to be called under the workspace's lock."""

    placed = [
        place_beside(folder / f"{task.name}.docx", outcome.package, ledger.written) if outcome.package else (None, ())
        for task, outcome in group
    ]
    files = [(path, outcome.package) for (_, outcome), (path, _) in zip(group, placed, strict=True) if path is not None]
    faults = {path: fault for (path, _), fault in zip(files, write_files(files), strict=True) if fault}
    lines = []
    entries = []
    for (task, outcome), (place, found) in zip(group, placed, strict=True):
        fault = faults.get(place) if place else None
        path = place if fault is None else None
        found = (fault,) if fault else found
        lines.append(line_of(task, outcome, workspace.shown(path) if path else "", found))
        if path is not None:
            entries.append({"文件": path.name, "摘要": outcome.file, "任务": outcome.task, "行": lines[-1].as_data()})
    if entries and (unkept := ledger.add(entries)):
        lines = [_also(line, unkept) if line.result == MADE else line for line in lines]
    return lines


def made_before(workspace: Workspace, ledger: Ledger) -> dict[str, SummaryLine]:
    """By the digest of its task (what it was made from, for which unit, under which name), the line of each file that was
    written for it and is still at its place; one that somebody has edited since is told as such.

    A file that is none, or that is another's copy put there, is no edit of this one: it is left, and this one is made again.
    """
    found: dict[str, SummaryLine] = {}
    known = (*_recorded(workspace), *_entered(ledger, workspace))
    others = {made for *_, made in known}
    for task, path, line, made in known:
        content = _content(path)
        if content is None or (digest(content) != made and (digest(content) in others or not content.startswith(_ZIP))):
            continue
        found[task] = replace(line, file=workspace.shown(path), result=MADE if digest(content) == made else EDITED)
    return found


def _recorded(workspace: Workspace) -> Iterator[tuple[str, Path, SummaryLine, str]]:
    for place, record in workspace.kept.records():
        try:
            task, line = record[_NOTED]["任务"], SummaryLine(**record[_NOTED]["行"])
            path, made = workspace.root / record["位置"], str(record["摘要"])
        except (LookupError, TypeError):
            continue  # not of a batch, or damaged: it will be made again
        if workspace.record_place(path) == place:
            yield task, path, line, made


def _entered(ledger: Ledger, workspace: Workspace) -> Iterator[tuple[str, Path, SummaryLine, str]]:
    for entry in ledger.entries.values():
        try:
            line = SummaryLine(**entry["行"])
            path = workspace.root / line.file
        except TypeError:
            continue  # damaged
        if path.name == entry["文件"]:
            yield entry["任务"], path, line, entry["摘要"]


def _content(path: Path) -> bytes | None:
    """What is in a file; None where there is none to be read."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def line_of(task: Task, outcome: Outcome, file: str = "", more: Iterable[Problem] = ()) -> SummaryLine:
    """The line of a task; without a file, of one that was not made."""
    unit, year = ("", 0) if isinstance(task, Fill) else (task.unit, task.year)
    problems = (*outcome.problems, *more)
    count = {grade: sum(problem.grade is grade for problem in problems) for grade in Grade}
    worst = next((problem for grade in Grade for problem in problems if problem.grade is grade), None)
    name = file or ((f"{task.name}.docx" if task.name else task.place) if isinstance(task, Fill) else "")
    return SummaryLine(
        unit, year, name, MADE if file else FAILED, outcome.figures, outcome.missing,
        count[Grade.ERROR], count[Grade.WARNING], count[Grade.NOTE], str(worst) if worst else "",
    )  # fmt: skip


def _json(entry: Mapping[str, Any]) -> bytes:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
