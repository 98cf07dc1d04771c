"""The command that runs → the language it speaks, and its sentences in it.

Knows no command.  Templates are made all over the world, so a command that is listed as ``worldwide`` speaks what ``--lang`` says,
or else the environment (``REPORTGEN_LANG``, the locale); the clerk's commands speak Chinese on any machine.  The words of a command
line are looked at before click reads them, since wrong usage is to be told in that language too.
"""

from __future__ import annotations

from collections.abc import Sequence

import click

from reportgen.catalogue import LANGUAGES, WRITTEN, open_catalogue, translated, wanted_language
from reportgen.message import Message, say

_NAMES = ("--lang", "--语言")
_KEY = "reportgen.language"
_SPOKEN = (WRITTEN, *LANGUAGES)


def _is_known(ctx: click.Context, param: click.Parameter, written: str | None) -> None:
    if written is not None and not written.startswith(WRITTEN) and not open_catalogue(written).language:
        raise click.BadParameter(say("没有“{language}”这种语言，能写的有 {languages}", language=written, languages=_SPOKEN), ctx, param)


language_option = click.option(
    *_NAMES, "language", metavar="|".join(_SPOKEN), expose_value=False, callback=_is_known, help=say("用哪种语言说")
)
"""What a worldwide command has for it; ``language_of`` reads it."""


def note_language(ctx: click.Context, language: str) -> None:
    """What this command line speaks, for all that is said while it runs; nothing for Chinese."""
    ctx.meta[_KEY] = language


def language_of(args: Sequence[str]) -> str:
    """The language that a command line of a worldwide command asks for; nothing for Chinese."""
    for word, following in zip(args, (*args[1:], ""), strict=True):
        name, _, written = word.partition("=")
        if name in _NAMES:
            return open_catalogue(written or following).language
    return wanted_language()


def spoken_language(ctx: click.Context | None = None) -> str:
    """The language of the command that runs; nothing for Chinese."""
    running = ctx or click.get_current_context(silent=True)
    return str(running.meta.get(_KEY, "")) if running is not None else ""


def told(sentence: str, ctx: click.Context | None = None) -> str:
    """A sentence in the language of the command that runs; of an option's help click has left the plain text."""
    language = spoken_language(ctx)
    return translated(sentence, language) if isinstance(sentence, Message) else open_catalogue(language).translate()(sentence)
