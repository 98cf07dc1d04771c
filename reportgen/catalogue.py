"""A language → its catalogue, from the package; a code → what a message's pattern is in that language; an environment → the
language that is wanted there.

Knows no problem and no sentence: ``message`` asks it for patterns.  The catalogues are gettext's (``locale/en/LC_MESSAGES/
reportgen.mo``), the Chinese sentence is the ``msgid`` and the code of its problem the context, since one sentence can want other
words in another place.  A sentence without a translation, and a language without a catalogue, stay Chinese.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from reportgen.message import Message, Translate
from reportgen.regex import regex

if TYPE_CHECKING:
    from gettext import GNUTranslations

DOMAIN = "reportgen"
WANTED = ("REPORTGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where an environment says what language is wanted; the first that is set counts, as POSIX has it for the last three."""
WRITTEN = "zh"
"""The language of the source, for which there is nothing to look for."""
LANGUAGES = ("en",)
"""Those into which the sentences are translated; each has its folder under ``locale``."""
_LANGUAGE = regex(r"([a-z]{2,3})(?:[_-][A-Za-z]{2,4})?(?:\.[\w-]+)?")


class Catalogue:
    """The sentences of one language; ``language`` is the one found, empty where there is none and nothing is translated."""

    __slots__ = ("_translations", "language")

    def __init__(self, language: str, translations: GNUTranslations | None) -> None:
        self.language = language
        self._translations = translations

    def translate(self, code: str = "") -> Translate:
        """What translates the sentences of a problem with this code: as they are said there, or else as everywhere."""

        def translated(pattern: str) -> str:
            if not pattern or self._translations is None:  # gettext keeps the catalogue's own head under the empty sentence
                return pattern
            there = self._translations.pgettext(code, pattern) if code else pattern
            return self._translations.gettext(pattern) if there == pattern else there

        return translated


CHINESE = Catalogue("", None)
"""What every sentence is written in."""


@cache
def open_catalogue(language: str) -> Catalogue:
    """The catalogue of a language as systems name it: ``en``, ``en_GB``, ``en-GB``, ``en_GB.UTF-8``."""
    known = _LANGUAGE.fullmatch(language) if language.startswith(LANGUAGES) else None
    if known is None:
        return CHINESE
    from gettext import GNUTranslations  # imported here, both: what is said in Chinese starts faster
    from importlib.resources import files

    packed = files("reportgen").joinpath("locale", known[1], "LC_MESSAGES", f"{DOMAIN}.mo")
    if not packed.is_file():
        return CHINESE
    with packed.open("rb") as file:
        return Catalogue(known[1], GNUTranslations(file))


def wanted_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language of the catalogue that an environment asks for; nothing for Chinese, and where it asks for none that there is."""
    return open_catalogue(next(filter(None, map(environment.get, WANTED)), "")).language


def translated(message: Message, language: str, code: str = "") -> Message:
    """A sentence in a language, as it is said with this code; nothing of a language is Chinese."""
    return message.translated(open_catalogue(language).translate(code)) if language else message
