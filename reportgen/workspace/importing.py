"""The texts made of old reports → files of a workspace, which is made where there is none; never in the place of a file that is
there.

Knows neither Word nor YAML.  Everything goes through the one door of changes, so that it is all written or nothing, and
``undo`` takes it back.  The workspace's own template and dictionary are used where it has them; no other office's dictionary
is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.message import say
from reportgen.problem import Problem
from reportgen.storage.given import Given, read_given
from reportgen.storage.names import safe_stem
from reportgen.workspace.changes import write_all
from reportgen.workspace.journal import FileChange
from reportgen.workspace.locate import W32, Workspace, default_files

_FIELDS, _TEMPLATE = "fields.yaml", "template.docx"
_SHOWN_WITH = ("input.schema.json",)
"""What describes another dictionary is not copied."""
_MOST_NAMES = 99


@dataclass(frozen=True, slots=True)
class ImportedFiles:
    """The input of each year, the dictionary, the workbook of each year to be confirmed."""

    years: Mapping[int, str]
    fields: str
    tables: Mapping[int, bytes]


def template_of(workspace: Workspace) -> bytes:
    """The template that is used: the workspace's own, else the program's."""
    own = workspace.templates / _TEMPLATE
    return own.read_bytes() if own.is_file() else _default(_TEMPLATE)


def fields_of(workspace: Workspace) -> Given | None:
    """The workspace's own dictionary; None where it has none, for the program's is another office's."""
    own = workspace.templates / _FIELDS
    return read_given(own) if own.is_file() else None


def _default(name: str) -> bytes:
    return next(path.read_bytes() for shown, path in default_files() if Path(shown).name == name and "annual" in shown)


def write_import(workspace: Workspace, files: ImportedFiles) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The files written, the workbooks last, and what hindered, in which case none is."""
    if faults := tuple(_there(workspace, files)):
        return (), faults
    changes = [*_inputs(workspace, files), *_templates(workspace, files), *_workbooks(workspace, files)]
    command = say("录入 {years}", years=tuple(map(str, files.years)))
    _, faults = write_all(workspace, command, changes)
    if faults:
        return (), faults
    return tuple(each.place for each in changes), ()


def _there(workspace: Workspace, files: ImportedFiles) -> Iterator[Problem]:
    """W32: years that have inputs already."""
    for year in files.years:
        if year in workspace.years():
            hint = say("要重新录入，先把原来的移走，或运行 reportgen 撤回")
            yield Problem(W32, say("{year} 年的输入已经有了，没有动它", year=year), hint=hint)


def _inputs(workspace: Workspace, files: ImportedFiles) -> Iterator[FileChange]:
    for year, text in files.years.items():
        yield FileChange(workspace.shown(Path("inputs") / f"{year}.yaml"), None, text.encode())


def _templates(workspace: Workspace, files: ImportedFiles) -> Iterator[FileChange]:
    """The dictionary, and the program's template where the workspace has none of its own."""
    own = fields_of(workspace)
    place = (workspace.templates / _FIELDS).relative_to(workspace.root).as_posix()
    before = own.content if own is not None else None
    if before != files.fields.encode():
        yield FileChange(place, before, files.fields.encode())
    template = workspace.templates / _TEMPLATE
    if not template.is_file():
        yield FileChange(template.relative_to(workspace.root).as_posix(), None, _default(_TEMPLATE))


def _workbooks(workspace: Workspace, files: ImportedFiles) -> Iterator[FileChange]:
    """Made for the clerk to fill in: undo takes one away that nobody has saved, and does not stop at one that somebody has."""
    for year, content in files.tables.items():
        yield FileChange(_free(workspace, f"{year}年录入核对表"), None, content, note=True)


def _free(workspace: Workspace, stem: str) -> str:
    """A name in ``output/`` that nothing has."""
    names = (safe_stem(stem, f"（{number}）" if number > 1 else "") for number in range(1, _MOST_NAMES))
    place = next((name for name in names if not (workspace.output / f"{name}.xlsx").exists()), stem)
    return workspace.shown(workspace.output / f"{place}.xlsx")
