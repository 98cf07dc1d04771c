"""``reportgen import --confirm 核对表.xlsx`` → the corrections of an import, shown, and written into the input and the dictionary.

Knows neither tables nor YAML.  What the year prints must stay the same character for character, else nothing is written.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.output import show_data, show_problems
from reportgen.message import say
from reportgen.problem import Problem, ReportError, errors
from reportgen.regex import regex

if TYPE_CHECKING:
    from reportgen.importing.corrections import Corrected
    from reportgen.storage.given import Given
    from reportgen.workspace.locate import Job, Workspace

_GAP = regex(r"【待补：[^】]*】")


def confirm(file: str, *, only: bool, as_json: bool) -> int:
    """Status 1 where a row could not be followed or nothing was written; raises ``ReportError``."""
    from reportgen.importing.confirmation import read_confirmation
    from reportgen.importing.corrections import corrected
    from reportgen.importing.proof import PRINTS_OTHER
    from reportgen.tables.read import read_file
    from reportgen.tables.reader_process import read_books
    from reportgen.workspace.locate import Workspace
    from reportgen.yamltext import read_bytes

    workspace = Workspace.open(Path.cwd())
    path = Path(file)
    (grids,) = read_books([(path.name, read_file(path))])
    if isinstance(grids, ReportError):
        raise grids
    confirmation, problems = read_confirmation(grids)
    if confirmation is None:
        raise ReportError(problems)
    job = workspace.job(confirmation.year)
    documents = [read_bytes(item.content, item.name)[0] for item in job.inputs]
    others = _others(workspace, job)
    read = [read_bytes(item.content, item.name)[0] for item in others]
    made = corrected(documents, read_bytes(job.fields.content, job.fields.name)[0], confirmation.rows, read)
    told = [*problems, *made.problems]
    files: tuple[str, ...] = ()
    if made.changed and not only:
        told += _differences(job, made)
        if not any(problem.code == PRINTS_OTHER for problem in told):
            files, faults = _stored(workspace, job, others, made)
            told += faults
    if as_json:
        changed = [{"path": list(figure), "name": name} for figure, name in made.changed]
        show_data({"changed": changed, "files": list(files), "problems": [problem.as_data() for problem in told]})
    else:
        _show(made, files, told, only=only)
    return int(bool(errors(told)) or bool(made.changed and not files and not only))


def _differences(job: Job, made: Corrected) -> tuple[Problem, ...]:
    """D23: the year would print something else."""
    from dataclasses import replace

    from reportgen.draft import Kit
    from reportgen.dry_run import trace
    from reportgen.importing.proof import prints_other

    before = Kit.open(job.template.content, job.fields)
    after = Kit.open(job.template.content, replace(job.fields, content=made.fields.encode()))
    fresh = [replace(item, content=text.encode()) for item, text in zip(job.inputs, made.inputs, strict=True)]
    old, new = (
        [_GAP.sub("", part.text) for part in trace(kit, kit.read(inputs)).paragraphs]
        for kit, inputs in ((before, job.inputs), (after, fresh))
    )
    if old == new:
        return ()
    where = next((pair for pair in zip(old, new, strict=False) if pair[0] != pair[1]), ("", ""))
    return (prints_other(where[0][:40]),)


def _others(workspace: Workspace, job: Job) -> tuple[Given, ...]:
    """The inputs of the other years, which share the dictionary."""
    filed = [(path, year) for year in workspace.years(job.unit) if year != job.year for path in workspace.paths(year, job.unit)[0]]
    return workspace.opened(filed)


def _stored(
    workspace: Workspace, job: Job, others: tuple[Given, ...], made: Corrected
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    from reportgen.workspace.changes import write_all
    from reportgen.workspace.journal import FileChange

    pairs = [*zip(job.inputs, made.inputs, strict=True), *zip(others, made.others, strict=True), (job.fields, made.fields)]
    changes = [
        FileChange(workspace.shown(item.path), item.content, text.encode())
        for item, text in pairs if item.path is not None and item.content != text.encode()
    ]  # fmt: skip
    _, faults = write_all(workspace, say("录入 --确认"), changes)
    return (() if faults else tuple(each.place for each in changes)), faults


def _show(made: Corrected, files: tuple[str, ...], told: list[Problem], *, only: bool) -> None:
    show_problems(told)
    for path, name in made.changed:
        old = path[-1]
        if not name:
            click.echo(say("  {figure}：放回句子里", figure=old))
        elif name != old:
            click.echo(say("  {figure} → {name}", figure=old, name=name))
        else:
            click.echo(say("  {figure}：单位、科室改了", figure=old))
    if files:
        click.echo(say("已改 {count} 个数，写入 {files}；印出来的字没有变", count=len(made.changed), files=files))
    elif only:
        click.echo(say("只是看看，什么也没有写。"))
    else:
        click.echo(say("没有要改的。") if not made.changed else say("没有写入。"))
