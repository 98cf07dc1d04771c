"""docxtpl as the oracle: in the common syntax, on templates made at random, both engines give the same text.

Known differences, each kept out of the templates made here:
- values with ``&``, ``<`` or ``>``: docxtpl loses text unless it is asked to escape, so it is asked here (``autoescape=True``);
- unknown names and ``None``: docxtpl prints nothing or ``None``, reportgen tells;
- ``{%p %}`` beside other text: docxtpl drops the text, reportgen tells instead of losing it;
- a plain ``{% for %}`` alone in its paragraph: docxtpl leaves an empty paragraph, reportgen none, so blank paragraphs are not compared;
- a name of the data that a later ``set`` gives again: to Jinja it is unknown in loops before, docxtpl prints nothing there;
- ``%`` or ``}`` in a tag with a prefix: docxtpl does not see the tag;
- a loop over cells without ``tr``: docxtpl piles the cells into one row, reportgen repeats the row.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import docxtpl
import pytest
from docx_samples import document
from how_many import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import by_docxtpl, form

from reportgen.compat.docxtpl import RichText
from reportgen.engine.template import Template

WORDS = st.text(st.sampled_from("甲乙丙丁一二abc012，。、；（）“” <&>'\"%"), min_size=0, max_size=6)
VALUES: dict[str, Any] = {
    "甲": "合力", "数": 12, "真": True, "假": False, "空": "", "符": "A&B <c> \"d\"", "表": [{"名": "一", "值": 1}, {"名": "二", "值": 2}], "列": ["x", "y", "z"], "组": {"一": 1, "二": 2},
    "段": "一\a二", "页": "前\f后\a末", "日": date(2024, 3, 1),
    "树": [{"名": "根", "下": [{"名": "枝", "下": []}, {"名": "叶", "下": []}]}, {"名": "干", "下": []}],
}  # fmt: skip

EXPRESSIONS = st.sampled_from(
    [
        "甲", "数", "符", "数 + 1", "数 * 2", "列|length", "列|join('、')", "甲|upper", "表[0].名", "甲 ~ 数", "'文' if 真 else '否'", "列[1]",
        "表|map(attribute='名')|join('，')", "空|default('缺', true)", "数|string|length", "列|first", "'%05d'|format(数)", "(数 / 5)|round(1)",
        "日", "日.year", "'%d年%d月'|format(日.year, 日.month)", "组.items()|list|length", "组.keys()|join('、')", "组.values()|sum", "组.items()|map('first')|join",
    ]
)  # fmt: skip


SIGNS = {"富": "红\a二\f三", "续": "甲\n乙\t丙\a丁"}
"""Rich text, made of each engine's own class: what ``\\a`` and ``\\f`` begin."""

REPEATED = st.sampled_from(
    [
        "{% for x in 列 %}…{{ x }}{{ loop.index }}{% endfor %}",
        "{% for k, v in 组.items() %}…{{ k }}{{ v }}{% endfor %}",
        "{% for x in 树 recursive %}…{{ x.名 }}{{ loop.depth }}{{ loop(x.下) }}{% endfor %}",
        "{% for x in 列 %}{% if loop.previtem is defined and loop.previtem != x %}…{% endif %}{{ loop.cycle('甲', '乙') }}{% endfor %}",
        "{% for x in 列 %}{% if loop.previtem != x %}…{{ x }}{% endif %}{% endfor %}",
        "{% set c = cycler('奇', '偶') %}{% for x in 列 %}{{ c.next() }}…{% endfor %}{{ c.current }}",
        "{% set j = joiner('、') %}{% for x in 列 %}{{ j() }}{{ x }}…{% endfor %}",
    ]
)


@st.composite
def inline(draw: st.DrawFn) -> str:
    """A paragraph's text with tags in it."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.integers(0, 4))
        words = draw(WORDS).replace("{", "").replace("%}", "")
        if kind <= 1:
            parts.append(words + "{{ " + draw(EXPRESSIONS) + " }}")
        elif kind == 2:
            parts.append("{% if " + draw(st.sampled_from(["真", "假", "数 > 3", "空", "not 假"])) + " %}" + words + "{% else %}否{% endif %}")
        elif kind == 3:
            parts.append(draw(REPEATED).replace("…", words))
        else:
            parts.append(words + "{% set y = " + draw(EXPRESSIONS) + " %}{{ y }}")
    return "".join(parts)


ROWS = st.sampled_from(["表", "表[:1]", "[]", "列", "表|reverse|list"])
TESTS = st.sampled_from(["真", "假", "数 > 3", "空", "列|length == 3", "not 假"])


@st.composite
def body(draw: st.DrawFn) -> list[Any]:
    """Paragraphs, paragraph blocks and tables, their tags in docxtpl's syntax."""
    specs: list[Any] = []
    for _ in range(draw(st.integers(1, 4))):
        specs += draw(st.one_of(paragraphs(), conditions(), joined(), running(), torn(), signs(), tables(), columns()))
    return specs


@st.composite
def paragraphs(draw: st.DrawFn, depth: int = 0) -> list[Any]:
    """Paragraphs, some within loops within loops."""
    kind = draw(st.integers(0, 4 if depth < 2 else 0))
    if kind == 0:
        return [shattered(draw, draw(inline()))]
    inner = draw(paragraphs(depth + 1)) + draw(paragraphs(depth + 1))
    if kind == 1:
        opener = "{%p for r" + str(depth) + " in " + draw(ROWS) + " %}"
        return [shattered(draw, opener), "{{ loop.index }}" + draw(inline()), *inner, "{%p endfor %}"]
    if kind == 2:
        return ["{%p if " + draw(TESTS) + " %}", *inner, "{%p else %}", draw(inline()), "{%p endif %}"]
    if kind == 4:
        return ["{%p for r in 树 recursive %}", "{{ r.名 }}" + draw(inline()), "{{p loop(r.下) }}", "{%p endfor %}"]
    return ["{%p set 新 = " + draw(EXPRESSIONS.filter(lambda text: "%" not in text)) + " %}", *inner, "{{ 新 }}", "{#p 说明 #}"]


@st.composite
def conditions(draw: st.DrawFn) -> list[Any]:
    """A chain of conditions over paragraphs."""
    chain = ["{%p if " + draw(TESTS) + " %}", draw(inline())]
    for _ in range(draw(st.integers(0, 2))):
        chain += ["{%p elif " + draw(TESTS) + " %}", draw(inline())]
    return [*chain, "{%p else %}", draw(inline()), "{%p endif %}"]


@st.composite
def joined(draw: st.DrawFn) -> list[Any]:
    """A sentence over several paragraphs, joined by hyphens; each tag alone, or at the edge of its paragraph's text, where its hyphen may
    meet that of the next."""
    pieces = [draw(WORDS).replace("{", "").replace("%}", "").strip() or "甲" for _ in range(6)]
    tags = ["if " + draw(TESTS), "else", "endif"]
    specs = [pieces[3]]
    for tag, text in zip(tags, pieces, strict=False):
        alone, left, right = "{%- " + tag + " -%}", text + "{% " + tag + " -%}", "{%- " + tag + " %}" + text
        specs += draw(st.sampled_from([[alone], [left], [right], [alone, text], [text, alone]]))
    return [*specs, pieces[4], pieces[5]]


@st.composite
def running(draw: st.DrawFn) -> list[Any]:
    """A block from the middle of one paragraph to the middle of a later one, paragraphs and tables between."""
    words = [draw(WORDS).replace("{", "").replace("%}", "").strip() or "丁" for _ in range(6)]
    between = [draw(inline())] + ([[["格", "{{ 数 }}"]], "后"] if draw(st.booleans()) else [])
    if draw(st.booleans()):
        return [words[0] + "{% for 项 in " + draw(ROWS) + " %}" + words[1], *between, words[2] + "{% endfor %}" + words[3]]
    middle = [words[4] + "{% else %}" + words[5]] if draw(st.booleans()) else []
    edges = draw(st.sampled_from([(words[0], words[3]), ("", words[3]), (words[0], "")]))
    return [edges[0] + "{% if " + draw(TESTS) + " %}" + words[1], *between, *middle, words[2] + "{% endif %}" + edges[1]]


@st.composite
def torn(draw: st.DrawFn) -> list[Any]:
    """A tag that begins in one paragraph and ends in the next."""
    return ["前{{ " + draw(st.sampled_from(["甲", "数", "列[1]"])), draw(st.sampled_from(["|string|length }}", "}}", "~ 甲 }}"])) + draw(inline())]


@st.composite
def signs(draw: st.DrawFn) -> list[Any]:
    """Texts and rich texts that begin paragraphs and pages of their own, in a paragraph, a cell and a loop."""
    tags = ("{{ 段 }}", "{{ 页 }}", "{{r 富 }}", "{{r 续 }}")
    tag = draw(st.sampled_from(tags))
    words = draw(WORDS).replace("{", "").replace("%}", "")
    text = (words, tag, words) if draw(st.booleans()) else tag
    if draw(st.booleans()):
        return ["{%p for x in 列 %}", text, "{%p endfor %}"]
    return [text, [["格", draw(st.sampled_from(["{{ 段 }}", "{{r 续 }}"]))]], "后"]


@st.composite
def tables(draw: st.DrawFn) -> list[Any]:
    """A table with loops and conditions over rows, one in another, and a cell that is merged with its copies."""
    rows: list[Any] = [["头", draw(inline())]] + ([["旧{#tr 不印 #}", draw(inline())]] if draw(st.booleans()) else [])
    rows += [["{%tr for r in " + draw(ROWS) + " %}", ""]]
    rows.append([draw(st.sampled_from(["{% vm %}同", "{{ loop.index }}", "{% cellbg 'FFEE00' %}甲"])), draw(inline())])
    if draw(st.booleans()):
        rows += [["{%tr for x in 列 %}", ""], ["{{ x }}", draw(inline())], ["{%tr endfor %}", ""]]
    if draw(st.booleans()):
        rows += [["{%tr if " + draw(TESTS) + " %}", ""], ["是", ""], ["{%tr else %}", ""], ["否", ""], ["{%tr endif %}", ""]]
    rows += [["{%tr endfor %}", ""], ["尾", ""]]
    return [rows, draw(inline())]


@st.composite
def columns(draw: st.DrawFn) -> list[Any]:
    """A table whose cells are repeated or left out, with a heading over them."""
    loop = ["{%tc for x in 列 %}", "{{ x }}" + draw(WORDS).replace("{", "").replace("%}", ""), "{%tc endfor %}"]
    head = draw(st.sampled_from([["{% colspan 4 %}题"], ["头", "{%tc for x in 列 %}", "{% hm %}合", "{%tc endfor %}"]]))
    optional = ["甲", "{%tc if " + draw(TESTS) + " %}", "乙", "{%tc else %}", "丙", "{%tc endif %}", "丁", "戊"]
    return [[head, ["头", *loop]], draw(inline()), [optional], draw(inline())]


def shattered(draw: st.DrawFn, text: str) -> tuple[str, ...]:
    """A paragraph cut into runs at random places."""
    cuts = sorted(draw(st.lists(st.integers(0, max(len(text), 1)), max_size=4)))
    edges = [0, *cuts, len(text)]
    return tuple(text[a:b] for a, b in pairwise(edges) if a < b) or ("",)


def shown(package: bytes) -> list[str]:
    return [line for line in form(package) if line]


def theirs(package: bytes) -> list[str]:
    made = by_docxtpl(package, VALUES | {name: docxtpl.RichText(text) for name, text in SIGNS.items()}, autoescape=True)
    assert made is not None
    return [line for line in made if line]


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body())
def test_both_engines_give_the_same_text(specs: list[Any]) -> None:
    package = document(*specs)
    mine = Template.open(package).render(VALUES | {name: RichText(text).value for name, text in SIGNS.items()})
    assert [str(problem) for problem in mine.problems if problem.code not in ("T02", "T07", "T19")] == []
    assert shown(mine.package) == theirs(package)


def test_a_loop_over_cells_without_tr_repeats_the_row() -> None:
    """docxtpl piles the cells into one row."""
    package = document([["{% for r in 表 %}{{ r.名 }}", "{{ r.值 }}{% endfor %}"]], "尾")
    mine = Template.open(package).render(dict(VALUES)).package
    assert [line for line in shown(mine) if not line.startswith(("cell", "columns"))] == ["一", "1", "二", "2", "尾"]
    assert shown(mine) != theirs(package)


@pytest.mark.parametrize("value", ["A & B", "<b>x", "100<100 "])
def test_where_docxtpl_loses_text_reportgen_does_not(value: str) -> None:
    """docxtpl's defaults, 0.20: ``A & B`` loses its ``&`` and ``<b>x`` everything after it, without a word."""
    package = document("值：{{ v }}。")
    assert by_docxtpl(package, {"v": value}) != [f"值：{value}。"]
    assert form(Template.open(package).render({"v": value}).package) == [f"值：{value}。"]


def test_the_work_of_the_benchmark_is_done_alike_by_both() -> None:
    from importlib.util import module_from_spec, spec_from_file_location
    from pathlib import Path

    spec = spec_from_file_location("benchmark", Path(__file__).parents[2] / "benchmarks" / "engine.py")
    assert spec is not None
    assert spec.loader is not None
    benchmark = module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    source, values = benchmark.template(), benchmark.data(20)
    mine = benchmark.ours(Template.open(source), values)
    assert benchmark.text_of(mine) == benchmark.text_of(benchmark.theirs(source, values))
    assert "104.50" in benchmark.text_of(mine)
