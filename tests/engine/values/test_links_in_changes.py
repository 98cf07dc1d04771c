"""A link that is printed into a tracked change stands around it, as Word writes it: a change holds runs alone."""

from __future__ import annotations

import pytest
from docx_samples import body_xml, parts_of, run
from lxml import etree

from reportgen.engine.check.verify import verify
from reportgen.engine.template import Template
from reportgen.ooxml.names import W
from reportgen.ooxml.package import Package

LINK = "{{ 句|链接('https://e.org') }}"
MAIN = "word/document.xml"


@pytest.mark.parametrize("change", ["ins", "moveTo"])
@pytest.mark.parametrize(
    ("text", "told"),
    [(f"前{LINK}后", ["前", "链:甲", "后"]), (LINK, ["链:甲"]), (f"{LINK}{LINK}后", ["链:甲", "链:甲", "后"]), (f"前{{{{ 句 }}}}{LINK}", ["前甲", "链:甲"])],
)
def test_the_change_is_cut_around_the_link_and_stands_in_it(change: str, text: str, told: list[str]) -> None:
    source = body_xml(f'<w:p><w:{change} w:id="9" w:author="甲" w:date="2025-01-01T00:00:00Z">{run(text)}</w:{change}></w:p>')
    rendered = Template.open(source).render({"句": "甲"})
    assert rendered.problems == ()
    [paragraph] = etree.fromstring(parts_of(rendered.package)[MAIN]).iter(W + "p")
    seen = ["链:" * (child.tag == W + "hyperlink") + "".join(text.text or "" for text in child.iter(W + "t")) for child in paragraph]
    assert seen == told
    changes = list(paragraph.iter(W + change))
    assert len(changes) == len(told) and all(each.get(W + "author") == "甲" for each in changes)
    assert all(child.tag == W + "r" for each in changes for child in each)
    assert len({each.get(W + "id") for each in changes}) == len(changes)


def test_a_link_in_a_change_is_told_by_our_own_check() -> None:
    sound = Package.open(body_xml(f"<w:p>{run('字')}</w:p>"))
    linked = f'<w:p><w:ins w:id="9" w:author="甲"><w:hyperlink w:anchor="处">{run("字")}</w:hyperlink></w:ins></w:p>'
    [problem] = [each for each in verify(Package.open(body_xml(linked)), sound, [MAIN]) if each.code == "P31"]
    assert problem.message == "超链接（hyperlink）不能直接放在修订（ins）里，Word 会说文件已损坏。"
