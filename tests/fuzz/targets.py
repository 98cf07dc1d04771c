"""The doors that are fuzzed: each takes any bytes, and lets through only what is a fault of the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from docx_samples import SAMPLE, body_xml, document, package_of, parts_of

from reportgen.engine.rendering import Bounds
from reportgen.engine.template import Template
from reportgen.gongwen.lint.linting import lint
from reportgen.problem import ReportError, TextPlace
from reportgen.source import read_bytes
from reportgen.word.package import Package

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
        assert not isinstance(problem.place, TextPlace) or problem.place.line <= lines


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
            package.write()


def fuzz_lint(data: bytes) -> None:
    """The linter: each byte chooses a piece of markup; what is no XML is refused by the package."""
    with suppress(ReportError):
        lint(Package.open(body_xml("".join(_MARKUP[byte % len(_MARKUP)] for byte in data[:200]))), "")


def _with_part(data: bytes) -> bytes:
    parts = parts_of(SAMPLE)
    name = list(parts)[data[0] % len(parts)] if data else "word/document.xml"
    return package_of({**parts, name: data[1:]})


def _fill(template: bytes) -> None:
    with suppress(ReportError):
        rendered = Template.open(template).render(_DATA, bounds=_FEW)
        assert rendered.package or rendered.problems


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "source": fuzz_source, "lexer": fuzz_lexer, "structure": fuzz_structure, "package": fuzz_package, "lint": fuzz_lint,
}  # fmt: skip
