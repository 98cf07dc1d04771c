"""The bytes of a part → the part arranged, checked and compiled, ready to be filled any number of times.

Knows no data.  The stages in their order: tags are taken out of the text, checked each by itself, paired and moved to their
level, and the whole is made a program; a fault of one stage does not keep the next from telling its own.

Content controls around tags are released (``release``), so that they keep what is printed into them.  A control bound to a
property or to custom XML (``w:dataBinding``, ECMA-376 Part 1 §17.5.2.6) shows what is stored there: Word would put the old text
back over the printed one as soon as it opens the file.  A control that still shows its placeholder would lose the printed text
with the first click.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from reportgen.engine.compile.attributes import CLOSE, OPEN, find_attribute_tags
from reportgen.engine.compile.blocks import arrange, is_block_set, is_delicate, is_fragile
from reportgen.engine.compile.bounds import excess
from reportgen.engine.compile.cells import T12, apply_to_cells
from reportgen.engine.compile.comment_tags import take_out
from reportgen.engine.compile.lexer import LITERALS, T30, Tag, find_tags
from reportgen.engine.compile.paragraph_joins import join_paragraphs
from reportgen.engine.compile.program import Program, check_tags, compile_part
from reportgen.engine.compile.run_splits import lift
from reportgen.engine.finish.column_repair import mark_tables
from reportgen.engine.finish.loop_steps import forget_steps, mark_steps
from reportgen.engine.render.marks import own_marks
from reportgen.engine.render.run_xml import Site, attribute_site, site_of
from reportgen.message import say
from reportgen.ooxml.locations import Locator
from reportgen.ooxml.names import W14, W15, W
from reportgen.ooxml.package import P16, Package
from reportgen.ooxml.xml_tree import drop, parse_xml
from reportgen.problem import Code, Grade, Problem, WordPlace, errors
from reportgen.sandbox import COMPILER_FAULTS, Sandbox
from reportgen.value_object import ValueObject

if TYPE_CHECKING:
    from reportgen.engine.compile.anchored_notes import MovedNotes, NotePart

T16 = Code("T16", "模板里有程序自用的字符", "从别处粘贴来的看不见的符号", "在 Word 里查找并删去这个符号")
T23 = Code("T23", "内容控件与文档属性相连，已断开（说明）", "封面的“标题”控件连着文档属性", "不用改；也可以换成普通的文字")
T25 = Code(
    "T25", "合并单元格从条件或循环里的一行开始，到外面的行才完（说明）", "分组名称的那一行写在 {% if %} 里，下面几行不在",
    "把整组的行都放进条件里，或把条件写在格子里面",
)  # fmt: skip
T26 = Code(
    "T26", "域的结果是模板里存着的，填数以后不会自己重算（提醒）", "合计写成公式域 =SUM(ABOVE)，上面的行由循环填", "改成标签；或者加 --更新域，在 Word 里打开时更新",
)  # fmt: skip

_SIGNS_OF_TAGS = tuple(sign.encode() for sign in ("{", "}", "｛", "｝", "&#", "%7", OPEN, CLOSE))
"""Without any of these a part holds no tag, nor a piece of one."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TemplatePart(ValueObject):
    """A part with tags, arranged and compiled; ``program`` is missing when its tags are at fault.

    ``fragile``: its loops may leave a cell or table empty, so its result is mended; ``delicate``: its blocks hold things that
    must be unique or paired, so its result is checked; ``columnar``: its tags make or merge cells, so its tables' columns are
    counted again; ``merged``: its blocks may part cells that are merged downwards; ``controlled``: it holds content controls
    that store what their text says.  Of any other part the result is
    pieces of a valid tree, repeated or left out whole, with escaped text between: it is parsed strictly, and there is nothing
    more that filling could have made wrong.
    """

    name: str
    root: etree._Element
    tags: Mapping[int, Tag]
    sites: Mapping[int, Site]
    program: Program | None
    fragile: bool
    delicate: bool
    literal: bool
    columnar: bool
    merged: bool
    controlled: bool
    noted: Mapping[str, NotePart]


def open_part(
    name: str, data: bytes, sandbox: Sandbox, first: int, package: Package | None = None
) -> tuple[TemplatePart | None, list[Problem]]:
    """A part as it is rendered, its tags numbered from ``first``, or None where it has none; and what is wrong with it.

    The ``package`` is given for its main part, which must have a body (ECMA-376 Part 1 §17.2.2): Word opens no file without.
    Of its notes and comments, those anchored in a block become part of it; ``noted`` has what is left of theirs.
    """
    root = parse_xml(data, name)
    if package is not None and root.find(W + "body") is None:
        return None, [_bodyless(name)]
    if _is_untagged(root, data):
        return None, []
    _forget_marks(root)
    locator = Locator(root, name)
    if OPEN.encode() in data or CLOSE.encode() in data:
        return None, [_own_sign(locator.place(root))]
    tags, more, made, problems = _found(root, locator, first)
    named = {tag.number for tag in (*more, *made) if tag.prints}
    if not (tags or more or made) and not any(code.encode() in data for code in LITERALS):
        return None, problems
    if too_much := excess(tags):
        return None, [*problems, *too_much]
    single = [*tags, *more, *made]
    unpaired = arrange(tags)
    tags += [*more, *made]
    roles = _roles(root, tags)
    delicate = is_delicate(root, roles)
    moved = _moved_notes(package, root, roles) if package is not None and delicate else None
    literal = any(code.encode() in data or (moved and code in moved.words) for code in LITERALS)
    if moved and moved.notes:
        told, there, within = _noted(moved, root, tags, single)
        problems, unpaired, named = [*problems, *told], [*unpaired, *there], named | within
        roles = _roles(root, tags)
    sites = _sites(tags, named)
    columnar = mark_tables(root)
    numbered = {tag.number: tag for tag in tags}
    merging = _merging(root, numbered, roles)
    problems += [*(_parted(tag) for tag in merging), *_stale(root, roles, locator)]
    _forget_paragraph_numbers(root, roles)
    noted = moved.parts if moved else {}
    if delicate and (noted or _holds_references(root)):
        mark_steps(tags)
    program, told = _compiled(name, root, tags, single, sandbox, [*problems, *unpaired])
    problems += [*told, *unpaired]
    literal = literal or any(tag.keyword == "raw" for tag in tags)
    return TemplatePart(
        name, root, numbered, sites, program, is_fragile(root, roles), delicate, literal, columnar, bool(merging),
        _is_controlled(root), noted,
    ), problems  # fmt: skip


def _is_untagged(root: etree._Element, data: bytes) -> bool:
    """A quick look: in UTF-8 no tag is without one of its signs; any other encoding is looked through."""
    encoding = root.getroottree().docinfo.encoding or "UTF-8"
    return encoding.upper() == "UTF-8" and not any(sign in data for sign in _SIGNS_OF_TAGS)


def _forget_marks(root: etree._Element) -> None:
    """Takes away what stands there already under the names of our own marks."""
    for foreign in own_marks(root):
        lift(foreign)
    forget_steps(root)


def _found(
    root: etree._Element, locator: Locator, first: int
) -> tuple[list[Tag], list[Tag], list[Tag], list[Problem]]:
    """The tags of the text, those of attributes, and those made of tags about cells; each is taken out of the tree."""
    problems = join_paragraphs(root, locator)
    tags, told = find_tags(root, locator, first)
    following = first + len(tags)
    tags, taken = take_out(tags)
    more, faults = find_attribute_tags(root, locator, following)
    problems += [*told, *taken, *faults, *release(tags)]
    tags, made, told = apply_to_cells(tags, following + len(more))
    return tags, more, made, [*problems, *told]


_REFERENCES = (W + "commentReference", W + "footnoteReference", W + "endnoteReference")


def _moved_notes(package: Package, root: etree._Element, roles: Mapping[str, int]) -> MovedNotes | None:
    """The notes of the main part's blocks, beside their references; each of these makes its part delicate."""
    if next(root.iter(*_REFERENCES), None) is None:
        return None
    from reportgen.engine.compile.anchored_notes import move_notes  # here: few templates have notes at all

    return move_notes(package, root, roles)


def _noted(
    moved: MovedNotes, root: etree._Element, tags: list[Tag], single: list[Tag]
) -> tuple[list[Problem], list[Problem], set[int]]:
    """Arranges the tags of moved notes, each note by itself, and takes them up into those of the part in reading order; what is
    wrong with them, with their blocks, and which of them print into attributes."""
    problems: list[Problem] = []
    unpaired: list[Problem] = []
    named: set[int] = set()
    for note, locator in moved.notes:
        following = 1 + max(tag.number for tag in tags)
        held, more, made, told = _found(note, locator, following)
        problems += told
        single += [*held, *more, *made]
        unpaired += arrange(held)
        tags += [*held, *more, *made]
        named |= {tag.number for tag in (*more, *made) if tag.prints}
    order = {mark: at for at, mark in enumerate(own_marks(root))}
    tags.sort(key=lambda tag: order.get(tag.marker, len(order)))
    return problems, unpaired, named


def _bodyless(name: str) -> Problem:
    hint = say("请用 Word 打开并修复，另存为 .docx")
    return Problem(P16, say("模板里没有正文，Word 打不开这样的文件"), place=WordPlace(name), hint=hint)


def _merging(root: etree._Element, tags: Mapping[int, Tag], roles: Mapping[str, int]) -> list[Tag]:
    """The blocks that part cells which are merged downwards."""
    if next(root.iter(W + "vMerge"), None) is None:
        return []
    from reportgen.engine.finish.merged_cells import mark_merges  # here: few templates have such cells

    return mark_merges(root, tags, roles)


def _stale(root: etree._Element, roles: Mapping[str, int], locator: Locator) -> Iterator[Problem]:
    """The fields that go on showing what the template was saved with."""
    if next(root.iter(W + "fldChar", W + "fldSimple"), None) is not None:
        from reportgen.engine.compile.stale_fields import stale_fields  # here: most text has no fields

        yield from stale_fields(root, roles, locator, T26)


def _parted(tag: Tag) -> Problem:
    message = say("合并单元格从这个条件或循环里的一行开始，到外面的行才完；那一行不印时，下面的行自成一组，格子里的字不印")
    return Problem(T25, message, Grade.NOTE, tag.place, say("可以把整组的行都放进条件里，或把条件写在格子里面"))


def _own_sign(place: WordPlace) -> Problem:
    hint = say("在 Word 里查找并删去这个符号")
    return Problem(T16, say("模板里有程序自用的字符 U+{code_point}", code_point=format(ord(OPEN), "04X")), place=place, hint=hint)


def _compiled(
    name: str, root: etree._Element, tags: Sequence[Tag], single: Sequence[Tag], sandbox: Sandbox, known: Sequence[Problem]
) -> tuple[Program | None, list[Problem]]:
    """The program, or what is wrong beside what is ``known``: the tags are looked at one by one only when there is an error
    already, or they cannot be read all together."""
    if errors(known):
        return None, check_tags(single, sandbox)
    try:
        return compile_part(name, root, tags, sandbox), []
    except TemplateSyntaxError as error:
        from reportgen.engine.render.jinja_messages import syntax_sentence  # only of a tag at fault

        fault = Problem(T12, syntax_sentence(error), place=tags[0].place)
    except COMPILER_FAULTS:
        fault = Problem(T30, say("这一部分的标签合起来太复杂"), place=tags[0].place, hint=say("分成几个模板"))
    return None, check_tags(single, sandbox) or [fault]


def _roles(root: etree._Element, tags: Sequence[Tag]) -> dict[str, int]:
    """What each marker does to the depth of blocks, by its text."""
    numbered = {tag.number: tag for tag in tags}
    return {node.text or "": _role(numbered, node) for node in own_marks(root)}


def _sites(tags: Sequence[Tag], named: Collection[int]) -> dict[int, Site]:
    """Where each tag that prints stands; those ``named`` stand in an attribute."""
    printing = (tag for tag in tags if tag.prints or tag.keyword == "filter")
    return {tag.number: attribute_site(tag) if tag.number in named else site_of(tag) for tag in printing}


def _forget_paragraph_numbers(root: etree._Element, roles: Mapping[str, int]) -> None:
    """Takes Word's own numbers of paragraphs and rows (w14:paraId), which must not repeat and may be left out, away within blocks
    (``roles`` as in ``blocks.is_fragile``)."""
    depth = 0
    for node in root.iter():
        if isinstance(node, etree._ProcessingInstruction):
            depth += roles.get(node.text or "", 0)
        elif depth:
            for name in (W14 + "paraId", W14 + "textId"):
                if name in node.attrib:
                    del node.attrib[name]


def _holds_references(root: etree._Element) -> bool:
    """Whether it matters in which step of a loop something stands."""
    from reportgen.engine.finish.unique_ids import holds_references  # here: few blocks hold what must be unique

    return holds_references(root)


def _is_controlled(root: etree._Element) -> bool:
    """Whether content controls store what their text says."""
    if next(root.iter(W + "sdtPr"), None) is None:
        return False
    from reportgen.engine.finish.controls import holds_marked  # here: few templates have content controls

    return holds_marked(root)


def _role(tags: Mapping[int, Tag], marker: etree._Element) -> int:
    """+1 for a tag that opens a block, -1 for one that closes it."""
    tag = tags[int((marker.text or "0").split()[0])]
    if tag.keyword.startswith("end"):
        return -1
    return 1 if tag.keyword in ("for", "if", "macro", "call", "filter", "with") or is_block_set(tag) else 0


_BINDINGS = (W + "dataBinding", W15 + "dataBinding")


def release(tags: Sequence[Tag]) -> Iterator[Problem]:
    """Unbinds the controls that hold tags; each is told once (T23, a note)."""
    seen: dict[etree._Element, None] = {}
    for tag in tags:
        for control in tag.marker.iterancestors(W + "sdt"):
            if control not in seen:
                seen[control] = None
                yield from _released(control, tag)


def _released(control: etree._Element, tag: Tag) -> Iterator[Problem]:
    properties = control.find(W + "sdtPr")
    if properties is None:
        return
    for placeholder in properties.findall(W + "showingPlcHdr"):
        properties.remove(placeholder)
        for style in [style for run in control.iter(W + "r") for style in run.iterfind(f"{W}rPr/{W}rStyle")]:
            drop(style)  # the grey of a placeholder, which what is printed is not
    from reportgen.engine.finish.controls import mark_control  # here, as above

    mark_control(properties)
    bindings = [binding for name in _BINDINGS for binding in properties.findall(name)]
    for binding in bindings:
        properties.remove(binding)
    if bindings:
        message = say("这个内容控件与文档属性（或自定义数据）相连，Word 会用那里的内容盖掉填进去的字，已断开")
        yield Problem(T23, message, Grade.NOTE, tag.place, say("可以在模板里换成普通的文字或不相连的控件"))
