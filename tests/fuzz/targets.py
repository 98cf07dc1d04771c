"""The doors that are fuzzed: each takes any bytes, and lets through only what is a fault of the program.

What must hold is more than that nothing is raised: a finished file passes our own check and comes out the same a second
time; what is written is read again; the spans of a tree are those of its text; mending twice changes nothing.  ``SEEDS``
are the beginnings that a fuzzer is given: bytes of sound files, which random ones would take days to find.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random

from docx_samples import SAMPLE, body_xml, document, package_of, parts_of
from every_finished import faults
from manuscript import TABLE, Manuscript
from random_copies import town, words_of

from reportgen.engine.render.printer import Bounds
from reportgen.engine.template import Template
from reportgen.gongwen.fix import mend
from reportgen.gongwen.lint import lint
from reportgen.ooxml.package import Package
from reportgen.ooxml.revisions import read_document
from reportgen.problem import ReportError, TextPlace
from reportgen.roundtrip.levels import unnumbered
from reportgen.roundtrip.pull import read_back, write_certain
from reportgen.tables import read_book
from reportgen.yamltext import MappingNode, Node, Scalar, read_bytes, set_scalar, splice

_ROOT = Path(__file__).parents[2]
_FORM = (_ROOT / "tests/data/form_saved_by_another_program.xlsx").read_bytes()
SHEET = "xl/worksheets/sheet1.xml"
_FEW = Bounds(steps=2_000, output=100_000)
_DATA = {"a": "甲", "x": ["乙", "丙"], "n": 3, "g": [{"b": 1}, {"b": 2}]}
_PIECES = (
    "{% for i in x %}", "{% endfor %}", "{% if a %}", "{% elif n %}", "{% else %}", "{% endif %}", "{{ a }}", "{{ i }}", "{{ x|join('、') }}",
    "{%p for i in g %}", "{%p endfor %}", "{%tr for i in g %}", "{%tr endfor %}", "{%tc for i in x %}", "{%tc endfor %}", "{% set b = n %}",
    "{% macro m(c) %}", "{% endmacro %}", "{{ m(1) }}", "{% raw %}", "{% endraw %}", "{# # }", "{#", "#}", "{{", "}}", "甲", " ", "{% with b = 1 %}", "{% endwith %}",
)  # fmt: skip
_MARKUP = (
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>一、</w:t>", "<w:t>2024年1月1日</w:t>", "<w:t>附件：1.</w:t>", "<w:pPr><w:jc w:val='center'/></w:pPr>",
    "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", "<w:pPr><w:ind w:firstLine='x'/></w:pPr>", "<w:rPr><w:sz w:val='33'/></w:rPr>", "<w:fldChar/>",
    "<w:sectPr/>", "<w:ins>", "</w:ins>", "<w:del>", "</w:del>", "<w:br w:type='page'/>", "<w:tab/>", "<w:p><w:r><w:t>（一）</w:t></w:r></w:p>",
)  # fmt: skip


def fuzz_source(data: bytes) -> None:
    """YAML: any bytes are a tree, nothing, or problems that can be told, each within the text."""
    found, problems = read_bytes(data, "a.yaml")
    lines = found.text.count("\n") + 1
    for problem in problems:
        assert str(problem)
        assert not isinstance(problem.place, TextPlace) or 1 <= problem.place.line <= lines
    assert splice(found.text, []) == found.text
    for scalar in _scalars(found.root) if found.root is not None else ():
        assert 0 <= scalar.start <= scalar.end <= len(found.text)
        assert scalar.raw == found.text[scalar.start : scalar.end]
        assert scalar.raw_span(0, len(scalar.text))[0] >= scalar.start
        assert isinstance(splice(found.text, [set_scalar(scalar, "甲")]), str)


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, MappingNode):
        for entry in node:
            yield entry.key
            yield from _scalars(entry.value)
    else:
        for item in node:
            yield from _scalars(item)


def fuzz_lexer(data: bytes) -> None:
    """Tags: any text, cut into runs at every zero sign."""
    text = "".join(char for char in data.decode("utf-8", "replace") if char in "\0\t\n" or " " <= char < "\ufffe")
    _fill(document(tuple(text.split("\0"))))


def fuzz_structure(data: bytes) -> None:
    """Blocks: each byte chooses a piece of a template, a new paragraph, a new cell or a new row."""
    paragraphs, rows = [""], [[""]]
    for number, byte in enumerate(data[:200]):
        piece = _PIECES[byte % len(_PIECES)]
        if byte >= 240:
            paragraphs.append(piece)
        elif byte >= 200:
            rows.append([piece]) if number % 2 else rows[-1].append(piece)
        elif byte >= 120:
            rows[-1][-1] += piece
        else:
            paragraphs[-1] += piece
    width = max(map(len, rows))
    _fill(document(*paragraphs[:2], [row + [""] * (width - len(row)) for row in rows], *paragraphs[2:]))


def fuzz_package(data: bytes) -> None:
    """Packages: the bytes themselves, a sound file overwritten with them, and a sound zip with a part of them."""
    at = int.from_bytes(data[:2], "little") % len(SAMPLE)
    for source in (data, SAMPLE[:at] + data[2:] + SAMPLE[at + len(data) - 2 :], _with_part(data)):
        with suppress(ReportError):
            package = Package.open(source)
            for name in package.names:
                with suppress(ReportError):
                    package.read(name)
                    package.relationships(name)
            again = Package.open(package.write())
            assert again.names == package.names
            for name in package.names:
                with suppress(ReportError):
                    assert again.read(name) == package.read(name)
            _filled(package.write())


def fuzz_lint(data: bytes) -> None:
    """The linter and its mending: each byte chooses a piece of markup; what is no XML is refused by the package."""
    with suppress(ReportError):
        package = Package.open(body_xml("".join(_MARKUP[byte % len(_MARKUP)] for byte in data[:200])))
        for finding in lint(package, "").problems:
            assert str(finding)
        mended = mend(package, punctuation=bool(data[:1] < b"\x80")).data
        assert list(faults(mended, package)) == []


def fuzz_form(data: bytes) -> None:
    """Forms: the bytes themselves, and a sound workbook with a part of them or overwritten with them."""
    at = int.from_bytes(data[:2], "little") % len(_FORM)
    parts = parts_of(_FORM)
    name = list(parts)[data[0] % len(parts)] if data else SHEET
    changed = parts[name][: len(parts[name]) // 2] + data[1:] + parts[name][len(parts[name]) // 2 :]
    sources = [data, _FORM[:at] + data[2:] + _FORM[at + len(data) - 2 :], package_of({**parts, name: data[1:]}), package_of({**parts, name: changed})]
    for file, source in [*(("表.xlsx", source) for source in sources), ("表.csv", data), ("表.ods", _ods(data))]:
        with suppress(ReportError):
            for grid in read_book(source, file):
                assert all(row >= 1 and column >= 1 for row, column in grid.cells)


_CELLS = (
    "<t:row>", "</t:row>", "<t:cell o:value-type='float' o:value='1'>", "</t:cell>", "<x:p>1</x:p>", "<t:cell t:number-columns-repeated='9'>", "<x:s x:c='99'/>",
    "<t:cell o:value-type='date' o:date-value='2024-01-01'>", "<x:span x:style-name='a'>", "</x:span>", "<t:cell t:number-rows-spanned='3'>", "<t:row t:number-rows-repeated='99'>",
)  # fmt: skip


def _ods(data: bytes) -> bytes:
    """A spreadsheet of OpenDocument: each byte chooses a piece of a sheet."""
    rows = "".join(_CELLS[byte % len(_CELLS)] for byte in data[:200]).replace("t:row", "t:table-row").replace("t:cell", "t:table-cell")
    xml = f"<o:d xmlns:o='o' xmlns:t='t' xmlns:x='x'><o:spreadsheet><t:table>{rows}</t:table></o:spreadsheet></o:d>"
    return package_of({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": xml.encode()})


def _with_part(data: bytes) -> bytes:
    parts = parts_of(SAMPLE)
    name = list(parts)[data[0] % len(parts)] if data else "word/document.xml"
    return package_of({**parts, name: data[1:]})


def _fill(template: bytes) -> None:
    with suppress(ReportError):
        _filled(template)


def _filled(template: bytes) -> None:
    opened = Template.open(template)
    rendered = opened.render(_DATA, bounds=_FEW)
    assert rendered.package or rendered.problems
    if rendered.package:
        assert opened.render(_DATA, bounds=_FEW).package == rendered.package
        assert list(faults(rendered.package, opened.package)) == []


_TYPED = ("，", "。", "、", "一是", "（一）", "1.", "二、", "86.40亿元", "5210", "同比增长", "\n", "【产值】", "“", "谢谢大家！", "3.抓洽谈。", "\u3000", "¥", ": #")


def fuzz_pull(data: bytes) -> None:
    """A copy that was edited: four bytes choose what is done to which paragraph and where in it.  What is written can be generated, and
    where nothing waits the file made from it reads as the edited one."""
    base, trace = town().base, town().trace
    manuscript = Manuscript(town().package, whole=True)
    text = manuscript.paragraphs
    for at in range(0, min(len(data), 24) - 3, 4):
        _typed_over(text, *data[at : at + 4])
    if text == manuscript.paragraphs:
        return
    manuscript.rewrite(text, tracked=bool(data[0] & 1))
    edited = manuscript.package(Random(data[0]), marked=True)
    view = read_document(Package.open(edited)).accepted
    settled = write_certain(read_back(view, trace, base, base), view, base, base)
    again = base.kit.make(base.with_inputs(settled.inputs).year).package
    told = [words for edit in (*settled.waiting, *settled.consequences) for words in (edit.old, edit.new) if words]
    wanted, made = words_of(edited), words_of(again)
    assert wanted == made or told
    whole = {unnumbered(line): line for line in (*wanted, *made)}  # an edit may lie within a number, and then it is told by that
    wanted, made = ([unnumbered(line) for line in lines] for lines in (wanted, made))
    for line in (Counter(wanted) - Counter(made)) + (Counter(made) - Counter(wanted)):
        pieces = [words for each in told for words in each.split("\n") if words.strip()]
        assert any(words in whole[line] or line in words for words in pieces), line


def _typed_over(text: list[str], kind: int, which: int, place: int, what: int) -> None:
    """One edit of the paragraphs; a table stays as it is."""
    free = [number for number, each in enumerate(text) if each.strip() and TABLE not in each]
    number, piece = free[which % len(free)], _TYPED[what % len(_TYPED)]
    old, at = text[number], place % (len(text[number]) + 1)
    if kind % 6 == 0:
        text[number : number + 1] = (old[:at] + piece + old[at:]).split("\n")
    elif kind % 6 == 1:
        text[number] = old[:at] + old[at + 1 + what % 9 :]
    elif kind % 6 == 2:
        text[number : number + 1] = [old[:at], old[at:]]
    elif kind % 6 == 3 and number + 1 in free:
        text[number : number + 2] = [old + text[number + 1]]
    elif kind % 6 == 4 and len(free) > 9:
        del text[number]
    elif kind % 6 == 5:
        text.insert(free[what % len(free)], text.pop(number))


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "source": fuzz_source, "lexer": fuzz_lexer, "structure": fuzz_structure, "package": fuzz_package, "lint": fuzz_lint,
    "form": fuzz_form, "pull": fuzz_pull,
}  # fmt: skip


def seeds(target: str) -> Iterator[bytes]:
    """Pieces of sound inputs of a door, short enough to be cut and joined."""
    if target == "source":
        text = (_ROOT / "inputs/2024.yaml").read_bytes()
        yield from (text[at : at + 280] for at in range(0, len(text), 2000))
    elif target == "lexer":
        yield from (piece.encode() for piece in ("{%p for i in x %}\0{{ i }}\0{%p endfor %}", "{% if a %}\0{{ x|join('、') }}\0{% endif %}", "\0".join(_PIECES)))
    elif target == "pull":
        yield from (bytes((kind, which, which * 5 % 256, what)) for kind in range(6) for which, what in ((3, 1), (9, 4), (21, 7), (30, 12)))
    elif target in ("structure", "lint"):
        count = len(_PIECES if target == "structure" else _MARKUP)
        yield from (bytes(range(count)), bytes(range(count - 1, -1, -1)), bytes((0, 2, 8, 4, 1)) * 8)
    else:
        parts = parts_of(SAMPLE if target == "package" else _FORM)
        yield from (bytes((number,)) + content[:280] for number, content in enumerate(parts.values()))
