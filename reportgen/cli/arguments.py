"""What somebody writes behind a command → a year, a file to write, a unit, in the same words for every command.

Knows no command, and imports nothing heavy, so that each command's help starts fast.
"""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.message import Message, say
from reportgen.text.suggest import near

unit_option = click.option(
    "--unit",
    "--单位",
    "unit",
    metavar="单位",
    default="",
    help=say("几个单位共用一个文件夹时，指明是哪个：inputs 里文件夹的名字"),
)
"""Which unit of a workspace of several; empty for the only one."""


kind_option = click.option(
    "--kind",
    "--文种",
    "text",
    metavar="文种",
    default="",
    help=say("同一年有几份材料时，指明哪一份：工作总结、工作要点……；不写是汇报材料"),
)
"""Which text of a year that has several; empty for the usual one, or the only one."""


def asked(year: int, unit: str, text: str, *, draft: bool = False) -> Message:
    """A year as it is typed in the next command, with what was said beside it."""
    said = say("{year}", year=year)
    said = say("{year} --草稿", year=said) if draft else said
    said = say("{year} --文种 {kind}", year=said, kind=text) if text else said
    return say("{year} --单位 {unit}", year=said, unit=unit) if unit else said


def year_of(ctx: click.Context, param: click.Parameter, value: str) -> int:
    """A year as a clerk types it: 2023, ２０２３, 2023年."""
    text = value.strip().removesuffix("年")
    if not text.isdecimal() or not 1900 <= int(text) <= 2999:
        raise click.BadParameter(say("“{given}”不是年度，要写四位数字，例如 2023", given=value), ctx, param)
    return int(text)


def word_file(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """The name of a Word file to write, or an existing folder to write it into."""
    if value is None:
        return None
    path = Path(value)
    if path.suffix.lower() != ".docx" and not path.is_dir():
        raise click.BadParameter(say("“{given}”要以 .docx 结尾，或者是已有的文件夹", given=value), ctx, param)
    _need_folder(ctx, param, path.parent)
    return path


def _need_folder(ctx: click.Context, param: click.Parameter, folder: Path) -> None:
    """A folder that is mistyped must not come into being; those in ``output/`` are the program's own to make."""
    here = folder.resolve()
    if here.is_dir() or here.is_relative_to(Path("output").resolve()):
        return
    names = [path.name for path in here.parent.iterdir() if path.is_dir()] if here.parent.is_dir() else []
    found = near(here.name, names)
    if found:
        meant = str(folder.with_name(found[0]))
        raise click.BadParameter(
            say("没有“{folder}”这个文件夹，是不是“{meant}”？", folder=str(folder), meant=meant), ctx, param
        )
    raise click.BadParameter(
        say("没有“{folder}”这个文件夹，请先建好这个文件夹，或核对写法", folder=str(folder)), ctx, param
    )
