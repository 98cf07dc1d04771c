"""Tracked changes of paragraphs as Word writes them, through ``回收``: what was taken over is all there is, and the next copy replaces
the file."""

from __future__ import annotations

import copy
import io
import itertools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from test_cli_pull import NAME, generated, office, run, yaml  # noqa: F401

ROOT = Path(__file__).parents[1]
NUMBERS = itertools.count(901)


def by() -> str:
    """Whose change it is, with a number of its own."""
    return f'{nsdecls("w")} w:id="{next(NUMBERS)}" w:author="王乡长" w:date="2026-01-10T09:00:00Z"'
SAID = "（王乡长 2026-01-10 09:00）"
Word = Any


def marked(paragraph: Word, kind: str) -> None:
    """The paragraph mark as inserted, deleted or moved."""
    properties = paragraph.get_or_add_pPr()
    held = properties.find(qn("w:rPr"))
    if held is None:
        held = parse_xml(f"<w:rPr {nsdecls('w')}/>")
        properties.append(held)
    held.insert(0, parse_xml(f"<w:{kind} {by()}/>"))


def around(paragraph: Word, kind: str, runs: list[Word]) -> None:
    """Runs within a tracked change."""
    change = parse_xml(f"<w:{kind} {by()}/>")
    runs[0].addprevious(change)
    for each in runs:
        if kind == "del":
            for text in each.findall(qn("w:t")):
                text.tag = qn("w:delText")
        change.append(each)


def runs(paragraph: Word) -> list[Word]:
    return list(paragraph.findall(qn("w:r")))


def typed(like: Word, words: str) -> Word:
    """A run set as another, with other words."""
    made = copy.deepcopy(like)
    for each in made.findall(qn("w:t"))[1:]:
        made.remove(each)
    made.find(qn("w:t")).text = words
    return made


def cut(paragraph: Word, at: int) -> tuple[list[Word], list[Word]]:
    """The runs before a place of the text and those after it; a run across it is parted."""
    before: list[Word] = []
    after: list[Word] = []
    for each in runs(paragraph):
        text = "".join(node.text or "" for node in each.findall(qn("w:t")))
        if 0 < at < len(text):
            rest = typed(each, text[at:])
            each.addnext(rest)
            each.find(qn("w:t")).text = text[:at]
            before.append(each)
            after.append(rest)
        else:
            (before if at > 0 else after).append(each)
        at -= len(text)
    return before, after


def deleted(body: Callable[[str], Word]) -> None:
    paragraph = body("治安防控")
    marked(paragraph, "del")
    around(paragraph, "del", runs(paragraph))


def deleted_last(body: Callable[[str], Word]) -> None:
    """As LibreOffice writes it: the mark before the paragraph is deleted, not its own."""
    paragraph = body("治安防控")
    before = paragraph.getprevious()
    marked(before, "del")
    around(paragraph, "del", runs(paragraph))


def inserted(body: Callable[[str], Word]) -> None:
    before = body("治安防控")
    made = copy.deepcopy(before)
    kept = runs(made)
    for each in kept[1:]:
        made.remove(each)
    first = typed(runs(body("治安防控"))[-1], "营商环境走在前列。全年新增市场主体三千户。")
    made.replace(kept[0], first)
    before.addprevious(made)
    marked(made, "ins")
    around(made, "ins", [first])


def joined(body: Callable[[str], Word]) -> None:
    """The last sentence of a paragraph, its mark, and the first words of the next."""
    first = body("党纪学习")
    second = first.getnext()
    text = "".join(node.text for node in first.iter(qn("w:t")))
    _, gone = cut(first, text[:-1].rindex("。") + 1)
    around(first, "del", gone)
    marked(first, "del")
    head, _ = cut(second, "".join(node.text for node in second.iter(qn("w:t"))).index("。") + 1)
    around(second, "del", head)


def moved(body: Callable[[str], Word]) -> None:
    paragraph = body("城市更新")
    there = copy.deepcopy(paragraph)
    paragraph.getnext().addnext(there)
    for each, kind in ((paragraph, "moveFrom"), (there, "moveTo")):
        marked(each, kind)
        around(each, kind, runs(each))
        name = f'{nsdecls("w")} w:id="21" w:name="move1" w:author="王乡长" w:date="2026-01-10T09:00:00Z"'
        each.find(qn(f"w:{kind}")).addprevious(parse_xml(f"<w:{kind}RangeStart {name}/>"))
        each.append(parse_xml(f'<w:{kind}RangeEnd {nsdecls("w")} w:id="21"/>'))


SHAPES: dict[str, tuple[Callable[[Callable[[str], Word]], None], str]] = {
    "a paragraph deleted": (deleted, "删段 1 处"), "a paragraph deleted with the mark before it": (deleted_last, "删段 1 处"),
    "a paragraph put in": (inserted, "增段 1 处"), "a deletion across two paragraphs": (joined, "删句 1 处、并段 1 处"),
    "a paragraph moved": (moved, "移段 1 处"),
}  # fmt: skip


def made(target: Path, change: Callable[[Callable[[str], Word]], None]) -> None:
    document = docx.Document(io.BytesIO(target.read_bytes()))
    change(lambda begins: next(each._p for each in document.paragraphs if each.text.startswith(begins)))
    document.save(str(target))


@pytest.mark.parametrize("shape", SHAPES)
def test_what_was_tracked_and_taken_over_leaves_nothing(office: Path, shape: str) -> None:  # noqa: F811
    change, said = SHAPES[shape]
    target = office / "output" / NAME
    made(target, change)
    before = target.read_bytes()
    done = run("回收", f"output/{NAME}", "--是")
    assert done.exit_code == 0, done.output
    assert said in done.stdout and done.stdout.count(SAID) == done.stdout.count(". ["), done.stdout
    assert "不是文字的改动" not in done.stdout and "没收回" not in done.stdout, done.stdout
    written = yaml(office)
    again = run("回收", f"output/{NAME}")
    assert again.exit_code == 0 and "没有要收回的" in again.stdout and "写入" not in again.stdout, again.output
    assert yaml(office) == written
    assert run("生成", "2024").stdout.startswith(f"已生成 output/{NAME}（")
    assert target.read_bytes() != before
    assert run("回收", f"output/{NAME}").stdout.endswith("文字没有改动。\n")


def test_a_row_of_a_table_that_was_deleted_is_told_and_keeps_the_file(office: Path) -> None:  # noqa: F811
    """No input holds it: it is left, and said to be."""
    for year in (2023, 2024):
        shutil.copy(ROOT / f"inputs/{year}.yaml", office / f"inputs/{year}.yaml")
    assert run("生成", "2024").exit_code == 0
    target = office / "output" / NAME
    document = docx.Document(io.BytesIO(target.read_bytes()))
    row = document.tables[0].rows[2]._tr
    row.get_or_add_trPr().append(parse_xml(f"<w:del {by()}/>"))
    words = "".join(text.text or "" for text in row.iter(qn("w:t")))
    for paragraph in list(row.iter(qn("w:p"))):
        marked(paragraph, "del")
        if runs(paragraph):
            around(paragraph, "del", runs(paragraph))
    document.save(str(target))
    done = run("回收", f"output/{NAME}", "--是")
    assert done.exit_code == 1 and "没收回的" in done.stdout, (words, done.output)
    assert "表格由" in done.stdout and "空行" not in done.stdout, done.stdout


def test_a_file_that_reads_as_printed_once_its_changes_are_accepted_may_be_replaced(office: Path) -> None:  # noqa: F811
    """Somebody put a word in, somebody else took it out again."""
    target = office / "output" / NAME

    def change(body: Callable[[str], Word]) -> None:
        last = runs(body("治安防控"))[-1]
        put = parse_xml(f"<w:ins {by()}><w:del {by()}/></w:ins>")
        put[0].append(typed(last, "着力"))
        put[0][0].find(qn("w:t")).tag = qn("w:delText")
        last.addnext(put)

    made(target, change)
    assert run("回收", f"output/{NAME}").stdout == f"与“{NAME}”对照：文字没有改动。\n"
    assert run("生成", "2024").stdout.startswith(f"已生成 output/{NAME}（")
