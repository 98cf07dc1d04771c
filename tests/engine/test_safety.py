"""No template reaches Python, files or the net, and none keeps the machine busy; every escape that was ever published.

Each attack runs in every kind of part.  Its sign is worked out only when it runs (``$((40+2))``, the content of a file made
for the test), so that the text of the attack itself, quoted in a message, is no success.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from docx_samples import add_part, body_xml, document, package_of, paragraph, parts_of

from reportgen.engine.compile.bounds import MAX_BLOCKS, MAX_EXPRESSION, MAX_LOOPS, MAX_TAGS
from reportgen.engine.compile.lexer import MAX_TAGS_IN_PARAGRAPH
from reportgen.engine.render.printer import Bounds
from reportgen.engine.template import Rendered, Template
from reportgen.problem import WordPlace

ROOT = Path(__file__).parents[2]
RUN = "popen('echo PWN$((40+2))').read()"
SIGN = b"PWN42"

EXPRESSIONS = [
    # attributes of Python objects
    "''.__class__.__mro__[1].__subclasses__()",
    "''['__class__']['__base__']",
    "''['\\x5f\\x5fclass\\x5f\\x5f'].__mro__",
    "''．＿＿class＿＿",
    "().__class__.__base__.__subclasses__()[40]('/etc/hostname').read()",
    f"lipsum.__globals__['os'].{RUN}",
    f"lipsum.__globals__.os.{RUN}",
    f"cycler.__init__.__globals__.os.{RUN}",
    f"joiner.__init__.__globals__.os.{RUN}",
    f"namespace.__init__.__globals__.os.{RUN}",
    f"self.__init__.__globals__.__builtins__.__import__('os').{RUN}",
    f"self._TemplateReference__context.cycler.__init__.__globals__.os.{RUN}",
    f"range.__globals__.__builtins__['__import__']('os').{RUN}",
    "dict.__base__.__subclasses__()",
    "dict.mro()",
    "(x|map('upper')).gi_frame.f_back.f_globals",
    "(x|batch(2)).gi_frame.f_globals",
    "x.__class__.__init__.__globals__",
    "x.pop()",
    "x.append(1)",
    "m.__func__",
    "config.items()",
    "request.application.__globals__",
    # CVE-2016-10745: str.format; CVE-2019-10906: format_map
    "'{0.__class__.__init__.__globals__}'.format(x)",
    "'{a.__class__}'.format_map({'a': x})",
    # CVE-2024-56326: a stored reference to format
    "[''.format][0]('{0.__class__}', x)",
    "dict(f='{0.__class__}'.format).f(x)",
    # CVE-2025-27516: |attr reaches format
    "('{0.__class__}'|attr('format'))(x)",
    "x|attr('__class__')|attr('__base__')",
    "x|map('attr', '__class__')|list",
    "x|map(attribute='__class__')|list",
    "x|sum(attribute='__class__')",
    # CVE-2020-28493, CVE-2024-22195, CVE-2024-34064: filters for web pages
    "x|urlize",
    "{'a b': 1}|xmlattr",
    "x|tojson",
    "x|pprint",
    "'<b>'|safe",
    # names that the sandbox does not list
    "x is callable",
    "x is filter",
    "f()",
    "'%(a)s' % x",
    "'%2000000000d'|format(1)",
]
STATEMENTS = [
    "{% include SECRET %}",
    "{% import SECRET as x %}",
    "{% from SECRET import x %}",
    "{% extends SECRET %}",
    "{% include 'word/document.xml' %}",
    "{% set f = '{0.__class__}'.format %}{{ f(x) }}",
    "{% for c in ().__class__.__base__.__subclasses__() %}{{ c }}{% endfor %}",
    "{% filter attr('__class__') %}x{% endfilter %}",
    "{% call x.__class__() %}{% endcall %}",
    "{% macro m() %}{% endmacro %}{{ m.__init__.__globals__ }}",
    "{% for y in x %}{{ loop.__class__ }}{% endfor %}",
    "{% for y in x %}{{ loop._iterator.gi_frame }}{% endfor %}",
    "{% set ns = namespace() %}{% set ns.a = ''.__class__ %}{{ ns.a.mro() }}",
    "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}x{% endcall %}",
    "{% do x.append(1) %}",
    "{% autoescape false %}{{ '<w:p/>' }}{% endautoescape %}",
]  # fmt: skip
ATTACKS = [*(f"{{{{ {text} }}}}" for text in EXPRESSIONS), *STATEMENTS]


def in_part(attack: str, where: str) -> bytes:
    """A Word file with the attack in one of its parts."""
    escaped = attack.replace("&", "&amp;").replace("<", "&lt;")
    if where == "alternative text":
        quoted = escaped.replace('"', "&quot;")
        shape = f'<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="n" descr="{quoted}"/></wp:inline></w:drawing></w:r>'
        return body_xml(f"<w:p>{shape}</w:p>")
    parts: dict[str, dict[str, object]] = {
        "header": {"header": paragraph(attack)},
        "footer": {"footer": paragraph(attack)},
        "footnotes": {"footnotes": {2: paragraph(attack)}},
        "comments": {"comments": {1: paragraph(attack)}},
        "core": {"core": f"<dc:title>{escaped}</dc:title>"},
    }
    return document(attack) if where == "document" else body_xml(paragraph("正文"), **parts[where])  # type: ignore[arg-type]


def refused(rendered: Rendered) -> bool:
    return not rendered.package and bool(rendered.problems)


@pytest.mark.parametrize("where", ["document", "header", "footer", "footnotes", "comments", "core", "alternative text"])
def test_every_known_escape_is_refused_in_every_part(where: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(f"secret {40 + 2}", encoding="utf-8")
    for attack in ATTACKS:
        if where == "alternative text" and attack.startswith("{%"):
            continue  # no statement may stand there at all: T15
        source = in_part(attack.replace("SECRET", f"'{secret}'"), where)
        rendered = Template.open(source).render({"x": ["甲"], "f": lambda: secret.read_text()})
        said = "\n".join(map(str, rendered.problems)).encode()
        assert refused(rendered), (where, attack)
        assert SIGN not in said, (where, attack)
        assert b"secret 42" not in said, (where, attack)
        for problem in rendered.problems:
            assert isinstance(problem.place, WordPlace)
            assert problem.place.excerpt, "the message shows the tag"
            assert "Traceback" not in str(problem)
            assert problem.message.isascii() is False


def test_the_name_of_a_part_does_not_reach_the_compiler() -> None:
    """CVE-2024-56201."""
    parts = parts_of(document("{{ a }}"))
    add_part(parts, "h\" + __import__('os').getcwd() + \"", f"<w:hdr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{paragraph('{{ a }}')}</w:hdr>", "header")
    text = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = text.replace('h" + __import__(\'os\').getcwd() + "', "h&quot; + __import__('os').getcwd() + &quot;").encode()
    rendered = Template.open(package_of(parts)).render({"a": "好"})
    assert str(ROOT).encode() not in rendered.package
    assert all(str(ROOT) not in str(problem) for problem in rendered.problems)


def test_data_that_are_no_data_are_not_called_or_looked_into() -> None:
    class Trap:
        called = False

        def __call__(self) -> str:
            Trap.called = True
            return "PWN"

        def method(self) -> str:
            Trap.called = True
            return "PWN"

    for attack in ("{{ t() }}", "{{ t.method() }}", "{{ t.called }}", "{{ t|map(attribute='called')|list }}"):
        assert refused(Template.open(document(attack)).render({"t": Trap()}))
    assert not Trap.called


BUSY = {
    "loops in loops": "{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}",
    "loops that print nothing": "{% for a in range(100000) %}{% for b in range(100000) %}{% if b > 5 %}{% endif %}{% endfor %}{% endfor %}",
    "a power of powers": "{{ 9**(9**9) }}",
    "a text times a number": "{{ 'A'*10**10 }}",
    "a list times a number": "{{ [1]*10**10 }}",
    "doubling a text": "{% set n = namespace(x='aaaaaaaaaa') %}{% for i in range(100) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "doubling a block": "{% set x %}" + "a" * 64 + "{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x }}",
    "doubling made text": "{% set x %}" + "a" * 64 + "{% endset %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "macros that double": "".join(f"{{% macro m{n}() %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}" for n in range(1, 45)) + "{% macro m0() %}x{% endmacro %}{{ m44() }}",
    "macros that double in silence": "{% macro m0() %}{% endmacro %}" + "".join(f"{{% macro m{n}() %}}{{% if m{n - 1}() %}}{{% endif %}}{{% if m{n - 1}() %}}{{% endif %}}{{% endmacro %}}" for n in range(1, 45)) + "{{ m44() }}",
    "much text in a macro": "{% macro m() %}{% for i in range(100000) %}{% for j in range(100000) %}" + "字" * 1000 + "{% endfor %}{% endfor %}{% endmacro %}{{ m() }}",
    "a long text printed in a macro": "{% set a = 'a'*900000 %}{% macro m() %}{% for i in range(100000) %}{{ a }}{% endfor %}{% endmacro %}{{ m() }}",
    "join": "{{ (['a'*900000]*900000)|join }}",
    "replace": "{{ ('a'*900000)|replace('a','b'*900000) }}",
    "batch": "{{ [1]|batch(10**9,'x')|list }}",
    "slice": "{{ [1]|slice(10**9)|list }}",
    "map over long texts": "{{ (['a'*900000]*900000)|map('upper')|list|length }}",
    "select in a long list": "{{ range(100000)|select('in', range(100000)|list)|list|length }}",
    "in a long list": "{% set x = range(100000)|list %}{% for i in range(100000) %}{% if i in x %}{% endif %}{% endfor %}",
    "slices of a long list": "{% set x = range(100000)|list %}{% for i in range(100000) %}{% set y = x[:] %}{% endfor %}",
    "comparing long lists": "{% set x = range(100000)|list %}{% set y = range(100000)|list %}{% for i in range(100000) %}{% if x == y %}{% endif %}{% endfor %}",
    "sums of lists": "{{ ([[1]*900]*900)|sum(start=[]) }}",
    "round": "{{ 1|round(-999999999) }}{{ 1|round(999999999,'ceil') }}",
    "a wide format": "{{ '%99999999d'|format(1) }}",
    "a long number": "{{ " + "9" * 6000 + " }}",
    "brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "a chain of names": "{{ a" + ".b" * 3000 + " }}",
    "a chain of sums": "{{ 1" + "+1" * 3000 + " }}",
    "a chain of filters": "{{ 1" + "|int" * 1000 + " }}",
    "many not": "{{ " + "not " * 3000 + "1 }}",
    "loops nested": "{% for a in [1] %}" * 40 + "x" + "{% endfor %}" * 40,
    "conditions nested": "{% if 1 %}" * 200 + "x" + "{% endif %}" * 200,
    "many tags in a paragraph": "{{ 1 }}" * 4000,
    "many tags never finished": "{{" * 5000 + "}}",
    "many ends": "}}" * 20000,
}  # fmt: skip


@pytest.mark.parametrize("template", BUSY.values(), ids=BUSY.keys())
def test_nothing_keeps_the_machine_busy(template: str) -> None:
    begun = time.process_time()
    rendered = Template.open(document(template)).render({"a": 1}, bounds=Bounds(steps=100_000, output=1_000_000))
    assert refused(rendered)
    assert time.process_time() - begun < 5
    assert all(problem.code in ("R02", "T01", "T04", "T21", "T30", "R01") for problem in rendered.problems)


@pytest.mark.slow
def test_with_the_default_bounds_each_ends_within_half_a_minute_and_one_and_a_half_gigabytes(tmp_path: Path) -> None:
    script = "import sys\nfrom reportgen import Template\nsys.exit(bool(Template.open(open(sys.argv[1],'rb').read()).render({'a': 1}).package))"
    limit = 1536 * 1024 * 1024
    for name, template in BUSY.items():
        path = tmp_path / "t.docx"
        path.write_bytes(document(template))
        command = [sys.executable, "-c", script, str(path)]
        done = subprocess.run(command, timeout=30, cwd=ROOT, capture_output=True, check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
        assert done.returncode == 0, (name, done.stderr.decode()[-500:])


def test_bounds_count_all_parts_together_and_can_be_raised() -> None:
    loop = "{% for a in range(60) %}{% endfor %}"
    template = Template.open(body_xml(paragraph(loop), header=paragraph(loop), footer=paragraph(loop)))
    assert refused(template.render({}, bounds=Bounds(steps=100)))
    assert template.render({}, bounds=Bounds(steps=300)).package
    long = Template.open(body_xml(paragraph("{{ a }}"), header=paragraph("{{ a }}")))
    assert refused(long.render({"a": "字" * 1000}, bounds=Bounds(output=1500)))
    assert long.render({"a": "字" * 1000}, bounds=Bounds(output=10_000)).package


def test_what_is_within_the_bounds_of_the_language_is_compiled() -> None:
    loops = "{% for a in [1] %}" * MAX_LOOPS + "甲" + "{% endfor %}" * MAX_LOOPS
    blocks = "{% if 1 %}" * MAX_BLOCKS + "乙" + "{% endif %}" * MAX_BLOCKS
    both = "{% if 1 %}" * (MAX_BLOCKS - MAX_LOOPS) + loops + "{% endif %}" * (MAX_BLOCKS - MAX_LOOPS)
    sums = "{{ 1" + "+1" * (MAX_EXPRESSION - 4) + " }}"
    many = "{{ 1 }}" * MAX_TAGS_IN_PARAGRAPH
    for text in (loops, blocks, both, sums, many):
        rendered = Template.open(document(text)).render({})
        assert rendered.problems == (), text[:40]
        assert rendered.package


@pytest.mark.slow
def test_more_tags_than_any_template_has_are_refused_at_once() -> None:
    begun = time.process_time()
    problems = Template.open(document(*["{{ a }}" * 1000] * (MAX_TAGS // 1000 + 1))).problems
    assert [problem.code for problem in problems] == ["T30"]
    assert time.process_time() - begun < 10


def test_a_deeply_nested_file_is_read_or_refused_and_no_crash() -> None:
    nested = paragraph("{{ a }}")
    for _ in range(40):
        nested = f"<w:tbl><w:tr><w:tc>{nested}<w:p/></w:tc></w:tr></w:tbl>"
    assert Template.open(body_xml(nested + "<w:p/>")).render({"a": 1}).package
    controls = "<w:sdt><w:sdtContent>" * 100 + paragraph("{{ a }}") + "</w:sdtContent></w:sdt>" * 100
    assert Template.open(body_xml(controls)).render({"a": 1}).package
