"""What our code generator writes is, to the letter, what Jinja's would have written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx_samples import document
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Environment

from reportgen.engine.compile.cells import SHADE, SPAN
from reportgen.engine.compile.generator import PRINT, OneDoor, survey
from reportgen.engine.template import Template
from reportgen.report.filters import FILTERS
from reportgen.sandbox import Sandbox

ROOT = Path(__file__).parents[3]


class JinjasWay(CodeGenerator):
    """Jinja's own ways, all of them, but that a door is not escaped again."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if isinstance(node, nodes.Filter) and node.name in (PRINT, SPAN, SHADE):
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)


BODIES = (
    "甲{{ a }}乙", "{{ a }}{{ b.c }}{{ d['e'] }}", "{% for x in xs %}{{ x }}{% endfor %}{{ x }}",
    "{% for x in xs %}{% for y in x.ys %}{{ loop.index }}{{ y }}{% endfor %}{% endfor %}",
    "{% for x in xs %}{{ loop.index }}{% for y in x.ys %}{{ y }}{% endfor %}{% endfor %}",
    "{% for x, y in xs.items() %}{{ x }}{{ y|upper|default('无') }}{% else %}没有{% endfor %}",
    "{% for x in xs if x is defined and x > 1 %}{{ x }}{% endfor %}", "{% for x in xs recursive %}{{ x.a }}{{ loop(x.b) }}{% endfor %}",
    "{% if a is mapping %}{{ a.b }}{% elif b %}{% set a = b %}{{ a }}{% else %}{{ c }}{% endif %}{{ a }}",
    "{% for x in xs %}{% set n = x.a %}{% if n %}{% set m = n %}{{ m }}{% endif %}{{ n }}{% endfor %}",
    "{% set n = namespace(a=1) %}{% for x in xs %}{% set n.a = n.a + x %}{% endfor %}{{ n.a }}",
    "{% macro m(z, y=2) %}{{ z }}甲{% for x in xs %}{{ loop.index }}{{ caller() }}{% endfor %}{% endmacro %}{{ m(1) }}{% call m(3) %}乙{% endcall %}",
    "{% filter upper %}a{% for x in xs %}{{ x }}{% endfor %}{% endfilter %}", "{% set t %}甲{{ a }}{% endset %}{{ t }}",
    "{% with p = a, q = b %}{{ p }}{{ q }}{% endwith %}", "{{ a ~ b ~ 1.5 }}{{ a if b }}{{ xs[1:2] }}{{ a in xs }}{{ -a ** 2 }}{{ not a }}",
    "{% for x in [1, 2.5, 'a', {'b': c}, (1,)] %}{{ x }}{{ loop.last }}{% endfor %}", "{% raw %}{{ a }}{% endraw %}{{ self }}",
    "{% macro m(loop) %}{{ loop }}{% endmacro %}{{ m(1) }}{% for x in xs %}{{ loop.index }}{% endfor %}",
)  # fmt: skip


def written(monkeypatch: pytest.MonkeyPatch, source: bytes, generator: type[CodeGenerator], **arguments: Any) -> list[str]:
    texts: list[str] = []

    def generate(self: Sandbox, *given: Any, **named: Any) -> str:
        self.code_generator_class = generator
        texts.append(Environment._generate(self, *given, **named))
        return texts[-1]

    with monkeypatch.context() as patched:
        patched.setattr(Sandbox, "_generate", generate)
        Template.open(source, **arguments)
    return texts


@pytest.mark.parametrize("body", BODIES)
def test_each_kind_of_statement_is_written_as_jinja_writes_it(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    ours, theirs = (written(monkeypatch, document(body), generator) for generator in (OneDoor, JinjasWay))
    assert ours == theirs and ours


def test_whole_templates_are_written_as_jinja_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [*(ROOT / "templates").rglob("*.docx"), ROOT / "tests/data/annual-before-blocks.docx"]
    assert len(files) > 2
    for file in files:
        ours, theirs = (written(monkeypatch, file.read_bytes(), generator, filters=FILTERS) for generator in (OneDoor, JinjasWay))
        assert ours == theirs and ours, file.name


def test_a_followed_program_too(monkeypatch: pytest.MonkeyPatch) -> None:
    source = document("{% for x in xs %}{% for y in x.ys %}{{ y.z }}{% endfor %}{% endfor %}")
    texts: list[list[str]] = [[], []]
    for generator, told in zip((OneDoor, JinjasWay), texts, strict=True):
        opened = Template.open(source)
        with monkeypatch.context() as patched:
            opened.sandbox.code_generator_class = generator
            kept = Environment._generate
            patched.setattr(Sandbox, "_generate", lambda *given, kept=kept, told=told, **named: told.append(kept(*given, **named)) or told[-1])
            assert opened.render({"xs": [{"ys": [{}]}]}).problems
    assert texts[0] == texts[1] and texts[0]


def test_a_program_of_ours_goes_the_short_way() -> None:
    """Else the test above would compare Jinja with itself."""
    opened = Template.open(docx_bytes())
    tree = opened.sandbox.parse("\x01for x in xs\x02\x03 x|upper \x04\x01for y in x\x02\x03 loop.index \x04\x01endfor\x02\x01endfor\x02")
    found = survey(tree)
    assert found is not None
    assert found.filters == {"upper"} and len(found.loops) == 2 and PRINT not in found.filters
    for other in ("\x01for loop in xs\x02\x01endfor\x02", "\x03self\x04", "\x01block a\x02\x01endblock\x02"):
        assert survey(opened.sandbox.parse(other)) is None


def docx_bytes() -> bytes:
    return document("{{ a }}")
