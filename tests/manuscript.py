"""A finished .docx → the same file edited as people edit: text typed over, runs shattered, changes tracked or not.

Knows nothing of reportgen's way back.  The body is held as one row of characters, paragraph ends among them, each with
its run's properties and its state: as it was, inserted, deleted.  So every edit, a paragraph split or moved included, is
one splice of the row; how it is written (``w:ins``, ``w:del``, marks) follows from the states.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import takewhile

from docx_samples import package_of, parts_of
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AUTHOR = "李主任"
WHEN = "2025-01-08T09:30:00Z"
_SIGNS = {W + "tab": "\t", W + "br": "\v"}
KEPT, INSERTED, DELETED = "=", "+", "-"
TABLE = "\ufffc"


@dataclass(frozen=True)
class Cell:
    """A character, or the end of a paragraph (``\\n``), with the properties it is written with, who changed it, and who had put it
    in before another deleted it."""

    char: str
    state: str
    properties: etree._Element | None
    author: str = ""
    put_in_by: str = ""


class Manuscript:
    """The paragraphs of a .docx up to its first table, and what follows stays as it is; or ``whole``, and then each table stands in the
    row as a paragraph of one sign (``TABLE``), which nothing may take."""

    def __init__(self, package: bytes, *, whole: bool = False) -> None:
        self.parts = parts_of(package)
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.root.find(W + "body")
        self.cells: list[Cell] = []
        self._read: list[str] | None = None
        self.plain = list(takewhile(lambda child: child.tag == W + "p" or (whole and child.tag == W + "tbl"), self.body))
        self.tables = [child for child in self.plain if child.tag == W + "tbl"]
        for paragraph in self.plain:
            if paragraph.tag == W + "tbl":
                self.cells += [Cell(TABLE, KEPT, None), Cell("\n", KEPT, None)]
                continue
            for run in paragraph.iter(W + "r"):
                text = "".join(node.text or "" if node.tag == W + "t" else _SIGNS[node.tag] for node in run.iter(W + "t", *_SIGNS))
                self.cells += [Cell(char, KEPT, run.find(W + "rPr")) for char in text]
            self.cells.append(Cell("\n", KEPT, paragraph.find(W + "pPr")))

    @property
    def paragraphs(self) -> list[str]:
        """The text as it reads with every change accepted."""
        if self._read is None:
            self._read = "".join([cell.char for cell in self.cells if cell.state != DELETED]).split("\n")[:-1]
        return [*self._read]

    def rewrite(self, paragraphs: Sequence[str], *, tracked: bool, author: str = AUTHOR) -> None:
        """Types what is needed for the text to read so."""
        old, new = "".join(f"{each}\n" for each in self.paragraphs), "".join(f"{each}\n" for each in paragraphs)
        start = next((place for place, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new)))
        end = next((place for place, pair in enumerate(zip(old[:start - 1:-1] if start else old[::-1], new[:start - 1:-1] if start else new[::-1], strict=False)) if pair[0] != pair[1]), min(len(old), len(new)) - start)
        a, b = old[start : len(old) - end], new[start : len(new) - end]
        changes = [(start, start + len(a), b)]
        if len(a) * len(b) < 250_000:
            opcodes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
            changes = [(start + i, start + j, b[k:m]) for kind, i, j, k, m in opcodes if kind != "equal"]
        for first, last, text in reversed(changes):
            self._splice(first, last, text, author if tracked else "")
        assert self.paragraphs == list(paragraphs)

    def _splice(self, start: int, end: int, text: str, author: str) -> None:
        self._read = None
        shown = [place for place, cell in enumerate(self.cells) if cell.state != DELETED]
        at = shown[start] if start < len(shown) else len(self.cells)
        model = self.cells[min(at, len(self.cells) - 1)]
        mark = next(self.cells[place] for place in range(at, len(self.cells)) if self.cells[place].char == "\n") if at < len(self.cells) else self.cells[-1]
        body = next((self.cells[place] for place in range(min(at, len(self.cells) - 1), -1, -1) if self.cells[place].char != "\n"), model)
        for place in reversed(shown[start:end]):
            cell = self.cells[place]
            if author and (cell.state == KEPT or cell.author != author):
                self.cells[place] = replace(cell, state=DELETED, author=author, put_in_by=cell.author if cell.state == INSERTED else "")
            else:
                del self.cells[place]
        state = INSERTED if author else KEPT
        self.cells[at:at] = [Cell(char, state, mark.properties if char == "\n" else body.properties, author) for char in text]

    def package(self, rng: random.Random, shatter: float = 0.1, *, marked: bool = False) -> bytes:
        """The .docx, its text in runs that break anywhere; ``marked`` as Word leaves them, with the numbers of sittings (rsid) and
        the marks of its spelling check."""
        for paragraph in self.plain:
            self.body.remove(paragraph)
        row: list[Cell] = []
        at, tables = 0, iter(self.tables)
        for cell in self.cells:
            if cell.char != "\n":
                row.append(cell)
                continue
            if TABLE in [each.char for each in row if each.state != DELETED]:
                assert [each.char for each in row] == [TABLE], "a table stays as it is"
                self.body.insert(at, next(tables))
                at, row = at + 1, []
                continue
            self.body.insert(at, _marked(_paragraph(row, cell, rng, shatter), rng) if marked else _paragraph(row, cell, rng, shatter))
            at += 1
            row = []
        for number, change in enumerate((each for each in self.root.iter() if each.get(W + "author") is not None), 9001):
            change.set(W + "id", str(number))  # each has its own
        parts = dict(self.parts)
        parts["word/document.xml"] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return package_of(parts)


def _changed(name: str, author: str) -> etree._Element:
    return etree.Element(W + name, {W + "id": "1", W + "author": author, W + "date": WHEN})


def _marked(paragraph: etree._Element, rng: random.Random) -> etree._Element:
    sittings = [f"00{rng.randrange(16**6):06X}" for _ in range(3)]
    paragraph.set(W + "rsidR", rng.choice(sittings))
    paragraph.set(W + "rsidRDefault", rng.choice(sittings))
    for run in list(paragraph.iter(W + "r")):
        run.set(W + "rsidR", rng.choice(sittings))
    places = [child for child in paragraph if child.tag == W + "r"]
    for place in rng.sample(places, min(len(places), 2)):
        place.addprevious(etree.Element(W + "proofErr", {W + "type": "spellStart"}))
        place.addnext(etree.Element(W + "proofErr", {W + "type": "spellEnd"}))
    return paragraph


def _paragraph(row: Sequence[Cell], end: Cell, rng: random.Random, shatter: float) -> etree._Element:
    paragraph = etree.Element(W + "p")
    properties = copy.deepcopy(end.properties) if end.properties is not None else etree.Element(W + "pPr")
    paragraph.append(properties)
    if end.state != KEPT:
        mark = properties.find(W + "rPr")
        mark = mark if mark is not None else etree.SubElement(properties, W + "rPr")
        if end.put_in_by:
            mark.insert(0, _changed("del", end.author))
        mark.insert(0, _changed("ins", end.put_in_by or end.author) if end.put_in_by or end.state == INSERTED else _changed("del", end.author))
    held: list[Cell] = []
    for cell in row:
        who = (cell.state, cell.author, cell.put_in_by)
        if held and (who != (held[0].state, held[0].author, held[0].put_in_by) or cell.properties is not held[0].properties or rng.random() < shatter):
            paragraph.append(_run(held))
            held = []
        held.append(cell)
    if held:
        paragraph.append(_run(held))
    return paragraph


def _run(cells: Sequence[Cell]) -> etree._Element:
    run = etree.Element(W + "r")
    if cells[0].properties is not None:
        run.append(copy.deepcopy(cells[0].properties))
    for words in re.findall(r"[\t\v]|[^\t\v]+", "".join(cell.char for cell in cells)):
        if words in _SIGNS.values():
            etree.SubElement(run, next(tag for tag, sign in _SIGNS.items() if sign == words))
            continue
        text = etree.SubElement(run, W + ("delText" if cells[0].state == DELETED else "t"))
        text.text = words
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    if cells[0].state == KEPT:
        return run
    around = _changed("ins" if cells[0].state == INSERTED else "del", cells[0].author)
    around.append(run)
    if cells[0].put_in_by:
        outer = _changed("ins", cells[0].put_in_by)
        outer.append(around)
        return outer
    return around


WORDS = "扎实推进 持续深化 进一步 着力 大力 全面 有序 稳步 切实 积极".split()
SENTENCES = (
    "同时，加强统筹协调，推动各项任务落地见效。", "群众反映良好。", "下一步，将继续加大工作力度。", "有关做法在全市推广。",
    "全年共召开推进会12次。", "据测算，可节约开支约30万元。",
)  # fmt: skip
LONG, SENTENCE, FEW = 60, 22, 4


def sentences(text: str) -> list[str]:
    return re.findall(r"[^。]*。|[^。]+$", text)


def _body(text: Sequence[str]) -> list[int]:
    """The paragraphs that are more than a line; of a text of short ones those that are a sentence."""
    long = [number for number, each in enumerate(text) if len(each) > LONG]
    return long if len(long) > FEW else [number for number, each in enumerate(text) if len(each) > SENTENCE]


def _least(paragraph: str) -> int:
    """How many sentences a paragraph has to have so that one of them may go."""
    return 3 if len(paragraph) > LONG else 2


def _figure(rng: random.Random, text: list[str]) -> bool:
    number = rng.choice(_body(text))
    found = list(re.finditer(r"\d+(?:\.\d+)?", text[number]))
    if not found:
        return False
    match = rng.choice(found)
    digits = list(match[0])
    place = rng.choice([at for at, char in enumerate(digits) if char != "."])
    digits[place] = rng.choice([char for char in "123456789" if char != digits[place]])
    text[number] = text[number][: match.start()] + "".join(digits) + text[number][match.end() :]
    return True


def _at(rng: random.Random, text: str) -> int:
    """A place between characters that cuts no figure in two."""
    inside = [at for match in re.finditer(r"\d+(?:\.\d+)?", text) for at in range(match.start() + 1, match.end())]
    return rng.choice([at for at in range(1, len(text) - 6) if at not in inside])


def _word(rng: random.Random, text: list[str]) -> bool:
    number = rng.choice(_body(text))
    at = _at(rng, text[number])
    text[number] = text[number][:at] + rng.choice(WORDS) + text[number][at:]
    return True


def _cut(rng: random.Random, text: list[str], put: str = "") -> bool:
    number = rng.choice(_body(text))
    at = _at(rng, text[number])
    end = at + rng.randrange(1, 5)
    if re.search(r"[\d。]", text[number][at : end + 1]):
        return False
    text[number] = text[number][:at] + put + text[number][end:]
    return True


def _replace(rng: random.Random, text: list[str]) -> bool:
    return _cut(rng, text, rng.choice(WORDS))


def _insert(rng: random.Random, text: list[str]) -> bool:
    number = rng.choice(_body(text))
    held = sentences(text[number])
    held.insert(rng.randrange(1, len(held) + 1), rng.choice(SENTENCES))
    text[number] = "".join(held)
    return True


def _delete(rng: random.Random, text: list[str]) -> bool:
    number = rng.choice(_body(text))
    held = sentences(text[number])
    if len(held) < _least(text[number]):
        return False
    held.pop(rng.randrange(1, len(held)))
    text[number] = "".join(held)
    return True


def _move(rng: random.Random, text: list[str]) -> bool:
    number, other = rng.choice(_body(text)), rng.choice(_body(text))
    held = sentences(text[number])
    if len(held) < _least(text[number]):
        return False
    moved = held.pop(rng.randrange(1, len(held)))
    text[number] = "".join(held)
    held = sentences(text[other])
    held.insert(rng.randrange(1, len(held) + 1), moved)
    text[other] = "".join(held)
    return True


def _turned(rng: random.Random, text: list[str], sign: str, other: str) -> bool:
    number = rng.choice(_body(text))
    found = [at for at, char in enumerate(text[number][:-1]) if char == sign]
    if not found:
        return False
    at = rng.choice(found)
    text[number] = text[number][:at] + other + text[number][at + 1 :]
    return True


def _split(rng: random.Random, text: list[str]) -> bool:
    return _turned(rng, text, "，", "。")


def _join(rng: random.Random, text: list[str]) -> bool:
    return _turned(rng, text, "。", "，")


def _topics(text: Sequence[str]) -> list[int]:
    """The paragraphs that are topics: long ones after the first heading that do not follow a heading themselves."""
    first = next(number for number, each in enumerate(text) if each.startswith("一、"))
    return [number for number in _body(text) if number > first + 1 and not re.match(r"[一二三四五]、", text[number - 1])]


def _split_paragraph(rng: random.Random, text: list[str]) -> bool:
    number = rng.choice(_topics(text))
    held = sentences(text[number])
    if (len(held) < 4 and len(text[number]) > LONG) or len(held) < 2:
        return False
    at = rng.randrange(2, len(held) - 1) if len(held) > 3 else 1
    text[number : number + 1] = ["".join(held[:at]), "".join(held[at:])]
    return True


def _join_paragraph(rng: random.Random, text: list[str]) -> bool:
    number = rng.choice(_topics(text))
    if number + 1 not in _body(text):
        return False
    text[number : number + 2] = [text[number] + text[number + 1]]
    return True


def _move_paragraph(rng: random.Random, text: list[str]) -> bool:
    moved = text.pop(rng.choice(_topics(text)))
    text.insert(rng.choice(_topics(text)) + 1, moved)
    return True


def _add_paragraph(rng: random.Random, text: list[str]) -> bool:
    text.insert(rng.choice(_topics(text)) + 1, "新的工作打开局面。" + "".join(rng.sample(SENTENCES, 2)))
    return True


def _delete_paragraph(rng: random.Random, text: list[str]) -> bool:
    text.pop(rng.choice(_topics(text)))
    return True


EDITS: dict[str, Callable[[random.Random, list[str]], bool]] = {
    "a figure": _figure, "a word put in": _word, "words cut": _cut, "words replaced": _replace, "a sentence put in": _insert,
    "a sentence deleted": _delete, "a sentence moved": _move, "a sentence split": _split, "two sentences joined": _join,
    "a paragraph split": _split_paragraph, "two paragraphs joined": _join_paragraph, "a paragraph moved": _move_paragraph,
    "a paragraph added": _add_paragraph, "a paragraph deleted": _delete_paragraph,
}  # fmt: skip
"""Kinds of edits: each changes the paragraphs in place, or says that it found no place."""


def edited(rng: random.Random, manuscript: Manuscript, kinds: Sequence[str], *, tracked: bool) -> list[str]:
    """Makes one edit of each kind, in the order given, and says which could be made."""
    made = []
    for kind in kinds:
        text = manuscript.paragraphs
        if any(EDITS[kind](rng, text) for _ in range(8)):
            manuscript.rewrite(text, tracked=tracked)
            made.append(kind)
    return made
