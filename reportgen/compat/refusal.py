"""What is wrong with a script's call, as a sentence → the ``ValueError`` that the script gets, in the language of its environment.

Knows no call.  A script of docxtpl's has no place where it could say its language for what it makes outside of a template.
"""

from __future__ import annotations

from reportgen.catalogue import translated, wanted_language
from reportgen.message import Message


def refused(sentence: Message) -> ValueError:
    """To be raised."""
    return ValueError(translated(sentence, wanted_language()))
