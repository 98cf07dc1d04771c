"""``reportgen forms export 2025`` → one table a department under ``output/填报表/``.

Knows no tables: the forms are made elsewhere and kept by the workspace, which overwrites nobody's work.
"""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.arguments import kind_option, unit_option, year_of
from reportgen.cli.chinese import Command
from reportgen.cli.output import show_data, show_problems
from reportgen.message import say
from reportgen.problem import Problem, ReportError, errors
from reportgen.storage import safe_stem
from reportgen.workspace.locate import FORM_OF, Workspace

_HELP = say("""导出填报表：一个科室一张

表在 output/填报表 里，指标、单位、科室按指标字典；上年数自动带出，已经填了的也带出。
加 --缺项 只列还缺的。有人填过、改过的表不会被覆盖，另存新名。""")


@click.command("export", cls=Command, help=_HELP)
@click.argument("year", metavar="年度", callback=year_of)
@click.option("--missing", "--只含缺项", "--缺项", "missing", is_flag=True, help=say("只列还缺的数"))
@click.option("-o", "--output", "--输出", "folder", metavar="文件夹", help=say("存到这个文件夹"))
@unit_option
@kind_option
@click.option("--json", "as_json", is_flag=True, help=say("结果和问题都写成 JSON，供别的程序读"))
def export(year: int, missing: bool, folder: str | None, unit: str, text: str, as_json: bool) -> int:
    """Writes the forms; status 1 when one could not be written."""
    files, problems = _exported(year, Path(folder) if folder else None, (unit, text), missing=missing)
    failed = bool(errors(problems))
    if as_json:
        rows = [{"department": name, "file": path, "rows": count} for name, path, count in files]
        show_data({"forms": rows, "problems": [problem.as_data() for problem in problems]})
        return int(failed)
    show_problems(problems)
    if failed:
        click.echo(say("没有全部导出。改正后再运行一次。"), err=True)
    elif not files:
        none_asked = say("{year} 年没有要填的数，没有导出", year=year)
        click.echo(say("{year} 年没有还缺的数，没有导出", year=year) if missing else none_asked)
    else:
        click.echo(
            say(
                "已导出 {forms} 张填报表（{rows} 项）：",
                forms=len(files),
                rows=sum((count for _, _, count in files)),
            )
        )
        click.echo("\n".join(say("  {file}  {rows} 项", file=path, rows=count) for _, path, count in files))
        closing = say("填好收回，放在同一个文件夹里，再运行：reportgen 填报 导入 {folder}", folder=folder or year)
        click.echo(say("{sentence} --单位 {unit}", sentence=closing, unit=unit) if unit else closing)
    return int(failed)


def _exported(
    year: int, folder: Path | None, of: tuple[str, str], *, missing: bool
) -> tuple[list[tuple[str, str, int]], tuple[Problem, ...]]:
    """Department, file and number of rows of each form, and everything there is to say."""
    from reportgen import draft  # imported here so that --help starts fast
    from reportgen.forms import export as forms_of

    said: list[Problem] = []
    files: list[tuple[str, str, int]] = []
    try:
        workspace = Workspace.open(Path.cwd())
        job = workspace.job(year, of[0], kind=of[1])
        said += workspace.problems
        read, found = draft.read_years(job.fields, job.inputs, job.last)
        report = read.report
        said += errors(found)
        target = workspace.root / folder if folder else workspace.forms(year, job.unit)
        for form in () if errors(said) else forms_of(report, job.unit, missing=missing):
            record = {FORM_OF: form.department, "年度": year}
            path, problems = workspace.keep(target / f"{safe_stem(form.department)}.xlsx", form.package, record)
            said += problems
            files += [(form.department, workspace.shown(path), form.rows)] if path else []
    except ReportError as error:
        said += error.problems
    return files, tuple(said)
