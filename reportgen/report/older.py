"""A report → what a Word template made before the flat list of blocks cannot print of it.

Knows no Word file.  Such a template goes over parts and topics by their own loops: it has one paragraph for the opening, for a
lead, for a topic; it numbers the parts itself; it knows nothing deeper and no blocks.  What it would print as something else is
told here; what it would not print at all is found in the finished file.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.message import Message, say
from reportgen.problem import Code, Problem, TextPlace
from reportgen.report.model.address import Address
from reportgen.report.model.grammar import AUTOMATIC, YES, KeyRole
from reportgen.report.outline import Item, ReportBlock, ReportSection
from reportgen.report.prose import Sentence
from reportgen.yamltext import Scalar

F47 = Code("F47", "模板是从前的，印不出这样写的内容", "小节里写“标题”“表”，而 template.docx 是从前做的", "reportgen 模板 升级")

UPGRADE = say("运行 reportgen 模板 升级，换成新的模板，字体字号等样式照旧；或改成从前的写法")


def beyond(outline: ReportSection) -> Iterator[tuple[Address, Problem]]:
    """Each thing that such a template cannot print, with the address of what is told thereby."""
    for name, items in outline.items.items():
        yield from _of_items(name, items)
    for part in outline.below():
        yield from _of_section(part)
        for topic in part.below():
            heading = topic.first(KeyRole.HEADING)
            if heading is not None:
                yield topic.address, _told(heading.scalar.place(), say("下一级的标题“{heading}”", heading=heading.scalar.text))
                continue
            yield from _of_section(topic)
            for deeper in topic.below():
                first = next(deeper.sentences(), None)
                if first is not None:
                    yield deeper.address, _told(first.scalar.place(), say("小节里的小节"))


def _of_section(section: ReportSection) -> Iterator[tuple[Address, Problem]]:
    for name, items in section.items.items():
        yield from _of_items(name, items)
    number, run_in = section.option(KeyRole.NUMBERING), section.option(KeyRole.RUN_IN)
    if isinstance(number, Scalar) and number.text.strip() != AUTOMATIC:
        yield section.address, _told(number.place(), say("自己定的序号"))
    if isinstance(run_in, Scalar) and run_in.text.strip() == YES:
        yield section.address, _told(run_in.place(), say("与正文同段的标题"))


def _of_items(name: str, items: tuple[Item, ...]) -> Iterator[tuple[Address, Problem]]:
    """Tables and pictures, and more than one paragraph behind a key."""
    begun = told = False
    for number, item in enumerate(items):
        if isinstance(item, ReportBlock) and not item.is_paragraph:
            yield item.address, _told(_place(item), say("正文里的{block}", block=item.kind.name))
            continue
        parted = isinstance(item, ReportBlock) or (number and isinstance(items[number - 1], ReportBlock))
        if begun and parted and not told:
            told = True
            first = item if isinstance(item, Sentence) else next(item.sentences(), None)
            if first is not None:
                yield Address(), _told(first.scalar.place(), say("“{key}”里的第二段", key=name))
        begun = True


def _place(block: ReportBlock) -> TextPlace | None:
    """Where a block is written."""
    first = next(block.sentences(), None)
    if first is not None:
        return first.scalar.place()
    return next((node.place() for node in block.options.values()), None)


def _told(place: TextPlace | None, what: Message) -> Problem:
    return Problem(F47, say("这个模板是从前的，印不出{content}", content=what), place=place, hint=UPGRADE)
