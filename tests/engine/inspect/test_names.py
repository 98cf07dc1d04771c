"""Which data a template asks for, as paths; each case is a template and its paths."""

from __future__ import annotations

import pytest
from docx_samples import body_xml, document, paragraph

from reportgen.engine.inspect.requirements import Need
from reportgen.engine.template import Template

CASES = {
    "a name": ("{{ 甲 }}{{ 甲 }}", "甲"),
    "a dotted name is its whole path, and only that": ("{{ 甲.乙.丙 }}{{ 甲['丁'] }}", "甲.乙.丙 甲.丁"),
    "a loop": ("{% for x in 部分 %}{{ x.标题 }}{% endfor %}", "部分[].标题"),
    "a loop in a loop": (
        "{% for 部 in 部分 %}{% for 节 in 部.小节 %}{{ 节.话题 }}{% endfor %}{% endfor %}",
        "部分[].小节[].话题",
    ),
    "items printed as they are": ("{% for x in 名单 %}{{ x }}{% endfor %}", "名单[]"),
    "a loop that reads nothing of its items": ("{% for x in 名单 %}行{% endfor %}", "名单[]"),
    "what the loop binds is no data, what it does not is": ("{% for x in xs %}{{ x }}{{ y }}{{ loop.index }}{% endfor %}", "xs[] y"),
    "the name of a loop outside of it is data again": ("{% for x in xs %}{{ x.a }}{% endfor %}{{ x.b }}", "xs[].a x.b"),
    "a loop that takes some of its items": ("{% for x in xs if x.a > 1 %}{{ x.b }}{% endfor %}", "xs[].a xs[].b"),
    "a loop over a list that is written out": ("{% for x in [甲, 乙] %}{{ x.丙 }}{% endfor %}", "乙.丙 甲.丙"),
    "what a test is given": ("{% if 甲 is divisibleby(乙) %}x{% endif %}", "甲 乙"),
    "a sum over one name of the items": ("{{ xs|sum(attribute='a') }}", "xs[].a"),
    "a namespace keeps what is put in": ("{% set n = namespace() %}{% for x in xs %}{% set n.a = x.b %}{% endfor %}{{ n.a.c }}", "xs[].b.c"),
    "a block that is filtered": ("{% filter upper %}{{ 甲 }}{% endfilter %}", "甲"),
    "set": ("{% set x = 甲.乙 %}{{ x.丙 }}", "甲.乙.丙"),
    "set in branches is one or the other": ("{% if 甲 %}{% set x = 乙 %}{% else %}{% set x = 丙 %}{% endif %}{{ x.丁 }}", "甲 丙.丁 乙.丁"),
    "a set block leads nowhere": ("{% set x %}{{ 甲 }}{% endset %}{{ x }}", "甲"),
    "with": ("{% with x = 甲.乙 %}{{ x.丙 }}{% endwith %}", "甲.乙.丙"),
    "a macro, by its arguments at each call": (
        "{% macro 行(x, 名='无') %}{{ x.数 }}{{ 名 }}{% endmacro %}{{ 行(甲) }}{{ 行(x=乙, 名=丙) }}",
        "甲.数 乙.数 丙",
    ),
    "a macro in a loop": ("{% macro m(x) %}{{ x.a }}{% endmacro %}{% for y in ys %}{{ m(y.b) }}{% endfor %}", "ys[].b.a"),
    "a macro that calls itself": ("{% macro m(x) %}{{ x.a }}{% if x.b %}{{ m(x.b) }}{% endif %}{% endmacro %}{{ m(甲) }}", "甲.a 甲.b"),
    "a macro that nobody calls": ("{% macro m(x) %}{{ x.a }}{{ 乙 }}{% endmacro %}", "乙"),
    "a call block and its caller's arguments": (
        "{% macro 框() %}{{ caller(甲.丙) }}{% endmacro %}{% call(x) 框() %}{{ x.丁 }}{{ 乙 }}{% endcall %}",
        "甲.丙.丁 乙",
    ),
    "filters that hand on the items": ("{% for x in xs|sort(attribute='序')|list %}{{ x.a }}{% endfor %}", "xs[].序 xs[].a"),
    "filters that pick one": ("{{ (xs|first).a }}{{ xs|map(attribute='b.c')|join }}", "xs[].a xs[].b.c"),
    "selectattr and groupby": (
        "{% for x in xs|selectattr('a') %}{{ x.b }}{% endfor %}{% for g in xs|groupby('c') %}{{ g.grouper }}{% for y in g.list %}{{ y.d }}{% endfor %}{% endfor %}",
        "xs[].a xs[].b xs[].c xs[].d",
    ),
    "a group's entries": ("{% for 名, 值 in 表|items %}{{ 名 }}{{ 值.数 }}{% endfor %}", "表[].数"),
    "an index and a slice": ("{{ xs[0].a }}{% for x in xs[1:n] %}{{ x.b }}{% endfor %}", "xs[].a n xs[].b"),
    "a computed key may mean any": ("{{ 表[键].数 }}", "键 表[].数"),
    "what is computed asks for what it is computed from": ("{{ (甲 + 1) * 乙.丙 }}{{ 丁 ~ 戊|round(己) }}", "甲 乙.丙 丁 己 戊"),
    "a condition": ("{{ 甲 if 乙.丙 else 丁 }}{% if 戊 > 己 %}{% endif %}", "乙.丙 丁 甲 戊 己"),
    "a namespace": ("{% set n = namespace(x=甲) %}{% for y in ys %}{% set n.x = y.a %}{% endfor %}{{ n.x.b }}", "ys[].a.b 甲.b"),
    "functions of the language are no data": ("{% for i in range(n) %}{{ loop.index }}{% endfor %}", "n"),
    "batches": ("{% for 组 in xs|batch(3) %}{% for x in 组 %}{{ x.a }}{% endfor %}{% endfor %}", "xs[].a"),
    "raw text is no tag": ("{% raw %}{{ 甲 }}{% endraw %}{{ 乙 }}", "乙"),
}  # fmt: skip


@pytest.mark.parametrize(("template", "paths"), CASES.values(), ids=CASES.keys())
def test_a_template_asks_for(template: str, paths: str) -> None:
    assert " ".join(Template.open(document(template)).paths) == paths


def test_all_parts_are_asked_and_the_address_of_a_link_too() -> None:
    template = Template.open(
        body_xml(
            paragraph("{{ 文 }}") + '<w:p><w:hyperlink r:id="rIdLink"/></w:p>',
            header=paragraph("{{ 眉.头 }}"),
            footnotes={2: paragraph("{{ 注 }}")},
            core="<dc:title>{{ 题 }}</dc:title>",
            links={"rIdLink": "https://example.org/%7B%7B 网址 %7D%7D"},
        )
    )
    assert set(template.paths) == {"文", "眉.头", "注", "题", "网址"}
    assert template.names == {"文", "眉", "注", "题", "网址"}


def test_a_part_whose_blocks_are_at_fault_asks_for_nothing_and_the_others_do() -> None:
    template = Template.open(body_xml(paragraph("{% for x in xs %}{{ x.a }}"), header=paragraph("{{ 眉 }}")))
    assert template.paths == ("眉",)


def test_a_tag_that_cannot_be_read_is_left_out() -> None:
    assert Template.open(document("{{ 甲 乙 }}{{ 丙 }}{{ 丁|没有 }}")).paths == ("丙", "丁")


def test_what_is_guarded_is_not_needed_and_what_stands_in_a_branch_perhaps() -> None:
    template = Template.open(document("{{ a }}{{ b|default('无') }}{% if c is defined %}{{ d }}{% endif %}{% for x in xs %}{{ x.e }}{{ f }}{% endfor %}"))
    needs: dict[str, Need] = {}
    for one in template.asked():
        name = one.path[-1]
        needs[name] = min(needs.get(name, one.need), one.need)
    assert needs == {
        "a": Need.ALWAYS, "b": Need.OPTIONAL, "c": Need.OPTIONAL, "d": Need.PERHAPS, "xs": Need.ALWAYS, "[]": Need.ALWAYS,
        "e": Need.ALWAYS, "f": Need.PERHAPS,
    }  # fmt: skip
