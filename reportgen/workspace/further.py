"""A workspace and a kind of text → where a further text of a year goes, and what it begins with where last year had none.

Knows no YAML beyond the word that says which kind a file is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reportgen.message import say
from reportgen.problem import Problem, ReportError
from reportgen.storage.given import read_given
from reportgen.workspace import kinds
from reportgen.workspace.kinds import TextKind
from reportgen.workspace.locate import FIELDS, TEMPLATE, W32, Job, Workspace


def places(workspace: Workspace, year: int, like: Job) -> tuple[Path, ...]:
    """Where a new year's files go, one for each of another year's; of a further text of a year that is there its own file alone.

    Raises ``ReportError`` (W32) where they are there already.
    """
    there, faults = workspace.paths(year, like.unit)
    return _beside(workspace, year, like, there) if like.kind and there and not faults else workspace.fresh(year, like)


def _beside(workspace: Workspace, year: int, like: Job, there: Sequence[Path]) -> tuple[Path, ...]:
    item = next(each for each in like.inputs if kinds.stated(each) == like.kind)
    read = workspace.opened([(path, year) for path in there])
    having = [path for path, each in zip(there, read, strict=True) if path.name == item.name or kinds.stated(each) == like.kind]
    folder = workspace.folder(like.unit) / str(year)
    if not having and folder.is_dir():
        return (folder / item.name,)
    hint = say("要重新建，请先把原来的移走")
    files = tuple(map(workspace.shown, having))
    message = say("{year} 年的“{kind}”已经有了：{files}，没有动它", year=year, kind=like.kind, files=files)
    if not having:
        only = workspace.shown(there[0])
        message = say("{year} 年只有一个文件 {file}，放不下第二份材料", year=year, file=only)
        hint = say("先建文件夹 {folder}，把 {file} 移进去，再运行一次", folder=workspace.shown(folder), file=only)
    raise ReportError([Problem(W32, message, hint=hint)])


def sample(workspace: Workspace, kind: TextKind, unit: str = "") -> Job:
    """The sample of a kind of text, as if it were a year's; ``kind`` has one."""
    assert kind.sample is not None
    item = replace(read_given(kind.sample), name=f"{kind.name}.yaml", text=kind.name, sparing=kind.sparing)
    template, _ = workspace.part(TEMPLATE, kind.template or workspace.template)
    fields, found = workspace.part(FIELDS, workspace.template)
    if template is None or fields is None:
        raise ReportError(found)
    looks = workspace.opened([(template, 0), (fields, 0)])
    grades = {**kind.grades, **workspace.grades}
    return Job(0, (item,), (), looks[0], looks[1], kind.problems, unit, grades, kind.name)


def kind_files(workspace: Workspace, name: str) -> dict[str, bytes]:
    """What a folder of a kind of text holds when it has a template of its own; raises ``ReportError``."""
    kind = workspace.kind(name)
    template, found = workspace.part(TEMPLATE, kind.template or workspace.template)
    if template is None:
        raise ReportError(found)
    given = [(TEMPLATE, template), *((path.name, path) for path in (kind.settings, kind.sample) if path is not None)]
    return {each: path.read_bytes() for each, path in given}
