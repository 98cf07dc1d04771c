"""Plain paragraphs are finished apart from the rest of their part: the file, its trace and its problems are the same, whatever was
rendered before."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from reportgen.engine.finish import plain_paragraphs
from reportgen.engine.finish.plain_paragraphs import PlainParagraph, PlainParagraphs, part_plainly
from reportgen.engine.template import Template
from reportgen.gongwen.templates import KINDS
from reportgen.memory import Memory
from reportgen.ooxml.names import W
from reportgen.report.filters import FILTERS
from reportgen.yamltext.datafile import read_text

ROOT = f'<w:document xmlns:w="{W[1:-1]}"><w:body>'.encode()
END = b"</w:body></w:document>"


def varied(value: Any, dice: random.Random) -> Any:
    """Data with a word of some texts changed, and now and then an item more or less."""
    if isinstance(value, dict):
        return {key: varied(each, dice) for key, each in value.items()}
    if isinstance(value, list):
        made = [varied(each, dice) for each in value]
        return made if dice.random() < 0.9 or not made else made[:-1] if dice.random() < 0.5 else [*made, made[-1]]
    if isinstance(value, str) and value and dice.random() < 0.1:
        return dice.choice((value + "甲", value[:-1], f"{value} {{{{甲}}}}", f" {value}", f"{value}\n乙", f"{value}\a丙", value))
    return value


@pytest.mark.parametrize("kind", KINDS)
def test_a_rendering_with_a_memory_is_the_one_without(kind: str) -> None:
    template = Template.open(KINDS[kind].build("A", "GB2312"), FILTERS)
    data, _ = read_text(KINDS[kind].sample, "示例.yaml")
    memory, dice = Memory(), random.Random(7)
    for _ in range(12):
        now = varied(data, dice)
        made, fresh = template.render(now, trace=True, memory=memory), template.render(now, trace=True)
        assert (made.package, made.problems, made.trace) == (fresh.package, fresh.problems, fresh.trace)


@pytest.mark.parametrize(
    "paragraph",
    [
        "<w:p><w:r><w:t>甲<w:x/></w:t></w:r></w:p>",
        "<w:p><w:bookmarkStart w:id='1' w:name='甲'/><w:r><w:t>甲</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>{甲</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:rPr><w:ins w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>",
        "<w:p><w:r><w:drawing/></w:r></w:p>",
        "<w:p><w:r><w:t><?rg v0?></w:t></w:r></w:p>",
        "<w:p><?rgstep b1?><w:r><w:t>甲</w:t></w:r></w:p>",
        "<w:p><w:r><w:t><!--甲--></w:t></w:r></w:p>",
    ],
)
def test_what_is_more_than_text_is_not_plain(paragraph: str) -> None:
    assert part_plainly("word/document.xml", ROOT + paragraph.encode() + END, Memory().begin("paragraphs")) is None


def test_nothing_is_plain_where_words_of_the_schema_may_mean_something_else() -> None:
    plain = b"<w:p><w:r><w:t>a</w:t></w:r></w:p>"
    made = Memory().begin("paragraphs")
    assert part_plainly("word/document.xml", ROOT + plain + END, made) is not None
    assert part_plainly("word/document.xml", ROOT + b'<w:p xmlns:w="urn:other"/>' + plain + END, made) is None
    assert part_plainly("word/document.xml", ROOT.replace(b"wordprocessingml", b"other") + plain + END, made) is None
    assert part_plainly("word/document.xml", ROOT + b'<w:p rg="0"/>' + plain + END, made) is None


def test_a_paragraph_that_prints_nothing_keeps_its_place() -> None:
    texts = ("<?rg 0?><?rg e?>", "<?rg 1?>甲<?rg e?>乙", "&lt;&amp;")
    plain = "".join(f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for text in texts).encode()
    found = part_plainly("word/document.xml", ROOT + plain + END, Memory().begin("paragraphs"))
    assert found is not None
    assert [each.marked for each in found.paragraphs] == [("", ()), ("甲乙", ((0, 1, 1),)), ("<&", ())]
    assert [each.data[:6] for each in found.paragraphs] == [b"<w:p/>", b"<w:p><", b"<w:p><"]
    assert found.whole(found.rest) == ROOT + b"".join(each.data for each in found.paragraphs) + END


def test_a_fault_in_a_paragraph_is_told_each_time_it_is_there() -> None:
    """A leftover tag: what was sound before does not hide it, and what was told once is told again."""
    template = Template.open(KINDS["汇报材料"].build("A", "GB2312"), FILTERS)
    data, _ = read_text(KINDS["汇报材料"].sample, "示例.yaml")
    memory = Memory()
    for title in ("甲", "乙", "甲{{乙", "甲", "甲{{乙"):
        now = {**data, "标题": title}
        made, fresh = template.render(now, trace=True, memory=memory), template.render(now, trace=True)
        assert (made.package, made.problems) == (fresh.package, fresh.problems)


def test_what_is_wrong_in_a_paragraph_is_found_among_those_that_were_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault is planted where paragraphs are finished, so that nothing but the last look can find it."""
    template = Template.open(KINDS["汇报材料"].build("A", "GB2312"), FILTERS)
    data, _ = read_text(KINDS["汇报材料"].sample, "示例.yaml")
    finished = plain_paragraphs._finished

    def planted(part: str, text: bytes, plain: list[bytes]) -> list[PlainParagraph]:
        made = finished(part, text, plain)
        return [replace(each, data=each.data.replace(b"</w:p>", b"<w:p/></w:p>")) if "坏".encode() in each.data else each for each in made]

    monkeypatch.setattr(plain_paragraphs, "_finished", planted)
    memory = Memory()
    told = [template.render({**data, "标题": title}, trace=True, memory=memory) for title in ("甲", "乙", "坏", "坏", "甲", "坏一")]
    assert [[problem.code for problem in each.problems] for each in told] == [[], [], ["P31"], ["P31"], [], ["P31"]]
    assert [bool(each.package) for each in told] == [True, True, False, False, True, False]


def test_a_rest_is_looked_at_again_where_something_beside_it_is_another() -> None:
    held = PlainParagraphs(Memory())
    plain = held.parted("word/document.xml", ROOT + b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" + END)
    assert plain is not None
    whole = held.joined("word/document.xml", plain, plain.rest)

    def unseen(beside: dict[str, bytes], literals: tuple[str, ...] = ()) -> bytes | None:
        made = {"word/document.xml": whole, **beside}, {}, frozenset[str]()
        return held.soundness(made, ("word/document.xml",), literals).unseen().get("word/document.xml")

    styles, chart = b"<w:styles xmlns:w='" + W[1:-1].encode() + b"'/>", b"<c:chart/>"
    assert unseen({}) is None
    held.soundness(({"word/document.xml": whole}, {}, ()), ("word/document.xml",), ()).keep()
    alone = ROOT + b"<w:sectPr/>" + END
    assert unseen({}) == unseen({"word/charts/chart1.xml": chart}) == alone
    assert unseen({"word/styles.xml": styles}) == unseen({"word/_rels/document.xml.rels": b""}) == ROOT + b"<w:p/>" + END
    assert unseen({}, ("{{",)) == ROOT + b"<w:p/>" + END
    other = held.soundness(({"word/document.xml": whole + b""}, {}, ()), (), ())
    assert other.unseen() == {}, "what nobody looks at is not judged"
