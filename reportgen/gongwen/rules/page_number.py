"""The footers of a document → departures in the page number: that it is there, its form, font, place and count.

Knows no body.  The height is computed from the footer's distance and line, exactly where the line is exact, else with the
line of a usual font; a number in a text box or frame is not measured.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.gongwen.document.kinds import is_letter
from reportgen.gongwen.document.model import TEXT, DocParagraph, DocRun, Section, WordDocument
from reportgen.gongwen.rules.measures import characters, font_words, size_name
from reportgen.gongwen.rules.rule import Finding, at, at_run, rule
from reportgen.gongwen.standard import DASH_HEIGHT, MM, PAGE_HEIGHT, SIZE_4, TOLERANCES, Strength, font_class
from reportgen.message import say
from reportgen.problem import Grade

_DASH = "—"
_ARABIC = frozenset(("", "decimal", "numberInDash", "decimalHalfWidth"))
_USUAL_LINE = 1.15
_SIDE_HINT = say("页眉页脚→奇偶页不同；单页页码右对齐、右缩进 1 字，双页页码左对齐、左缩进 1 字")


def numbers(section: Section) -> dict[str, DocParagraph]:
    """The footer paragraph with the page number, by type of footer."""
    found: dict[str, DocParagraph] = {}
    for kind, paragraphs in section.footers.items():
        for paragraph in paragraphs:
            if kind not in found and holds_number(paragraph):
                found[kind] = paragraph
    return found


def holds_number(paragraph: DocParagraph) -> bool:
    """Whether a PAGE field stands in the paragraph itself, not in a text box that hangs on it (as WPS writes it)."""
    inside = [
        node for node in paragraph.element.iter("{*}instrText", "{*}fldSimple") if _host(node) is paragraph.element
    ]
    said = " ".join(f"{node.text or ''} {' '.join(map(str, node.attrib.values()))}" for node in inside).upper()
    return "PAGE" in said.replace("NUMPAGES", "").replace("SECTIONPAGES", "").replace("PAGEREF", "")


def _host(node: etree._Element) -> etree._Element | None:
    return next(node.iterancestors("{*}p"), None)


def _shown(document: WordDocument) -> Iterator[tuple[Section, str, DocParagraph]]:
    """Each page number that is shown: that of even pages only where odd and even pages differ; each part once."""
    seen: set[str] = set()
    for section in document.sections:
        for kind, paragraph in numbers(section).items():
            counts = (
                kind == "default"
                or (kind == "even" and document.settings.odd_even)
                or (kind == "first" and section.first_differs)
            )
            if counts and paragraph.place.part not in seen:
                seen.add(paragraph.place.part)
                yield section, kind, paragraph


@rule("G60", "GB/T 9704—2012 7.5", Strength.MUST)
def has_number(document: WordDocument) -> Iterator[Finding]:
    """每页都有页码，页码是自动的。
    为什么：标准规定了页码；手敲的数字每页都一样。
    例：页脚里没有页码，或只有手写的“1”；首页不同而首页页脚是空的。
    """
    numbered = any(numbers(section) for section in document.sections)
    texts = sections_with_text(document)
    for number, section in enumerate(document.sections):
        held = numbers(section)
        if not held and numbered and number not in texts:
            continue  # a cover, a table of contents, or the blank page before an imprint
        if not held and in_header(section):
            yield Finding(say("页码在页眉里，应在版心下面"), section.place, say("插入→页码→页面底端"))
        elif not held:
            typed = any(any(char.isdigit() for char in each.text) for each in section.footers.get("default", ()))
            message = say("页脚里的页码是手写的，不会变") if typed else say("没有页码")
            yield Finding(message, section.place, say("插入→页码"))
        elif "default" not in held or (document.settings.odd_even and "even" not in held):
            yield Finding(
                say("双页没有页码") if "default" in held else say("单页没有页码"),
                section.place,
                say("在相应的页脚里插入页码"),
            )
        elif (
            section.first_differs
            and "first" not in held
            and not number
            and not (is_letter(document) or document.template)
        ):
            yield Finding(say("设了“首页不同”，首页没有页码"), section.place, say("页眉页脚→去掉“首页不同”"))


@rule("G61", "GB/T 9704—2012 7.5", Strength.NORMAL)
def number_font(document: WordDocument) -> Iterator[Finding]:
    """页码用四号半角宋体阿拉伯数字。
    为什么：标准说“一般用4号半角宋体阿拉伯数字”。
    例：页码用五号 Times New Roman 是错的。
    """
    for section, _, paragraph in _shown(document):
        if section.number_format not in _ARABIC:
            yield Finding(say("页码不是阿拉伯数字"), at(paragraph), say("设置页码格式→编号格式“1, 2, 3”"))
        for run in paragraph.runs:
            if not run.text.strip():
                continue
            digits = any(char.isdigit() for char in run.text)
            if digits and font_class(run.look.latin) != "宋体":
                yield Finding(
                    say("页码的字体是“{font}”，应为宋体", font=run.look.latin),
                    at_run(paragraph, run),
                    say("选中页码，中文和西文字体都设成宋体"),
                )
            if not digits and any(char == _DASH for char in run.text) and font_class(_dash_font(run)) != "宋体":
                yield Finding(
                    say("页码两侧的线用了{font}，应为宋体", font=font_words(run.look)),
                    at_run(paragraph, run),
                    say("改成宋体"),
                )
            if run.look.bold or run.look.colour:
                yield Finding(say("页码加粗或用了颜色"), at_run(paragraph, run), say("页码不加粗，用黑色"))
            if run.look.size != SIZE_4:
                yield Finding(
                    say("页码的字号是{size}，应为四号", size=size_name(run.look.size)),
                    at_run(paragraph, run),
                    say("改成四号（14 磅）"),
                )


def _dash_font(run: DocRun) -> str:
    """The font that draws a dash: the Chinese one where the run says so, else that of other signs (MS-OI29500 §2.1.88)."""
    return run.look.chinese if run.look.hint == "eastAsia" or not run.look.other else run.look.other


@rule("G62", "GB/T 9704—2012 7.5", Strength.MUST)
def number_dashes(document: WordDocument) -> Iterator[Finding]:
    """页码两侧各一条一字线“—”。
    为什么：标准说“数字左右各放一条一字线”；减号“-”太短，破折号“——”太长。
    例：“- 1 -”“第 1 页 共 9 页”是错的，应为“— 1 —”。
    """
    for section, _, paragraph in _shown(document):
        bare = "".join(sign for sign in paragraph.text if not sign.isdigit() and not sign.isspace())
        if section.number_format == "numberInDash":
            yield Finding(
                say("页码格式“- 1 -”用的是减号，应为一字线"), at(paragraph), say("页码格式改成“1, 2, 3”，两侧手写“—”")
            )
        elif bare != _DASH * 2:
            yield Finding(say("页码两侧不是各一条一字线"), at(paragraph, 0, len(paragraph.text)), say("写成“— 1 —”"))


@rule("G63", "GB/T 9704—2012 7.5", Strength.MUST)
def number_side(document: WordDocument) -> Iterator[Finding]:
    """单页页码居右空一字，双页页码居左空一字。
    为什么：双面印、左侧装订时，页码总在外侧；单面印的汇报材料常居中，不算错，但与标准不同。
    例：页码一律居中；单双页都靠右。
    """
    mild = Grade.NOTE if document.profile != "公文" else None
    for _, kind, paragraph in _shown(document):
        wanted = "left" if kind == "even" else "right"
        side = _side(paragraph)
        if side == "center" and not document.settings.odd_even:
            yield Finding(say("页码居中，标准是单页居右、双页居左"), at(paragraph), _SIDE_HINT, mild)
        elif side not in (wanted, "outside"):
            yield Finding(
                say("双页页码没有居左") if kind == "even" else say("单页页码没有居右"),
                at(paragraph),
                _SIDE_HINT,
            )
        elif side == wanted and not _one_off(paragraph, wanted):
            space = paragraph.layout.characters(wanted, paragraph.size)
            yield Finding(say("页码外侧空 {space}，应空 1 字", space=characters(space)), at(paragraph), _SIDE_HINT)
    if any("default" in numbers(section) for section in document.sections) and not document.settings.odd_even:
        yield from _same_sides(document)


def _same_sides(document: WordDocument) -> Iterator[Finding]:
    """One footer for all pages stands right on even pages too, where it is not centred or outside."""
    for _, kind, paragraph in _shown(document):
        if kind == "default" and _side(paragraph) == "right":
            yield Finding(say("没有分单双页，双页的页码也居右"), at(paragraph), _SIDE_HINT)


def _side(paragraph: DocParagraph) -> str:
    """Where the number stands: by its frame or the box it is in, else by its alignment."""
    frame = next(paragraph.element.iter("{*}framePr"), None)
    if frame is not None:
        return next((str(value) for key, value in frame.attrib.items() if str(key).endswith("}xAlign")), "left")
    if paragraph.boxed:
        box = next(paragraph.element.iterancestors("{*}anchor"), None)
        align = next(box.iter("{*}align"), None) if box is not None else None
        return (align.text or "left") if align is not None else "left"
    return {"both": "left", "distribute": "left"}.get(paragraph.layout.align, paragraph.layout.align)


def _one_off(paragraph: DocParagraph, side: str) -> bool:
    """One character off the margin, by an indent or by a blank of that width."""
    if paragraph.boxed or paragraph.layout.framed:
        return True
    edge = (
        paragraph.text[len(paragraph.text.rstrip()) :]
        if side == "right"
        else paragraph.text[: -len(paragraph.text.lstrip())]
    )
    typed = sum(1.0 if sign == "\u3000" else 0.5 for sign in edge)
    indent = paragraph.layout.characters(side, paragraph.size)
    if side == "left":
        indent += paragraph.layout.characters("first", paragraph.size)
    return abs(indent + typed - 1) <= TOLERANCES["side"].value


@rule("G64", "GB/T 9704—2012 7.5", Strength.MUST)
def number_height(document: WordDocument) -> Iterator[Finding]:
    """页码的一字线在版心下边缘之下 7 毫米，即距页上边 269 毫米（允差 2 毫米）。
    为什么：标准说“一字线上距版心下边缘7 mm”。
    例：页脚距页下边 15 毫米（软件默认 17.5 毫米）时，页码落在 278 毫米处。
    """
    for section, _, paragraph in _shown(document):
        apart = paragraph.boxed or paragraph.layout.framed or not section.footers
        if section.landscape or apart or abs(section.height - PAGE_HEIGHT) > TOLERANCES["page"].value:
            continue
        height = _height(section, paragraph)
        if abs(height - DASH_HEIGHT) > TOLERANCES["dash"].value:
            message = say(
                "页码距页上边约 {height} 毫米，应为 269 毫米（版心之下 7 毫米）", height=format(height, ".0f")
            )
            yield Finding(message, at(paragraph), say("页脚距边界设为 25.5 毫米，页码一段行距固定值 14 磅，段前段后 0"))


def _height(section: Section, paragraph: DocParagraph) -> float:
    """Millimetres from the top of the page to the middle of the number's line."""
    layout = paragraph.layout
    line = (
        layout.line
        if layout.rule == "exact"
        else round(paragraph.size * 10 * _USUAL_LINE * (layout.line / 240 if layout.rule == "auto" else 1))
    )
    return (section.height - section.footer - layout.after - line / 2) / MM


@rule("G65", "GB/T 9704—2012 7.5", Strength.MUST)
def number_count(document: WordDocument) -> Iterator[Finding]:
    """页码全文连续，附件接着正文编。
    为什么：标准说“公文的附件与正文一起装订时，页码应当连续编排”。
    例：附件一节的页码又从 1 开始；全文的页码从 3 开始。
    """
    first = document.sections[0]
    if first.number_start not in ("", "0", "1") and numbers(first):
        yield Finding(say("页码从 {first} 开始", first=first.number_start), first.place, say("页码格式→起始页码 1"), Grade.WARNING)
    texts = sections_with_text(document)
    for number, section in enumerate(document.sections):
        if section.number_start and goes_on(texts, number) and numbers(section):
            yield Finding(
                say("第 {section} 节的页码从 {first} 重新开始", section=number + 1, first=section.number_start),
                section.place,
                say("页码格式→续前节"),
            )


def in_header(section: Section) -> bool:
    """Whether the number of odd pages stands in the header."""
    return any(holds_number(each) for each in section.headers.get("default", ()))


def sections_with_text(document: WordDocument) -> frozenset[int]:
    """The sections in which text of the document stands, and not only a cover or a table of contents."""
    return frozenset(paragraph.section for paragraph in document.paragraphs if paragraph.role in TEXT)


def goes_on(texts: frozenset[int], number: int) -> bool:
    """Whether a section's numbers have to go on from those before, which have ``texts``."""
    return any(each < number for each in texts)
