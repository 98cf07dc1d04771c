"""A document read anew, its roles known → layout and fonts of its paragraphs set as their roles want, where they depart.

Knows what the roles want (``targets``) and no page.  A body paragraph that is centred or at the right is something the roles
do not know, so its layout is left to a person.  All four fonts of a run are written when one departs, without theme
attributes, with the hint that makes Word draw quotes and dashes from the Chinese font (MS-OI29500 §2.1.88).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from reportgen.gongwen.document.model import LEVELS, TEXT, DocParagraph, DocRun, Role, Section, WordDocument
from reportgen.gongwen.fix.targets import WANTED, Wanted, closing_indents
from reportgen.gongwen.rules.measures import has_chinese
from reportgen.gongwen.rules.signature import placed
from reportgen.gongwen.signature import ONE
from reportgen.gongwen.standard import (
    FONTS,
    LATIN,
    SIZE_3,
    TITLE_PITCH,
    TITLE_PITCHES,
    TOLERANCES,
    font_class,
    margin_set,
)
from reportgen.gongwen.type_area import CHARACTER_SPACING, CHARACTERS
from reportgen.message import Message, say
from reportgen.ooxml.names import M, W
from reportgen.ooxml.properties import insert_property, run_properties_of, set_fonts, set_property

_LEAD = frozenset(("楷体", "黑体", "仿宋"))
_RED = frozenset((Role.MARK, Role.NUMBER, Role.SIGNER, Role.SECRECY, Role.URGENCY, Role.COPY_NUMBER, Role.EMPTY))
_PITCH = {"A": 579, "B": 589}


def mend_paragraphs(document: WordDocument, done: Counter[Message]) -> None:
    """Sets everything that departs, in place, and counts it; the sections are taken as already mended.  The blank lines of a
    letterhead hold what was placed by them, so they stay as they are."""
    names, rights = usual_names(document), _rights(document)
    lettered = bool(document.having(Role.MARK))
    for paragraph in document.paragraphs:
        lettered = lettered and paragraph.role not in (Role.TITLE, *TEXT)
        wanted = WANTED.get(paragraph.role)
        if paragraph.boxed or paragraph.layout.framed:
            continue
        if paragraph.role is Role.EMPTY and paragraph.layout.rule != "exact" and not lettered:
            _pitch(paragraph, _body_pitch(document, paragraph), done)
        if wanted is None:
            continue
        if id(paragraph) in rights:
            wanted = replace(wanted, right=rights[id(paragraph)])
        _layout(document, paragraph, wanted, done)
        _looks(document, paragraph, wanted, names, done)
    for paragraph in document.everything:
        _plain(document, paragraph, names, done)
    for paragraph in document.having(Role.SIGNATURE) if any(done.values()) else ():
        if not paragraph.layout.keep_next:  # where lines moved, a page might end between 署名 and 成文日期
            insert_property(_properties(paragraph), etree.Element(W + "keepNext"))
            done[say("署名与成文日期不分在两页")] += 1


def _rights(document: WordDocument) -> dict[int, int]:
    """Right indents of the signatures and dates at the ends; those that keep the geometry of cl. 7.3.5 stay."""
    found: dict[int, int] = {}
    signatures: list[DocParagraph] = []
    for paragraph in document.paragraphs:
        if paragraph.role is Role.SIGNATURE:
            signatures.append(paragraph)
        elif paragraph.role is Role.DATE:
            if any(True for _ in placed(signatures[-1] if signatures else None, paragraph)):
                found |= closing_indents(signatures, paragraph)
            else:
                kept = (*signatures, paragraph)
                found |= {id(each): round(each.layout.characters("right", each.size) * 100) for each in kept}
            signatures = []
        elif paragraph.role is not Role.EMPTY:
            signatures = []
    return found


def _layout(document: WordDocument, paragraph: DocParagraph, wanted: Wanted, done: Counter[Message]) -> None:
    layout = paragraph.layout
    fitting = layout.rule == "exact" and TITLE_PITCHES[0] <= layout.line <= TITLE_PITCHES[1]
    if wanted.title and not fitting:
        _pitch(paragraph, TITLE_PITCH, done)
    elif not wanted.title and (paragraph.role in TEXT or layout.rule != "exact"):
        _pitch(paragraph, _body_pitch(document, paragraph), done)
    if paragraph.role is Role.BODY and layout.align in ("center", "right"):
        return
    if not _indented(paragraph, wanted):
        insert_property(_properties(paragraph), _indent(wanted))
        done[say("缩进按要素改正")] += 1
    flush = wanted.align == "both" and paragraph.role not in TEXT and layout.align not in ("center", "right")
    if layout.align != wanted.align and not flush:
        insert_property(_properties(paragraph), etree.Element(W + "jc", {W + "val": wanted.align}))
        done[say("对齐方式按要素改正")] += 1
    whole = paragraph.lead == len(paragraph.text)
    if wanted.outline < 9 and layout.outline != wanted.outline and whole:
        insert_property(_properties(paragraph), etree.Element(W + "outlineLvl", {W + "val": str(wanted.outline)}))
        done[say("层次标题加上大纲级别")] += 1
    if wanted.new_page and not layout.new_page and not _starts_page(document, paragraph):
        insert_property(_properties(paragraph), etree.Element(W + "pageBreakBefore"))
        done[say("附件另起一页")] += 1


def _starts_page(document: WordDocument, paragraph: DocParagraph) -> bool:
    before = document.neighbour(paragraph, -1)
    return paragraph.breaks_before or before is None or before.breaks_after or before.section != paragraph.section


def _indented(paragraph: DocParagraph, wanted: Wanted) -> bool:
    """Whether the indents are as wanted, in characters."""
    layout, size = paragraph.layout, wanted.size
    found = (layout.characters("first", size), layout.characters("left", size), layout.characters("right", size))
    wishes = (wanted.first / 100, wanted.left / 100, wanted.right / 100)
    if paragraph.role is Role.REMARK or (paragraph.role is Role.ANNEX_NOTE and found[1] >= 4):
        return abs(found[0] + found[1] - wishes[0] - wishes[1]) <= TOLERANCES["side"].value
    if paragraph.role is Role.ANNEX_NOTE_MORE and found[1] >= 4:
        return True
    return all(abs(a - b) <= TOLERANCES["indent"].value for a, b in zip(found, wishes, strict=True))


def _indent(wanted: Wanted) -> etree._Element:
    """``w:ind`` in hundredths of a character and in twips, for programs that read only these."""
    hanging = "hanging" if wanted.first < 0 else "firstLine"
    values = {"left": wanted.left, "right": wanted.right, hanging: abs(wanted.first)}
    made = etree.Element(W + "ind")
    for key, chars in values.items():
        made.set(f"{W}{key}Chars", str(chars))
        made.set(W + key, str(round(chars * ONE / 100)))
    return made


def _is_tall(paragraph: DocParagraph) -> bool:
    """Whether something stands in the line that an exact pitch would cut: a formula, ruby, an object."""
    return next(paragraph.element.iter(M + "oMath", W + "ruby", W + "object"), None) is not None


_NO_GAPS = {
    W + key: "0" for key in "before after beforeLines afterLines beforeAutospacing afterAutospacing".split()
} | {W + "lineRule": "exact"}


def _pitch(paragraph: DocParagraph, pitch: int, done: Counter[Message]) -> None:
    """An exact line pitch off the grid, no space around, no widow control; a line with a picture keeps its height."""
    layout = paragraph.layout
    if paragraph.pictured or _is_tall(paragraph):
        return
    if (layout.rule, layout.line, layout.before, layout.after) != ("exact", pitch, 0, 0):
        made = etree.Element(W + "spacing", {**_NO_GAPS, W + "line": str(pitch)})
        insert_property(_properties(paragraph), made)
        done[say("行距改成固定值，段前段后改成 0")] += 1
    for key, on in (("snapToGrid", layout.snap), ("widowControl", layout.widow)):
        if on:
            insert_property(_properties(paragraph), etree.Element(W + key, {W + "val": "0"}))
            done[say("不对齐网格") if key == "snapToGrid" else say("去掉孤行控制")] += 1


def _body_pitch(document: WordDocument, paragraph: DocParagraph) -> int:
    """The pitch of the page's set; a pitch that already gives 22 lines is kept."""
    section = _section(document, paragraph)
    page = margin_set(section.top, section.bottom)
    layout = paragraph.layout
    if layout.rule == "exact" and paragraph.role in TEXT and layout.line and section.text_height // layout.line == 22:
        return layout.line
    return page.pitch if page else _PITCH["A"]


def _section(document: WordDocument, paragraph: DocParagraph) -> Section:
    return document.sections[min(paragraph.section, len(document.sections) - 1)]


def _looks(document: WordDocument, paragraph: DocParagraph, wanted: Wanted, names: dict[str, str], done: Counter[Message]) -> None:
    for run, font in _fonts(paragraph, wanted):
        mend_fonts(run, font, names, done)
        mend_look(run, wanted.size, plain=wanted.plain and font == wanted.font, black=True, done=done)
    section = _section(document, paragraph)
    if wanted.size == SIZE_3 and paragraph.role in TEXT and not section.landscape:
        departing = [
            run for run in paragraph.runs if section.text_width // max(1, 320 + run.look.spacing) != CHARACTERS
        ]
        mend_spacing(departing, done)


def _fonts(paragraph: DocParagraph, wanted: Wanted) -> Iterator[tuple[DocRun, str]]:
    """Each run with the class it should have: the level's up to the end of a run-in heading, the lead's own in a body."""
    end = paragraph.lead if paragraph.role in LEVELS else len(paragraph.text)
    lead = paragraph.text.find("。") + 1 if paragraph.role is Role.BODY else 0
    for run in paragraph.runs:
        known = font_class(run.look.chinese)
        if run.end <= lead < len(paragraph.text) and known in _LEAD:
            yield run, known
        else:
            yield run, wanted.font if run.start < end else "仿宋"


def _plain(document: WordDocument, paragraph: DocParagraph, names: dict[str, str], done: Counter[Message]) -> None:
    """What holds for every text: no theme fonts, the language; in cells no first-line indent and fonts that offices have."""
    red = document.profile == "公文" and paragraph.role in _RED
    for run in paragraph.runs:
        if paragraph.role not in WANTED or paragraph.place.table:
            unknown = bool(paragraph.place.table) and not font_class(run.look.chinese)
            mend_fonts(run, "仿宋" if unknown else font_class(run.look.chinese), names, done)
            mend_look(run, run.look.size, plain=False, black=not red, done=done)
        mend_language(run, done)
    if (paragraph.place.table or paragraph.boxed) and paragraph.layout.snap and paragraph.layout.rule != "exact":
        insert_property(_properties(paragraph), etree.Element(W + "snapToGrid", {W + "val": "0"}))
        done[say("不对齐网格")] += 1  # the grid of the text would make each line of a table nearly twice as high
    indented = paragraph.layout.characters("first", paragraph.size) > TOLERANCES["side"].value
    if paragraph.place.table and indented and len(paragraph.text) < 30:
        insert_property(_properties(paragraph), _indent(Wanted("仿宋")))
        done[say("单元格里去掉首行缩进")] += 1


def _properties(paragraph: DocParagraph) -> etree._Element:
    """The ``w:pPr`` of a paragraph, made where it has none."""
    found = paragraph.element.find(W + "pPr")
    if found is None:
        found = etree.Element(W + "pPr")
        paragraph.element.insert(0, found)
    return found


_AMBIGUOUS = frozenset("“”‘’—…·")


def usual_names(document: WordDocument) -> dict[str, str]:
    """Class → the name that most of the document's text of that class uses; the _GB2312 set where it uses none."""
    counts: Counter[str] = Counter()
    for paragraph in document.everything:
        for run in paragraph.runs:
            if font_class(run.look.chinese):
                counts[run.look.chinese] += len(run.text)
    found = {made.name: made.gb2312 for made in FONTS.values()}
    for name, _ in reversed(counts.most_common()):
        found[font_class(name)] = name
    return found


def mend_fonts(run: DocRun, wanted: str, names: dict[str, str], done: Counter[Message]) -> None:
    """Sets the fonts of a run; ``wanted`` is a class, empty to keep the run's own Chinese font."""
    if run.element is None or not run.text.strip():
        return
    look = run.look
    chinese = names[wanted] if wanted and not _fits(look.chinese, wanted, run.text, names) else look.chinese
    latin = look.latin if look.latin == LATIN or font_class(look.latin) else LATIN
    departs = chinese != look.chinese and has_chinese(run.text)
    hint = look.hint != "eastAsia" and not font_class(look.other) and bool(_AMBIGUOUS & set(run.text))
    foreign = latin != look.latin and any(char.isascii() and char.isalnum() for char in run.text)
    if not (departs or look.themed or hint or foreign):
        return
    fonts = {"ascii": latin, "hAnsi": latin, "cs": latin} | ({"eastAsia": chinese} if chinese else {})
    properties = run_properties_of(run.element)
    set_fonts(properties, fonts)
    held = properties.find(W + "rFonts")
    if held is not None:
        held.set(W + "hint", "eastAsia")
    if departs:
        done[say("字体改成{font}", font=wanted)] += 1
    else:
        done[say("主题字体改成写明的字体") if look.themed else say("西文字体和引号的显示")] += 1


def _fits(font: str, wanted: str, text: str, names: dict[str, str]) -> bool:
    """Whether a font is of the class and has the document's usual name, or has another because the usual lacks a sign."""
    if font_class(font) != wanted or font == names[wanted]:
        return font_class(font) == wanted
    return not _common(text) and any(has_chinese(char) and not _common(char) for char in text)


def _common(text: str) -> bool:
    try:
        return bool(text.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def mend_look(run: DocRun, size: int, *, plain: bool, black: bool, done: Counter[Message]) -> None:
    """Sets size, weight and colour of a run where they depart."""
    if run.element is None or not run.text.strip():
        return
    look = run.look
    changes: list[tuple[Message, tuple[str, ...], str]] = []
    if look.size != size:
        changes.append((say("字号"), ("sz", "szCs"), str(size)))
    if plain and look.bold:
        changes.append((say("标题不再加粗"), ("b", "bCs"), "0"))
    if black and look.colour:
        changes.append((say("文字改成黑色"), ("color",), "auto"))
    for sentence, keys, value in changes:
        done[sentence] += 1
        for key in keys:
            set_property(run_properties_of(run.element), key, {"val": value})


def mend_spacing(runs: Iterable[DocRun], done: Counter[Message]) -> None:
    """Sets the spacing that lets 28 characters stand in a line."""
    for run in runs:
        if run.element is not None and run.text.strip():
            set_property(run_properties_of(run.element), "spacing", {"val": str(CHARACTER_SPACING)})
            done[say("字距改成紧缩 0.25 磅，一行 28 字")] += 1


def mend_language(run: DocRun, done: Counter[Message]) -> None:
    """Sets the language of Chinese text to Chinese."""
    foreign = run.look.language and not run.look.language.lower().startswith("zh")
    if run.element is not None and foreign and has_chinese(run.text):
        set_property(run_properties_of(run.element), "lang", {"val": "en-US", "eastAsia": "zh-CN"})
        done[say("文字的语言改成中文")] += 1
