"""The notes and records of all years → the copies that an official may hold, as the way back needs them.

Knows no Word file and asks nobody: which of the copies a returned file was made from, ``roundtrip.base_copy`` finds out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.report.model.grammar import TEXT_KIND
from reportgen.value_object import ValueObject
from reportgen.workspace.history import DRAFT, MARK, PREVIEWED, noted
from reportgen.workspace.locate import Workspace


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GivenCopy(ValueObject):
    """A copy as the way back needs it: of which year and unit, its number (0 for one that only its file's record knows), kind, time
    and file, by what it is known again (its digest, ``mark`` the identity that the file carries), its trace, and the kind of text
    (empty for the usual one)."""

    year: int
    unit: str
    number: int
    kind: str
    time: str
    name: str
    digest: str
    mark: str
    trace: Mapping[str, Any]
    text: str = ""

    @property
    def whose(self) -> tuple[int, str, str]:
        """Year, unit and kind of text: the copies that have these in common are one row."""
        return self.year, self.unit, self.text


def given_copies(workspace: Workspace) -> tuple[GivenCopy, ...]:
    """Every copy of every year and unit that an official may hold, the latest first; what only the record of a file knows comes
    last."""
    found = [copy for folder in _folders(workspace) for path in noted(folder) if (copy := _given(workspace, folder, path))]
    known = {copy.digest for copy in found}
    found += [copy for _, record in workspace.kept.records() if (copy := _of_record(record)) and copy.digest not in known]
    return tuple(sorted(found, key=lambda copy: (copy.time, copy.number), reverse=True))


def _folders(workspace: Workspace) -> Iterator[Path]:
    """The folders of the years, those of the units among them."""
    top = workspace.output / ".reportgen" / "history"
    for folder in sorted(top.glob("*")):
        if folder.is_dir():
            below = [each for each in sorted(folder.glob("*")) if each.is_dir() and _is_year(each)]
            for year in [folder] if _is_year(folder) else below:
                yield year
                yield from (each for each in sorted(year.glob("*")) if each.is_dir())


def _is_year(folder: Path) -> bool:
    return folder.name.isascii() and folder.name.isdecimal()


def _given(workspace: Workspace, folder: Path, path: Path) -> GivenCopy | None:
    try:
        content = json.loads(path.read_bytes())
        year, text = (folder, "") if _is_year(folder) else (folder.parent, folder.name)
        unit = year.parent.relative_to(workspace.output / ".reportgen" / "history").as_posix()
        if content["稿本"] == PREVIEWED or not isinstance(content["段落"], list):
            return None
        words = (str(content[name]) for name in ("稿本", "时间", "文件", "摘要"))
        kind, time, file, made = words
        number = int(content["序号"])
        whose, mark = "" if unit == "." else unit, str(content.get(MARK, ""))
        return GivenCopy(int(year.name), whose, number, kind, time, Path(file).name, made, mark, content, text)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _of_record(record: Mapping[str, Any]) -> GivenCopy | None:
    """A copy that was made before there was a history, or whose note is gone."""
    trace, year = record.get("轨迹"), record.get("年度")
    if not isinstance(trace, dict) or not isinstance(year, int) or record.get("稿本") == PREVIEWED:
        return None
    unit, name, made, mark = (str(record.get(key, "")) for key in ("单位", "文件", "摘要", MARK))
    kind = str(record.get("稿本", DRAFT if record.get("草稿") else ""))
    return GivenCopy(year, unit, 0, kind, "", name, made, mark, trace, str(record.get(TEXT_KIND, "")))
