"""docxtpl as the oracle: in the common syntax, on templates made at random, both engines give the same text.

Known differences, each kept out of the templates made here:
- values with ``&``, ``<`` or ``>``: docxtpl loses text unless it is asked to escape, so it is asked here (``autoescape=True``);
- unknown names and ``None``: docxtpl prints nothing or ``None``, reportgen tells;
- ``{%p %}`` beside other text: docxtpl drops the text, reportgen tells instead of losing it;
- a plain ``{% for %}`` alone in its paragraph: docxtpl leaves an empty paragraph, reportgen none, so blank paragraphs are not compared;
- a loop over cells without ``tr``: docxtpl piles the cells into one row, reportgen repeats the row.
"""

from __future__ import annotations

import io
import warnings
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx_samples import document
from docxtpl import DocxTemplate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.engine.template import Template

WORDS = st.text(st.sampled_from("甲乙丙丁一二abc012，。、；（）“” <&>'\"%"), min_size=0, max_size=6)
VALUES: dict[str, Any] = {
    "甲": "合力", "数": 12, "真": True, "假": False, "空": "", "符": "A&B <c> \"d\"", "表": [{"名": "一", "值": 1}, {"名": "二", "值": 2}], "列": ["x", "y", "z"],
}  # fmt: skip

EXPRESSIONS = st.sampled_from(
    [
        "甲", "数", "符", "数 + 1", "数 * 2", "列|length", "列|join('、')", "甲|upper", "表[0].名", "甲 ~ 数", "'文' if 真 else '否'", "列[1]",
        "表|map(attribute='名')|join('，')", "空|default('缺', true)", "数|string|length", "列|first", "'%05d'|format(数)", "(数 / 5)|round(1)",
    ]
)  # fmt: skip


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
            parts.append("{% for x in 列 %}" + words + "{{ x }}{{ loop.index }}{% endfor %}")
        else:
            parts.append(words + "{% set y = " + draw(EXPRESSIONS) + " %}{{ y }}")
    return "".join(parts)


@st.composite
def body(draw: st.DrawFn) -> list[Any]:
    """Paragraphs, paragraph blocks and tables, their tags in docxtpl's syntax."""
    specs: list[Any] = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.integers(0, 3))
        if kind == 0:
            specs.append(shattered(draw, draw(inline())))
        elif kind == 1:
            specs += ["{%p for r in 表 %}", shattered(draw, "{{ r.名 }}" + draw(inline())), "{%p endfor %}"]
        elif kind == 2:
            specs += ["{%p if " + draw(st.sampled_from(["真", "假"])) + " %}", draw(inline()), "{%p else %}", draw(inline()), "{%p endif %}"]
        else:
            specs.append([["头", "尾"], ["{%tr for r in 表 %}", ""], ["{{ r.名 }}", draw(inline())], ["{%tr endfor %}", ""]])
    return specs


def shattered(draw: st.DrawFn, text: str) -> tuple[str, ...]:
    """A paragraph cut into runs at random places."""
    cuts = sorted(draw(st.lists(st.integers(0, max(len(text), 1)), max_size=4)))
    edges = [0, *cuts, len(text)]
    return tuple(text[a:b] for a, b in pairwise(edges) if a < b) or ("",)


def shown(package: bytes) -> list[str]:
    element = docx.Document(io.BytesIO(package)).element.body
    namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lines = ["".join(node.text or "" for node in paragraph.iter(namespace + "t")) for paragraph in element.iter(namespace + "p")]
    return [line for line in lines if line]


def by_docxtpl(package: bytes) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = DocxTemplate(io.BytesIO(package))
        made.render(dict(VALUES), autoescape=True)
        buffer = io.BytesIO()
        made.save(buffer)
    return buffer.getvalue()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body())
def test_both_engines_give_the_same_text(specs: list[Any]) -> None:
    package = document(*specs)
    mine = Template.open(package).render(dict(VALUES))
    assert [str(problem) for problem in mine.problems if problem.code != "T02"] == []
    assert shown(mine.package) == shown(by_docxtpl(package))


@pytest.mark.parametrize(
    ("specs", "theirs", "mine"),
    [
        (["值：{{ 符 }}。"], ["值：A&B <c> \"d\"。"], ["值：A&B <c> \"d\"。"]),
        ([[["{% for r in 表 %}{{ r.名 }}", "{{ r.值 }}{% endfor %}"]]], None, ["一", "1", "二", "2"]),
    ],
)  # fmt: skip
def test_known_cases(specs: list[Any], theirs: list[str] | None, mine: list[str]) -> None:
    package = document(*specs)
    assert shown(Template.open(package).render(dict(VALUES)).package) == mine
    if theirs is not None:
        assert shown(by_docxtpl(package)) == theirs


def test_where_docxtpl_loses_text_reportgen_does_not() -> None:
    """docxtpl's defaults, 0.20: ``A & B`` loses its ``&`` and ``<b>x`` everything after it, without a word."""
    package = document("值：{{ v }}。")
    for value in ("A & B", "<b>x", "100<100 "):
        made = DocxTemplate(io.BytesIO(package))
        made.render({"v": value})
        buffer = io.BytesIO()
        made.save(buffer)
        assert shown(buffer.getvalue()) != [f"值：{value}。"]
        assert shown(Template.open(package).render({"v": value}).package) == [f"值：{value}。"]


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
