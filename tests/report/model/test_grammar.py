"""The grammar is declared once: a key that is added to it, in a copy, is known to everything that reads, describes or writes."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from structure import nodes_of
from year_samples import FIELDS

from reportgen.compare.alignment import align
from reportgen.draft import Kit
from reportgen.engine.template import Template
from reportgen.new_year.marks import mark_sentences
from reportgen.report.dictionary import Dictionary
from reportgen.report.filters import FILTERS
from reportgen.report.load import Report, read_report
from reportgen.report.model import grammar as words
from reportgen.report.model.grammar import GRAMMAR, PARTS, Content, Grammar, Key, KeyRole
from reportgen.report.model.lines import NewSection, section_lines
from reportgen.report.schema import schema
from reportgen.roundtrip.outline import read_outline
from reportgen.storage.given import Given
from reportgen.yamltext import parse, splice

ROOT = Path(__file__).parents[3]
ROOMS = ("report", "roundtrip", "new_year", "compare", "forms")
PART = GRAMMAR.sections[PARTS]
CLOSING = Key("小结", Content.SENTENCES, KeyRole.BODY, "这一部分最后的话")
WIDER = replace(GRAMMAR, sections={**GRAMMAR.sections, PARTS: replace(PART, keys=(*PART.keys, CLOSING))})
YEAR = """\
年度: {year}
标题: 题
部分:
  - 标题: 甲
    小节:
      - 话题: 一题
        正文: 头一句。
    小结:
      - 这一部分到此为止{year}。
"""


def read(year: int, grammar: Grammar = WIDER, last: Report | None = None) -> Report:
    document, problems = parse(YEAR.format(year=year), "a.yaml")
    assert problems == ()
    report, told = read_report([document], Dictionary({}), last, grammar)
    assert told == ()
    return report


def test_the_reader_takes_a_new_key_and_the_template_prints_it() -> None:
    from docx_samples import document

    template = Template.open(document("{% for 部 in 部分 %}", "{{ 部.标题 }}", "{{ 部.小结[0] }}", "{% endfor %}"), FILTERS)
    rendered = template.render(read(2024).printed().context, trace=True)
    assert [part.text for part in rendered.trace if part.text] == ["甲", "这一部分到此为止2024。"]
    assert {name.partition("@")[0] for part in rendered.trace for span in part.spans for name in span.printed.origins} == {
        "部分[0].标题", "部分[0].小结[0]",
    }  # fmt: skip


def test_without_it_the_reader_says_that_it_would_not_print() -> None:
    document, _ = parse(YEAR.format(year=2024), "a.yaml")
    _, told = read_report([document], Dictionary({}), None)
    assert [(problem.code, problem.message) for problem in told] == [("F16", "部分里不认识“小结”")]


def test_the_description_for_editors_knows_it() -> None:
    said = schema(Dictionary.read(parse(FIELDS, "fields.yaml")[0])[0], WIDER)
    assert said["definitions"][PARTS]["properties"]["小结"]["description"] == "这一部分最后的话"


def test_the_outline_of_the_way_back_knows_it() -> None:
    outline = read_outline([parse(YEAR.format(year=2024), "a.yaml")[0]], WIDER)
    assert {str(path): spot.scalar.text for path, spot in outline.spots.items()}["部分[0].小结[0]"] == "这一部分到此为止2024。"


def test_a_new_year_marks_its_sentences() -> None:
    document, _ = parse(YEAR.format(year=2024), "a.yaml")
    made = splice(document.text, mark_sentences(document, "2024 年", WIDER))
    assert "- 句: 这一部分到此为止2024。\n        待改写: 是\n" in made


def test_a_comparison_sets_its_sentences_side_by_side() -> None:
    pairs = align(read(2023), read(2024))
    assert [(pair.kind, pair.new.text) for pair in pairs if pair.new][-1] == ("只换数", "这一部分到此为止2024。")


def test_a_writer_writes_it() -> None:
    lines = section_lines(NewSection(PARTS, {"标题": ["甲"], "小结": ["完了。"]}), WIDER)
    assert list(lines) == ["标题: 甲", "小结:", "  - 完了。"]


def test_the_manual_s_table_of_keys_is_that_of_the_grammar() -> None:
    from grammar_table import table

    text = (ROOT / "docs/manual/input.md").read_text(encoding="utf-8")
    assert table() in text
    assert "| 小结 |" in table(WIDER)


def test_no_other_module_calls_a_key_by_its_name() -> None:
    """But for words that stand for something else there, which are written so that they are no key: see ``grammar``."""
    keys = {key.name for _, key in GRAMMAR.every_key()} | {note.name for note in (*GRAMMAR.sentence_notes, *GRAMMAR.value_notes)}
    keys |= {setting.name for setting in GRAMMAR.settings} | {words.SENTENCE, words.VALUE}
    found = []
    for room in ROOMS:
        for path in sorted((ROOT / "reportgen" / room).rglob("*.py")):
            if path.parent.name == "model":
                continue
            for node in nodes_of(path):
                if isinstance(node, ast.Constant) and node.value in keys:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}")
    assert found == []


def test_a_kit_reads_by_the_grammar_of_the_report() -> None:
    kit = Kit.open((ROOT / "templates/annual/template.docx").read_bytes(), Given("fields.yaml", FIELDS.encode()))
    assert kit.read([Given("2024.yaml", YEAR.format(year=2024).encode())]).report.grammar is GRAMMAR


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_depth_is_that_of_the_input(depth: int) -> None:
    """A kind of section that may contain itself is read as deep as somebody writes it."""
    inside = "".join(f"{'    ' * (n + 1)}小节:\n{'    ' * (n + 1)}  - 话题: 第{n}层\n" for n in range(depth))
    document, problems = parse(f"年度: 2024\n标题: 题\n部分:\n  - 标题: 甲\n{inside}", "a.yaml")
    assert problems == ()
    report, told = read_report([document], Dictionary({}), None)
    assert told == ()
    leads = [sentence.address.depth for sentence in report.sentences() if sentence.role is KeyRole.TOPIC]
    assert leads == list(range(2, depth + 2))
