"""``reportgen compare 2023 2024`` → what changed between two years, or what became of a year's plans: on the terminal, in a file.

Knows how to lay a comparison out in lines, not how it is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.arguments import kind_option, unit_option, year_of
from reportgen.cli.chinese import Command
from reportgen.cli.columns import columns, folded, room_of
from reportgen.cli.output import show_data, show_problems
from reportgen.message import Message, joined, say
from reportgen.problem import Problem, ReportError, errors
from reportgen.workspace.locate import Workspace

if TYPE_CHECKING:
    from reportgen.compare import Comparison, Pair

_SUFFIXES = (".xlsx", ".html", ".htm")
_HELP = say("""比对两年：文字一句一句比，数一个一个比

先写上年，后写本年（写反了也行）。文字分未变、只换数、改写、新增、删去，改写的标出删了什么、增了什么；
数列出本年、上年、增减、同比。上年稿子里写了本年打算的（所述年度），本年有工作要点的，列出每一句打算和本年的交代。
只写一年（比对 2024），只列这一年的打算和交代；--文种 工作要点，只对要点。
-o 文件.xlsx 或 -o 文件.html 存成文件。""")


def _year_or_none(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    return None if value is None else year_of(ctx, param, value)


def _file(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    if value is not None and Path(value).suffix.lower() not in _SUFFIXES:
        raise click.BadParameter(say("“{file}”要以 .xlsx 或 .html 结尾", file=value), ctx, param)
    return None if value is None else Path(value)


@click.command("compare", cls=Command, help=_HELP)
@click.argument("first", metavar="上年", callback=year_of)
@click.argument("second", metavar="[本年]", required=False, callback=_year_or_none)
@click.option("-o", "--output", "--输出", "target", metavar="文件", callback=_file, help=say("存成 .xlsx 或 .html"))
@click.option("--figures", "--只比数", "figures", is_flag=True, help=say("只比数"))
@click.option("--prose", "--只比文字", "prose", is_flag=True, help=say("只比文字"))
@unit_option
@kind_option
@click.option("--json", "as_json", is_flag=True, help=say("结果和问题都写成 JSON，供别的程序读"))
def compare(
    first: int, second: int | None, target: Path | None, figures: bool, prose: bool, unit: str, text: str, as_json: bool
) -> int:
    """Compares two years, or a year's plans with its result; status 1 when something cannot be read."""
    if first == second:
        raise click.UsageError(say("要写两个不同的年度；只看一年的打算和交代，只写一个年度"))
    if second is None and (figures or prose):
        raise click.UsageError(say("--只比数、--只比文字 要写两个年度"))
    years = sorted((first, second or first))
    found, problems = _compared(years[0], years[1], unit, text)
    path, told = _kept(found, target) if found and target and not found.is_empty else ("", ())
    said = (*problems, *told)
    if as_json:
        data = [problem.as_data() for problem in said]
        show_data({**(_data(found) if found else {}), "file": path or None, "problems": data})
        return int(found is None or bool(errors(said)))
    show_problems(said)
    if found is None or errors(said):
        click.echo(say("没有比对。改正后再运行一次。"), err=True)
        return 1
    click.echo(_no_plans(found) if found.is_empty else _summary(found))
    if found.is_empty:
        return 0
    if target:
        click.echo(say("已写好 {file}", file=path))
    elif found.is_of_one_year:
        click.echo("\n".join(_promised(found)))
    else:
        promised = () if figures else _promised(found)
        click.echo("\n".join((*(() if figures else _prose(found)), *promised, *(() if prose else _figures(found)))))
    return 0


def _compared(earlier: int, later: int, unit: str, text: str) -> tuple[Comparison | None, tuple[Problem, ...]]:
    from reportgen.compare.years import compared_years  # imported here so that --help starts fast

    try:
        return compared_years(Workspace.open(Path.cwd()), earlier, later, unit, text)
    except ReportError as error:
        return None, error.problems


def _kept(found: Comparison, target: Path) -> tuple[str, tuple[Problem, ...]]:
    from reportgen.compare.html import page
    from reportgen.compare.workbook import book

    workspace = Workspace(Path.cwd())
    package = book(found) if target.suffix.lower() == ".xlsx" else page(found)
    path, told = workspace.keep(workspace.root / target, package, {"比对": [found.earlier, found.later]})
    return (workspace.shown(path) if path else ""), told


def _summary(found: Comparison) -> Message:
    if found.is_of_one_year:
        answered = sum(bool(each.answers) for each in found.promises)
        return say("{year} 年：打算 {count} 句，有交代的 {answered} 句。", year=found.later, count=len(found.promises), answered=answered)
    counts = joined((say("{kind} {count} 句", kind=kind, count=count) for kind, count in found.counts.items()), "，")
    moved = sum(not each.same for each in found.figures)
    return say(
        "{earlier} 年 → {later} 年：{counts}；{figures} 个数据，{moved} 个有变化。",
        earlier=found.earlier,
        later=found.later,
        counts=counts,
        figures=len(found.figures),
        moved=moved,
    )


def _no_plans(found: Comparison) -> Message:
    return say(
        "没有 {year} 年的打算可以对：{last} 年的稿子里没有写 {year} 年的那一部分（所述年度: {year}），{year} 年也没有工作要点一类的材料。",
        year=found.later, last=found.later - 1,
    )  # fmt: skip


def _prose(found: Comparison) -> Iterator[str]:
    for part, topic, pair in found.headed():
        if part is not None:
            yield f"\n{part}"
        if topic is not None:
            yield f"  {topic}" if topic else ""
        yield from _sentence(pair)


def _sentence(pair: Pair) -> Iterator[str]:
    """The sentence with its kind before it, folded to the width, what changed in signs."""
    from reportgen.compare.word_diff import marked

    text = marked(pair.words) if pair.words else pair.spot.text
    lead = f"    [{pair.kind}] "
    for place, line in enumerate(folded(text, max(room_of() - 13, 20))):
        yield (lead if place == 0 else " " * 13) + line


def _promised(found: Comparison) -> Iterator[str]:
    """The plans for the later year, each text by itself, and what this year says of them: nothing where there is no plan."""
    for source, made in found.promised:
        kept = sum(bool(each.answers) for each in made)
        yield ""
        yield say(
            "{source}里 {later} 年的打算 {count} 句，本年有交代的 {answered} 句（做到没有，请对着看）：",
            source=source, later=found.later, count=len(made), answered=kept,
        )  # fmt: skip
        for each in made:
            yield from _indented(f"  [{each.verdict}] ", each.text)
            for answer in each.answers:
                yield from _indented("      → ", answer)


def _indented(lead: str, text: str) -> Iterator[str]:
    for place, line in enumerate(folded(text, max(room_of() - 13, 20))):
        yield (lead if place == 0 else " " * 13) + line


def _figures(found: Comparison) -> Iterator[str]:
    yield ""
    from reportgen.compare.figures import HEADS, NUMBERS

    shown = [place for place, head in enumerate(HEADS) if head != "科室"]  # no room for it on a terminal
    rows = [tuple(each.cells[place] for place in shown) for each in found.figures]
    right = [at for at, place in enumerate(shown) if place in NUMBERS]
    yield from columns([HEADS[place] for place in shown], rows, right=right)


def _data(found: Comparison) -> dict[str, Any]:
    return {
        "earlier": found.earlier,
        "later": found.later,
        "counts": dict(found.counts),
        "sentences": [
            {
                "kind": pair.kind, "part": pair.spot.part_name, "topic": pair.spot.topic_name,
                "old": pair.old.text if pair.old else None, "new": pair.new.text if pair.new else None,
            }
            for pair in found.pairs
        ],
        "promises": [
            {"text": each.text, "source": each.source, "verdict": each.verdict, "answers": list(each.answers),
             "figures": list(each.figures), "answered": list(each.answered)}
            for each in found.promises
        ],
        "figures": [
            {
                "path": ".".join(each.path), "label": each.label, "unit": each.unit, "department": each.department,
                "later": each.later, "earlier": each.earlier, "change": each.change, "rate": each.rate,
            }
            for each in found.figures
        ],
    }  # fmt: skip
