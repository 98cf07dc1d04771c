"""The code of a field, or an element with fields and links → the bookmarks that they lead to; the same with other names.

Knows nothing of how a document is filled.  Which word of a field's code is a bookmark depends on the field (ECMA-376 Part 1
§17.16.5): the first argument of REF, what follows ``\\l`` in HYPERLINK, any word of a calculation.  Word may spread one code
over several runs.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

from lxml import etree

from reportgen.ooxml.names import W
from reportgen.regex import regex

Rename = Callable[[str], str]
"""A bookmark's name → its new one, or the same."""

_WORD = regex(r'"(?:[^"\\]|\\.)*"|[^\s"]+')
_FIRST = frozenset("REF PAGEREF NOTEREF FTNREF GOTOBUTTON".split())
_SWITCH = {"HYPERLINK": "\\l", "TOC": "\\b", "INDEX": "\\b", "TOA": "\\b"}
_NAME = regex(r"[^\W\d]\w*")
_CALCULATES = ("=", "IF", "COMPARE")
_KINDS = frozenset(
    "ADDIN ASK AUTHOR AUTONUM AUTOTEXT CITATION COMMENTS CREATEDATE DATE DOCPROPERTY DOCVARIABLE EDITTIME EQ "
    "FILENAME FILESIZE FILLIN FORMTEXT FORMCHECKBOX FORMDROPDOWN INCLUDEPICTURE INCLUDETEXT KEYWORDS LASTSAVEDBY "
    "LINK LISTNUM MACROBUTTON MERGEFIELD NEXT NUMCHARS NUMPAGES NUMWORDS PAGE PRINT PRINTDATE QUOTE RD REVNUM "
    "SAVEDATE SECTION SECTIONPAGES SEQ SET SKIPIF STYLEREF SUBJECT SYMBOL TA TC TEMPLATE TIME TITLE USERADDRESS "
    "USERINITIALS USERNAME XE".split()
)
"""Fields that lead to no bookmark; any other first word is itself the name of one."""


def rename_in_code(code: str, rename: Rename) -> str:
    """A field's code with its bookmarks renamed; everything else stays, blanks included."""
    words = list(_WORD.finditer(code))
    if not words:
        return code
    kind = words[0].group().upper()
    if kind.startswith(_CALCULATES[0]) or kind in _CALCULATES:
        return _NAME.sub(lambda found: rename(found.group()), code)
    found = _target(words, kind)
    if found is None:
        return code
    bare = found.group().strip('"')
    new = rename(bare)
    return code if new == bare else code[: found.start()] + found.group().replace(bare, new) + code[found.end() :]


def aims_at(code: str) -> str:
    """The bookmark whose text a field shows, empty where it shows none."""
    words = list(_WORD.finditer(code))
    kind = words[0].group().upper() if words else ""
    if not words or kind.startswith(_CALCULATES[0]) or kind in _CALCULATES or kind in _SWITCH or kind in _FIRST - {"REF"}:
        return ""
    found = _target(words, kind)
    return found.group().strip('"') if found is not None else ""


def _target(words: list[re.Match[str]], kind: str) -> re.Match[str] | None:
    """Which word is a bookmark."""
    if kind in _FIRST:
        return next((word for word in words[1:] if not word.group().startswith("\\")), None)
    if kind in _SWITCH:
        return next((after for word, after in itertools.pairwise(words) if word.group().lower() == _SWITCH[kind]), None)
    return None if kind in _KINDS else words[0]


def link_targets(root: etree._Element) -> Iterator[tuple[etree._Element, Callable[[Rename], None]]]:
    """Each link and field of a tree, and how to rename what it leads to; of a field with fields in its code only those are
    given."""
    open_ones: list[_Field] = []
    for element in root.iter(W + "hyperlink", W + "fldSimple", W + "fldChar", W + "instrText"):
        if element.tag == W + "hyperlink" and element.get(W + "anchor"):
            yield element, _attribute(element, W + "anchor", lambda rename, name: rename(name))
        elif element.tag == W + "fldSimple":
            yield element, _attribute(element, W + "instr", lambda rename, code: rename_in_code(code, rename))
        elif element.tag == W + "instrText":
            if open_ones:
                open_ones[-1].codes.append(element)
        elif element.get(W + "fldCharType") == "begin":
            for around in open_ones[-1:]:
                around.whole = around.whole and around.coded
            open_ones.append(_Field(element))
        elif open_ones:
            last = open_ones[-1]
            if not last.coded and last.whole and last.codes:
                yield last.begin, _complex(last.codes)
            last.coded = True
            if element.get(W + "fldCharType") == "end":
                open_ones.pop()


class _Field:
    """A field that has begun: the pieces of its code, whether they are complete, and whether no field stands between them."""

    def __init__(self, begin: etree._Element) -> None:
        self.begin = begin
        self.codes: list[etree._Element] = []
        self.coded = False
        self.whole = True


def _attribute(element: etree._Element, name: str, change: Callable[[Rename, str], str]) -> Callable[[Rename], None]:
    def renamed(rename: Rename) -> None:
        element.set(name, change(rename, element.get(name, "")))

    return renamed


def _complex(codes: list[etree._Element]) -> Callable[[Rename], None]:
    def renamed(rename: Rename) -> None:
        old = "".join(code.text or "" for code in codes)
        new = rename_in_code(old, rename)
        if new != old:
            codes[0].text = new
            for code in codes[1:]:
                code.text = ""

    return renamed
