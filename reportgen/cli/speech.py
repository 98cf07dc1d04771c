"""click's groups, commands and errors → the same, in Chinese, with Chinese aliases.

Knows no command.  click has no Chinese of its own; its help is laid out here, and its usage errors become sentences.
"""

from __future__ import annotations

import difflib
from typing import Any

import click


class Command(click.Command):
    """A command whose help is in Chinese."""

    def __init__(self, *args: Any, **named: Any) -> None:
        named.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **named)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help_option(super().get_help_option(ctx))


class Group(click.Group):
    """Commands, each also known by its Chinese name."""

    def __init__(self, *args: Any, aliases: dict[str, str] | None = None, **named: Any) -> None:
        named.setdefault("options_metavar", "[选项]")
        named.setdefault("subcommand_metavar", "命令 [参数]")
        super().__init__(*args, **named)
        self.aliases = aliases or {}

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, self.aliases.get(cmd_name, cmd_name))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = difflib.get_close_matches(args[0], [*self.commands, *self.aliases], 1, 0.4)
            hint = f"是不是“{near[0]}”？" if near else f"可用的命令：{'、'.join(self.commands)}"
            raise click.UsageError(f"没有“{args[0]}”这个命令。{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        chinese = {name: alias for alias, name in self.aliases.items()}
        rows = [(f"{name}（{chinese.get(name, name)}）", command.get_short_help_str(80)) for name, command in self.commands.items()]
        with formatter.section("命令"):
            formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help_option(super().get_help_option(ctx))


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    rows = [row for parameter in command.get_params(ctx) if (row := parameter.get_help_record(ctx)) is not None]
    with formatter.section("选项"):
        formatter.write_dl(rows)


def _help_option(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示这段说明。"
    return option


def sentence(error: click.ClickException) -> str:
    """A usage error as a sentence."""
    if isinstance(error, click.NoSuchOption):
        near = f"是不是 {error.possibilities[0]}？" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项。{near}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(click.Context(click.Command("x"))) if error.param else ""
        return f"缺少{name}。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面缺少内容。"
    if isinstance(error, click.BadParameter):
        name = error.param.human_readable_name if error.param else ""
        message = error.message if _is_chinese(error.message) else "写法不对"
        return f"{name}：{message}。"
    if isinstance(error, click.FileError):
        return f"打不开文件 {error.ui_filename}。"
    message = error.format_message()
    return message if _is_chinese(message) else "命令写得不对。"


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)
