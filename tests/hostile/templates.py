"""Templates that are malformed, that try to get out of the language, or that ask for more than there is."""

from __future__ import annotations

from collections.abc import Iterator

from docx_samples import document
from engine.test_safety import ATTACKS, BUSY, in_part

from hostile.case import DATA, RENDER, Case, of_template

KIND = "templates"

MALFORMED = (
    "{% for i in x %}甲", "{% endfor %}", "{% if a %}甲", "{% endif %}", "{% if a %}{% for i in x %}{% endif %}{% endfor %}",
    "{% for i in x %}{% endif %}", "{% else %}", "{% elif a %}", "{% if a %}{% else %}{% else %}{% endif %}",
    "{% if a %}{% else %}{% elif a %}{% endif %}", "{{ a", "a }}", "{% a", "{{ {{ a }} }}", "{{ }}", "{% %}", "{% for %}{% endfor %}",
    "{% for i x %}{% endfor %}", "{% for in x %}{% endfor %}", "{% if %}{% endif %}", "{{ a b }}", "{{ a | }}", "{{ a|没有 }}", "{{ (a }}",
    "{{ a) }}", "{{ 'a }}", "{% raw %}甲", "{% endraw %}", "{% set %}", "{% set a %}", "{% macro m( %}{% endmacro %}", "{% wrong %}",
    "{% macro m() %}", "{% call m() %}{% endcall %}", "{% block a %}{% endblock %}", "{# 没完", "{{ a.b.c }}", "{{ 没有的 }}",
    "{% for i in a %}{{ i.b.c }}{% endfor %}", "{{ loop.index }}", "{% break %}", "{%p if a %}甲", "{%tr for i in x %}甲{%tr endfor %}", "{{ 1/0 }}",
    "{{ x[9] }}", "{{ a + 1 }}", "{{ x.a.b }}", "{% for i in 5 %}{% endfor %}", "{% for a, b in x %}{% endfor %}", "{{ none.a }}",
)  # fmt: skip
SPREAD: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("a loop from the text into a table", ("{% for i in x %}", [["{% endfor %}"]])),
    ("a loop from one table into another", ([["{% for i in x %}"]], [["{% endfor %}"]])),
    ("blocks that cross over rows", ([["{% for i in x %}"], ["{% if a %}"], ["{% endfor %}"], ["{% endif %}"]],)),
    ("a loop that ends in another row's cell", ([["{% for i in x %}", "甲"], ["乙", "{% endfor %}{% endfor %}"]],)),
)
HARMLESS = {
    "tags as data": ("{{ a }}", "a: '{{ 7*7 }}{% for %}'\n", "{{ 7*7 }}{% for %}"),
    "markup as data": ("{{ a }}", "a: '</w:t><w:p/>&<b>'\n", "</w:t><w:p/>&<b>"),
    "a text of 100,000 characters": ("{{ a }}", f"a: {'长' * 100_000}\n", "长" * 100),
}


def cases() -> Iterator[Case]:
    for text in MALFORMED:
        yield of_template(KIND, f"malformed: {text}", lambda text=text: document(text), "T R")
    for name, specs in SPREAD:
        yield of_template(KIND, name, lambda specs=specs: document(*specs), "T")
    for where in ("document", "header"):
        for attack in ATTACKS:
            yield Case(KIND, f"escape in {where}: {attack}", lambda secret, attack=attack, where=where: _attack(attack, where, str(secret)), "T R")
    for name, text in BUSY.items():
        yield of_template(KIND, f"busy: {name}", lambda text=text: document(text), "T R", slow=True)
    for name, (text, data, shows) in HARMLESS.items():
        yield Case(KIND, name, lambda _, text=text, data=data: {"模板.docx": document(text), "数据.yaml": data.encode()}, "", RENDER, shows)


def _attack(attack: str, where: str, secret: str) -> dict[str, bytes]:
    return {"模板.docx": in_part(attack.replace("SECRET", f"'{secret}'"), where), "数据.yaml": DATA}


