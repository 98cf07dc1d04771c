"""The copies given out of one year's report → a small readable file for each, and what changed from one to the next.

Knows neither figures nor Word: a copy is its text, its trace, and the digests of its inputs.  A copy's own record is
replaced when the file is made again; here every copy stays, so that 哪一稿送给了谁、后来改了什么 can be answered months later.  The
time is of the clock and stands here alone, never in the Word file, whose bytes depend on nothing but the inputs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem
from reportgen.storage import write_file
from reportgen.workspace.locate import FINAL, Workspace

W40 = Code("W40", "这一稿没有记入历次稿本（提醒）", "磁盘满了，历次稿本没有记下", "腾出空间再生成一次")
W41 = Code("W41", "这一年还没有出过稿", "还没有生成就查历次稿本", "先运行 reportgen 生成 2024 --草稿")



DRAFT, SENT, MARKED = "草稿", "送审稿", "核稿稿"
KINDS = (DRAFT, SENT, MARKED, FINAL)


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: its number from 1, its kind, when it was given out (ISO 8601, to the minute), its file as shown to a clerk,
    the file's digest, the digests of the inputs, and its paragraphs."""

    number: int
    kind: str
    time: str
    file: str
    digest: str
    inputs: Mapping[str, str]
    paragraphs: tuple[str, ...]

    def changes(self, before: Copy) -> tuple[tuple[str, str, str], ...]:
        """What differs from another copy, sentence by sentence: 改写, 移动, 新增 or 删去, before, after."""
        from reportgen.text.diff import differences  # here: noting a copy compares nothing

        return tuple(differences(before.paragraphs, self.paragraphs))


def copies(workspace: Workspace, year: int, unit: str = "") -> tuple[Copy, ...]:
    """The copies of a year in the order in which they were given out; a damaged file is left out."""
    return tuple(copy for path in _noted(_folder(workspace, year, unit)) if (copy := _read(path)) is not None)


def note(
    workspace: Workspace, year: int, unit: str, kind: str, path: Path, digest: str, trace: Mapping[str, Any], now: datetime
) -> tuple[Problem, ...]:
    """Adds a copy, unless the last one of its kind is the same file."""
    with workspace.writing() as busy:
        before = _noted(_folder(workspace, year, unit))
        last = next((copy for path in reversed(before) if path.stem.endswith(f"-{kind}") and (copy := _read(path))), None)
        if last is not None and last.digest == digest:
            return ()
        number = max((int(path.stem.partition("-")[0]) for path in before), default=0) + 1
        content = {
            "序号": number, "稿本": kind, "时间": now.isoformat(timespec="minutes"), "文件": workspace.shown(path), "摘要": digest, **trace,
        }  # fmt: skip
        place = _folder(workspace, year, unit) / f"{number:03d}-{kind}.json"
        fault = busy or write_file(place, _readable(content).encode(), lasting=False)
    if fault is None:
        return ()
    return (Problem(W40, say("这一稿没有记入历次稿本：{reason}", reason=fault.message), Grade.WARNING, hint=fault.hint),)


def summary(changes: tuple[tuple[str, str, str], ...]) -> Message:
    """改写 2 句、新增 1 句; or 没有差别."""
    counted = Counter(kind for kind, _, _ in changes)
    if not counted:
        return say("没有差别")
    return say("{counts}", counts=tuple(say("{kind} {count} 句", kind=kind, count=count) for kind, count in counted.items()))


def none_yet(year: int) -> Problem:
    """W41: there is nothing to show."""
    hint = say("先运行 reportgen 生成 {year} --草稿", year=year)
    return Problem(W41, say("{year} 年还没有出过稿", year=year), Grade.NOTE, hint=hint)


def _folder(workspace: Workspace, year: int, unit: str) -> Path:
    return workspace.output / ".reportgen" / "history" / unit / str(year)


def _noted(folder: Path) -> list[Path]:
    """The files of the copies, named by number and kind, in the order in which they were given out."""
    found = [path for path in folder.glob("[0-9]*-*.json") if path.stem.partition("-")[0].isdecimal()]
    return sorted(found, key=lambda path: int(path.stem.partition("-")[0]))


def _read(path: Path) -> Copy | None:
    try:
        content = json.loads(path.read_bytes())
        paragraphs = tuple(str(part["文字"]) for part in content["段落"] if part["部件"].endswith("document.xml"))
        kind, time, file, made = (str(content[name]) for name in ("稿本", "时间", "文件", "摘要"))
        return Copy(int(content["序号"]), kind, time, file, made, dict(content["输入"]), paragraphs)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _readable(content: Mapping[str, Any]) -> str:
    """JSON with a line for each entry, and for each paragraph and source: small, and to be read with any editor."""
    lines = []
    for name, value in content.items():
        if isinstance(value, list) and value:
            inside = ",\n".join(f"  {_json(item)}" for item in value)
            lines.append(f"{_json(name)}: [\n{inside}\n]")
        else:
            lines.append(f"{_json(name)}: {_json(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
