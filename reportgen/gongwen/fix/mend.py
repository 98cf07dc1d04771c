"""A Word package → another in which what is mechanical keeps the standard, with a list of what was done and what is left.

Knows the order of the work: structure first (blanks, empty paragraphs), then the file is read anew, then pages, then paragraphs and
runs with the sections as they have become, so that each step judges what the one before made.  Nothing is written here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reportgen.gongwen.document.model import WordDocument
from reportgen.gongwen.document.open import open_document, with_sections_anew
from reportgen.gongwen.document.roles import with_roles
from reportgen.gongwen.fix.pages import mend_numbers, mend_pages, mend_settings
from reportgen.gongwen.fix.paragraphs import mend_paragraphs
from reportgen.gongwen.fix.structure import restructure
from reportgen.gongwen.fix.words import mend_words
from reportgen.gongwen.lint import Verdict, lint
from reportgen.message import Message
from reportgen.ooxml.additions import Additions
from reportgen.ooxml.package import Package, serialise_xml


@dataclass(frozen=True, slots=True)
class Mended:
    """The mended file; ``done`` sentence → in how many places; ``left`` the verdict on it: what needs a person."""

    data: bytes
    done: dict[Message, int]
    left: Verdict


def mend(package: Package, profile: str = "", *, punctuation: bool = False) -> Mended:
    """Mends a Word file; ``punctuation`` also turns signs to full width where that is certain.  Raises ``ReportError``
    where the file cannot be read.  An unfilled template comes back as it is: its tags do not say what they will be."""
    done: Counter[Message] = Counter()
    document = with_roles(open_document(package), profile)
    if document.template:
        return Mended(package.write(), {}, lint(package, profile))
    profile = document.profile
    if restructure(document, done):
        package = _with(package, document)
        document = _read(package, profile)
    package, document = _pages(package, document, done)
    mend_paragraphs(document, done)
    package = _with(package, document)
    if punctuation:
        document = _read(package, profile)
        mend_words(document, done)
        package = _with(package, document)
    return Mended(package.write(), dict(+done), lint(package, profile))


def _pages(package: Package, document: WordDocument, done: Counter[Message]) -> tuple[Package, WordDocument]:
    """Pages and page numbers, and the document with its sections as they are then: the paragraphs are those that were read."""
    bare = document.sections[-1].element is None or document.sections[-1].element.getparent() is None
    mend_pages(document, done)
    package = _with(package, document)
    document = _read(package, document.profile) if bare else with_sections_anew(document, package)
    additions = Additions(package)
    mend_numbers(document, package.main, additions, done)
    finished = {package.main: serialise_xml(document.root)}
    mend_settings(document, additions, finished)
    replaced, added = additions.closed(finished)
    package = package.revised(replaced, added)
    return package, with_sections_anew(document, package)


def _read(package: Package, profile: str) -> WordDocument:
    return with_roles(open_document(package), profile)


def _with(package: Package, document: WordDocument) -> Package:
    return package.revised({package.main: serialise_xml(document.root)})
