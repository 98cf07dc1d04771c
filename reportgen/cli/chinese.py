"""click's commands and its complaints about wrong usage → the same in Chinese, or in what a worldwide command speaks.

Knows no command.  click takes its English words from gettext, whose catalogue and language belong to the whole
process and its environment; a clerk's machine may say any language, so the few sentences are made here from click's
own exceptions and help is laid out here too, in columns that count a 汉字 as two.
"""

from __future__ import annotations

import errno
import inspect
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from reportgen.catalogue import translated
from reportgen.cli.language import language_of, note_language, spoken_language, told
from reportgen.cli.terminal import escaping
from reportgen.message import Message, joined, say
from reportgen.text.suggest import near
from reportgen.value_object import ValueObject

_HELP = say("显示这份说明")
_GAP = 3
INTERRUPTED = 130
"""The exit status after Ctrl-C, by which a shell's loop knows that it is to stop as well."""
_NO_NAME = "embedded null"
"""How Python begins what it says of a name with a NUL, wherever that comes to the system."""
_STOPPED = say("已中断。")
_UNHARMED = say("已中断：写好的文件是完整的，没写到的还是原来的样子；再运行一次就可以。")


class Command(click.Command):
    """A command whose help is in Chinese; its function returns the exit status."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Made here, since click would first look on the disk for its English words in another language."""
        if self._help_option is None:
            names = self.get_help_option_names(ctx)
            self._help_option = click.Option(names, is_flag=True, is_eager=True, expose_value=False, callback=_show_help)
        self._help_option.help = told(_HELP, ctx)
        return self._help_option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """click's parser forgets to say of which command it speaks where an option has a value too many or too few."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help(self, ctx: click.Context) -> str:
        return "\n\n".join(section for section in self.sections(ctx) if section)

    def sections(self, ctx: click.Context) -> Iterable[str]:
        """The blocks of the help, in their order."""
        yield self.get_usage(ctx)
        yield inspect.cleandoc(told(self.help or "", ctx))
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option) and not param.hidden]
        yield _table(told(say("选项："), ctx), [(_option_words(option, ctx), told(option.help or "", ctx)) for option in options])

    def get_usage(self, ctx: click.Context) -> str:
        return told(say("用法：{words}", words=joined((ctx.command_path, *self.collect_usage_pieces(ctx)), " ")), ctx)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        options = [param for param in self.params if isinstance(param, click.Option)]
        names = ((_called(each, ctx), _placeholder(each.metavar or "", ctx)) for each in options)
        arguments = (param for param in self.params if isinstance(param, click.Argument))
        return [*(f"[{' '.join(filter(None, each))}]" for each in names), *(_argument_word(each, ctx) for each in arguments)]


def _show_help(ctx: click.Context, option: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Listed(ValueObject):
    """A command by its name, its Chinese name, the module that has it under its English name (or, where Python keeps that
    word for itself, under ``attribute``), the first line of its help, and whether it speaks other languages than Chinese."""

    name: str
    chinese: str
    module: str
    summary: Message
    attribute: str = ""
    worldwide: bool = False


class Group(Command, click.Group):
    """The program, or a command with commands of its own: in the order of its table, each also under its Chinese name.

    A module is imported when its command is asked for, so that each command costs only what it needs.  ``asked`` are
    words that people type for what is an option, or a command of a command: each with what to type.
    """

    def __init__(self, *, listed: Sequence[Listed], asked: Mapping[str, str] | None = None, **attrs: Any) -> None:
        super().__init__(**attrs)
        self.asked = dict(asked or {})
        self.listed = {entry.name: entry for entry in listed}
        self.aliases = {entry.chinese: entry.name for entry in listed}

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = self.listed.get(self.aliases.get(cmd_name, cmd_name))
        if entry is None:
            return None
        command: click.Command = getattr(import_module(entry.module), entry.attribute or entry.name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        note_language(ctx, self._language(args))
        return super().parse_args(ctx, args)

    def _language(self, args: Sequence[str]) -> str:
        """What the command that is asked for is to speak; nothing for Chinese."""
        name = next((word for word in args if not word.startswith("-")), "")
        entry = self.listed.get(self.aliases.get(name, name))
        return language_of(args) if entry is not None and entry.worldwide else ""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """An unknown word is answered with the nearest names, English or Chinese, without importing any command."""
        if args and self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            sentence = say("没有“{word}”这个命令", word=args[0])
            if meant := self.asked.get(args[0].lower()):
                sentence = say("{sentence}，要写成：{program} {words}", sentence=sentence, program=ctx.command_path, words=meant)
            else:
                sentence = _perhaps(sentence, self._near(args[0]))
            raise click.UsageError(sentence, ctx)
        return super().resolve_command(ctx, args)

    def _near(self, word: str) -> list[str]:
        """English names that begin with the word or are spelled almost like it; Chinese ones with a 字 of it at its place
        (检察 for 检查), since half of a word of two is all that a slip leaves."""
        begun = [name for name in self.listed if len(word) > 1 and name.startswith(word.lower())]
        alike = near(word.lower(), self.listed, 3, 0.6)
        kept = [name for name in self.aliases if any(one == other for one, other in zip(name, word, strict=False))]
        turned = [name for name in self.aliases if sorted(name) == sorted(word)]
        return [*dict.fromkeys((*(begun or alike), *turned, *kept))][:3]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.listed)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [say("命令"), "…"]

    def sections(self, ctx: click.Context) -> Iterable[str]:
        usage, text, options = super().sections(ctx)
        rows = [
            (say("{name}（{chinese}）", name=entry.name, chinese=entry.chinese), entry.summary)
            for entry in self.listed.values()
        ]
        yield from (usage, text, _table(say("命令："), rows), options)
        yield say("某个命令怎么用：{program} 命令 --help", program=ctx.command_path)

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Runs and ends the program: status 0 fine, 1 problems, 2 wrong usage."""
        for stream in (sys.stdout, sys.stderr):
            # A terminal with a code page of its own shows a stand-in for what it lacks instead of breaking off.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        with escaping():
            if not standalone_mode:
                return self._run(*args, **extra)
            words = args[0] if args else extra.get("args")
            status = self._status(self._language(sys.argv[1:] if words is None else words), *args, **extra)
        sys.exit(status)

    def _run(self, *args: Any, **extra: Any) -> Any:
        plain: Any = super().main  # its overloads tell apart what it returns; here it always returns
        return plain(*args, standalone_mode=False, **extra)

    def _status(self, language: str, *args: Any, **extra: Any) -> int:
        """The exit status; what cannot be done is told in ``language``, since the command's own context is gone then."""
        try:
            status = self._run(*args, **extra)
            if sys.stdout is not None:  # closed by whoever started the program
                sys.stdout.flush()
        except click.ClickException as error:
            click.echo(_complaint(error, language), err=True)
            return error.exit_code
        except click.Abort as abort:
            if isinstance(abort.__context__, KeyboardInterrupt):
                return _interrupted(language)
            click.echo(translated(_STOPPED, language), err=True)
            return 1
        except KeyboardInterrupt:
            return _interrupted(language)
        except RuntimeError as error:
            if isinstance(error.__cause__, KeyboardInterrupt):  # Python 3.11 wraps what it hears while it makes a class
                return _interrupted(language)
            if not str(error).startswith("Symlink loop"):  # as pathlib said it before Python 3.13
                raise
            return _refused(OSError(errno.ELOOP, ""), language)
        except OSError as error:
            _forget_output()
            return 1 if error.errno == errno.EPIPE else _refused(error, language)
        except UnicodeError as error:  # a name that is no text
            return _refused(error, language)
        except ValueError as error:
            if not str(error).startswith(_NO_NAME):
                raise
            return _refused(OSError(errno.EINVAL, ""), language)
        return int(status or 0)


def _interrupted(language: str) -> int:
    click.echo(translated(_UNHARMED, language), err=True)
    return INTERRUPTED


def _refused(error: OSError | UnicodeError, language: str) -> int:
    """What the system refused of a path that somebody wrote, at whichever option; status 1."""
    from reportgen.storage import unusable  # imported here: nearly never needed

    with suppress(OSError):
        refusal = say("没有做成。{problem}", problem=str(unusable(error).told(language)))
        click.echo(translated(refusal, language), err=True)
    return 1


def _forget_output() -> None:
    """The reader of our output has gone (``reportgen … | head``); what is still buffered must not be tried again at
    exit."""
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
        return
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _complaint(error: click.ClickException, language: str) -> str:
    """Usage, then what is wrong, then where help is to be had."""
    if isinstance(error, NoArgsIsHelpError):
        return error.message
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is None:
        return translated(say("用法不对：{fault}", fault=usage_sentence(error)), language)
    complaint = say(
        "{usage}\n用法不对：{fault}\n怎么用，请看：{program} --help",
        usage=ctx.get_usage(),
        fault=usage_sentence(error),
        program=ctx.command_path,
    )
    return translated(complaint, language)


def usage_sentence(error: click.ClickException) -> Message:
    """What is wrong with a command line, in one Chinese sentence."""
    if isinstance(error, click.NoSuchOption):
        return _perhaps(say("没有“{option}”这个选项", option=error.option_name), error.possibilities)
    if isinstance(error, click.MissingParameter):
        return say("缺少{parameter}", parameter=_name_of(error))
    if isinstance(error, click.BadParameter):
        return say("{parameter}不对：{fault}", parameter=_name_of(error), fault=_in_chinese(error.message))
    if isinstance(error, click.BadOptionUsage):
        return _value_fault(error)
    return _in_chinese(error.message)


def _value_fault(error: click.BadOptionUsage) -> Message:
    """click raises the same exception for a value too few and for one too many; only the option itself tells which."""
    options = error.ctx.command.get_params(error.ctx) if error.ctx else []
    taken = next((param for param in options if error.option_name in param.opts), None)
    flag = isinstance(taken, click.Option) and taken.is_flag
    if flag:
        return say("选项“{option}”后面不带内容", option=error.option_name)
    return say("选项“{option}”后面缺少内容", option=error.option_name)


def _in_chinese(message: str) -> Message:
    """A message of our own; click's own words, which no clerk should meet, become a general sentence."""
    if isinstance(message, Message):
        return message
    extra = message.rpartition("(")[2].rstrip(")") if message.startswith("Got unexpected") else ""
    return say("多写了“{words}”", words=extra) if extra else say("请核对写法")


def _perhaps(sentence: Message, names: Sequence[str] | None) -> Message:
    """The sentence with the names that may be meant."""
    return say("{sentence}，是不是“{names}”？", sentence=sentence, names=joined(names, "”或“")) if names else sentence


def _name_of(error: click.BadParameter) -> Message:
    if isinstance(error.param, click.Argument):
        return say("“{argument}”", argument=_argument_word(error.param, error.ctx))
    return say("选项“{option}”", option=_called(error.param, error.ctx)) if error.param else say("内容")


def _argument_word(param: click.Argument, ctx: click.Context | None) -> str:
    word = _placeholder(param.metavar or param.human_readable_name, ctx)
    return say("{argument}…", argument=word) if param.nargs != 1 else word


def _placeholder(word: str, ctx: click.Context | None) -> str:
    """What stands for something to be written: 模板, TEMPLATE."""
    return told(word, ctx).upper() if isinstance(word, Message) else word


def _called(option: click.Parameter, ctx: click.Context | None) -> str:
    """What a usage line and a complaint call an option: its letter (``-o``), else its Chinese name, else its only one; in other
    languages its English name."""
    return option.opts[0] if not option.opts[0].startswith("--") or spoken_language(ctx) else option.opts[-1]


def _option_words(option: click.Option, ctx: click.Context) -> str:
    names = [name for name in option.opts if name.isascii()] if spoken_language(ctx) else option.opts
    words = ", ".join(names) if spoken_language(ctx) else "，".join(names)
    return f"{words} {_placeholder(option.metavar, ctx)}" if option.metavar else words


def _table(heading: str, rows: Sequence[tuple[str, str]]) -> str:
    """Two columns under a heading; nothing when there are no rows."""
    if not rows:
        return ""
    wide = max(width(left) for left, _ in rows) + _GAP
    return "\n".join((heading, *(f"  {left}{' ' * (wide - width(left))}{right}".rstrip() for left, right in rows)))


def width(text: str) -> int:
    """How many columns a terminal gives to the text."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
