"""The bytes of an old report → its paragraphs and tables in order, each with its role and its place, and what is odd about them.

Knows neither figures nor YAML.  Roles are those of ``gongwen.document``, from a Word file's formats or from the words of a text
alone. The edges of a paragraph are left out (blanks typed as an indent), and so are empty paragraphs; all between stays as it
stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.gongwen.document.model import BLANKS, DocParagraph, DocTable, Role
from reportgen.gongwen.document.objects import Surroundings, things
from reportgen.gongwen.document.open import open_document
from reportgen.gongwen.document.outline import Outlined
from reportgen.gongwen.document.roles import roles
from reportgen.message import Message, say
from reportgen.ooxml.names import M, W
from reportgen.ooxml.package import Package
from reportgen.problem import Code, Grade, Place, Problem, ReportError, TextPlace
from reportgen.regex import regex
from reportgen.storage.given import Given
from reportgen.text.unseen import hidden_sign
from reportgen.yamltext.read import decoded

D01 = Code("D01", "这种文件不能录入", "录入 去年.pdf", "另存为 .docx 或 .txt 再录入")
D02 = Code("D02", "要录入的文件里没有文字，或长得不像一份报告", "录入 空白.docx", "核对是不是拿错了文件")
D03 = Code("D03", "原稿里有没有录进来的（提醒）", "文中有一张图片", "照提示自己加")
D04 = Code(
    "D04",
    "原稿里有像是转存时留下的毛病，照原样录入了（提醒）",
    "正文中间有一行页码",
    "在输入文件里改，再与原稿比",
)

MOST_CHARACTERS = 400_000
"""Of one report; the longest of those looked at has 40,000."""
MOST_DIGITS = 20_000
"""A report of 40,000 characters has some 2,000."""
MOST_BYTES = 1 << 23
"""Of a plain text."""
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
_TAG = regex(r"<[^<>]{1,200}>")
_FEW_TAGS = 2
_INDENTED = regex(r"(?<=[。！？：”）])[\u3000\u2003]{2}(?=\S)")
_LEFT_OVER = regex(
    r"下转第?\s*[0-9０-９一二三四五六七八九十]+\s*版|上接第?\s*[0-9０-９一二三四五六七八九十]+\s*版|[（(]\s*未完\s*[）)]|&[a-z]{2,6};"
)
_UNFINISHED = regex(r"[\u4e00-\u9fffA-Za-z0-9０-９，、]$")
_BROKEN_FROM = 18
"""Characters from which a paragraph without a mark at its end is no heading but a broken line."""
_CELLS = 4000
_LOST = (W + "footnoteReference", W + "endnoteReference", W + "commentReference", W + "sym", M + "oMath")
_NOTED = frozenset(("脚注", "尾注", "批注"))


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph: its words as they print, an automatic number among them; what it is in the whole; how many of the words are the
    heading; where it stands."""

    words: str
    role: Role
    level: int = 0
    number: str = ""
    lead: int = 0
    kind: str = ""
    place: Place | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading, on a line of its own or run in."""
        return self.lead > 0


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table: the text of each cell, row by row; None where cells are joined, so that it cannot be written down as rows."""

    rows: tuple[tuple[str, ...], ...]
    place: Place | None = None
    is_even: bool = True


SourceBlock = SourceParagraph | SourceTable


@dataclass(frozen=True, slots=True)
class SourceReport:
    """An old report as it was read, and what there is to say about it."""

    name: str
    blocks: tuple[SourceBlock, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def paragraphs(self) -> tuple[SourceParagraph, ...]:
        return tuple(block for block in self.blocks if isinstance(block, SourceParagraph))

    @property
    def lines(self) -> tuple[str, ...]:
        """What the report prints, paragraph by paragraph, the cells of tables among them."""
        return tuple(line for block in self.blocks for line in _lines_of(block) if line)


def read_source(given: Given) -> SourceReport:
    """Reads a report; raises ``ReportError`` (D01, D02, and those of a damaged Word file)."""
    content = given.content
    if content.startswith(_PDF) or given.name.lower().endswith(".pdf"):
        raise ReportError([_no_pdf(given.name)])
    if content.startswith(_OLE):
        hint = say("装有 LibreOffice 时，写文件名 .doc 或 .wps 就能直接录入；否则用 Word、WPS 另存为 .docx")
        raise ReportError([Problem(D01, say("“{file}”是旧格式的 Word 文件，不能直接读", file=given.name), hint=hint)])
    read = _from_word(given) if content.startswith(_ZIP) else _from_text(given)
    length = sum(len(line) for line in read.lines)
    if not length:
        hint = say("核对是不是拿错了文件；图片、扫描件里的字读不出来")
        raise ReportError([Problem(D02, say("“{file}”里没有文字", file=given.name), hint=hint)])
    if length > MOST_CHARACTERS:
        message = say(
            "“{file}”有 {count} 个字，太长了（最多 {most} 个字）", file=given.name, count=length, most=MOST_CHARACTERS
        )
        raise ReportError([Problem(D02, message, hint=say("一份报告一个文件；核对是不是拿错了文件"))])
    digits = sum(1 for line in read.lines for char in line if char.isdecimal())
    if digits > MOST_DIGITS:
        message = say("“{file}”里有 {count} 个数字，不像一份报告", file=given.name, count=digits)
        raise ReportError([Problem(D02, message, hint=say("数据表请用 填报 导入；核对是不是拿错了文件"))])
    return replace(read, problems=(*read.problems, *_oddities(read.paragraphs)))


def _no_pdf(name: str) -> Problem:
    hint = say("PDF 里的段落是断开的，读出来靠不住：请用 Word、WPS 打开另存为 .docx，或复制文字存成 .txt，再录入")
    return Problem(D01, say("“{file}”是 PDF，不能录入", file=name), hint=hint)


def _from_text(given: Given) -> SourceReport:
    if len(given.content) > MOST_BYTES:
        raise ReportError([Problem(D02, say("“{file}”太大", file=given.name), hint=say("核对是不是拿错了文件"))])
    if b"\0" in given.content[:4096] and not given.content.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = say("能录入的是 .docx、.txt（装有 LibreOffice 时还有 .doc、.wps、.odt）")
        raise ReportError([Problem(D01, say("“{file}”不是文字文件，也不是 Word 文件", file=given.name), hint=hint)])
    text, _, _ = decoded(given.content, given.name)
    lines, problems = _split(text, given.name)
    found = roles([words for words, _ in lines])
    pairs = zip(lines, found, strict=True)
    blocks = tuple(_paragraph(words, "", outlined, place) for (words, place), outlined in pairs if words.strip(BLANKS))
    return SourceReport(given.name, blocks, problems)


def _split(text: str, name: str) -> tuple[list[tuple[str, TextPlace]], tuple[Problem, ...]]:
    """The lines of a text; a saved web page is cut at its tags, a text in one piece at the blanks that paragraphs begin with."""
    problems: list[Problem] = []
    made: list[tuple[str, TextPlace]] = []
    rows = text.lstrip("\ufeff").splitlines()
    whole = len([row for row in rows if row.strip(BLANKS)]) == 1
    for number, row in enumerate(rows, 1):
        place = TextPlace(name, number, 1, row[:200])
        if number == 1 and row.startswith("#"):
            problems.append(_left_out(say("第一行以“#”开头，当作备注，没有录入"), place))
            continue
        pieces = _TAG.split(row) if len(_TAG.findall(row)) > _FEW_TAGS else [row]
        if len(pieces) > 1:
            message = say("这一行是网页，有 {count} 个标签，已在标签处分段", count=len(pieces) - 1)
            problems.append(Problem(D04, message, Grade.WARNING, place, say("核对分段对不对")))
            pieces = [piece for piece in pieces if piece.strip(f'{BLANKS}"')]
        if whole and len(pieces) == 1:
            pieces = _INDENTED.split(row)
        made += [(piece, place) for piece in pieces]
    return made, tuple(problems)


def _from_word(given: Given) -> SourceReport:
    package = Package.open(given)
    document = open_document(package)
    free = [block for block in document.blocks if isinstance(block, DocParagraph)]
    found = iter(roles(free))
    blocks: list[SourceBlock] = []
    problems: list[Problem] = []
    around: dict[str, Surroundings] = {}
    for block in document.blocks:
        if isinstance(block, DocTable):
            blocks.append(_table(block))
            problems += [_uneven(block)] if not blocks[-1].is_even else []  # type: ignore[union-attr]
            for paragraph in block.paragraphs:
                problems += [_drawn(paragraph)] if paragraph.pictured else []
                problems += _lost(paragraph, package, around)
            continue
        outlined = next(found)
        if block.pictured:
            problems.append(_drawn(block))
        problems += _lost(block, package, around)
        if block.words:
            blocks.append(_paragraph(block.text, block.label, outlined, block.place))
    return SourceReport(given.name, tuple(blocks), tuple(problems))


def _drawn(block: DocParagraph) -> Problem:
    """What is said of a drawing: the words of a text box are read as paragraphs behind that which it hangs on, a picture is not."""
    boxed = next(block.element.iter(W + "txbxContent"), None) is not None
    if boxed:
        hint = say("核对排在哪里；框的位置和样子没有了")
        return Problem(D03, say("这里是文本框，框里的字录成了一段一段"), Grade.WARNING, block.place, hint)
    return _left_out(say("这里有图片或图形，没有录入"), block.place, say("存成图片文件，在输入里写 - 图: 图片/文件名"))


def _left_out(message: Message, place: Place, hint: Message | None = None) -> Problem:
    return Problem(D03, message, Grade.WARNING, place, hint or say("要的话，在输入文件里自己加"))


def _uneven(table: DocTable) -> Problem:
    hint = say("在输入文件里用“- 表:”重新列，或写 文件: 从表格文件读")
    return _left_out(say("这张表有合并的格子，只录了文字"), table.place, hint)


def _lost(paragraph: DocParagraph, package: Package, around: dict[str, Surroundings]) -> Iterator[Problem]:
    """What hangs on a paragraph or stands in it and is no words of it: notes and comments with what they say, formulas, signs of a
    font; ``around`` keeps what the part that it stands in leads to."""
    if next(paragraph.element.iter(*_LOST), None) is None:
        return
    part = paragraph.place.part
    if part not in around:
        around[part] = Surroundings.of(package, part)
    for thing in things(paragraph.element, around[part]):
        if thing.speaks:
            message = say("这里有{kind}“{words}”，句子里少了它", kind=thing.kind, words=thing.words)
            yield _left_out(message, paragraph.place, say("在输入文件的这一句里自己补上"))
        elif thing.kind in _NOTED:
            quoted = say("“{words}”", words=thing.words) if thing.words else ""
            message = say("这里有{kind}{quoted}，没有录入", kind=thing.kind, quoted=quoted)
            yield _left_out(message, paragraph.place, say("要的话，在句子里写明，或放进附件"))


def _paragraph(text: str, label: str, outlined: Outlined, place: Place) -> SourceParagraph:
    stripped = text.strip(BLANKS)
    words = (label + stripped).strip(BLANKS)
    indent = len(text) - len(text.lstrip(BLANKS))
    lead = min(len(words), outlined.lead - indent + len(label)) if outlined.lead else 0
    lead = len(words) if outlined.whole else lead
    return SourceParagraph(words, outlined.role, outlined.level, outlined.number, max(0, lead), outlined.kind, place)


def _table(table: DocTable) -> SourceTable:
    rows = tuple(
        tuple("\n".join(each.words for each in cell.paragraphs).strip() for cell in row.cells) for row in table.rows
    )
    even = bool(rows) and len({len(row) for row in rows}) == 1 and sum(map(len, rows)) <= _CELLS and not _joins(table)
    return SourceTable(rows, table.place, even)


def _joins(table: DocTable) -> bool:
    return next(table.element.iter(W + "gridSpan", W + "vMerge"), None) is not None


def _lines_of(block: SourceBlock) -> Iterator[str]:
    if isinstance(block, SourceParagraph):
        yield block.words
    else:
        yield from (cell for row in block.rows for cell in row)


def _oddities(paragraphs: Sequence[SourceParagraph]) -> Iterator[Problem]:
    """D04: what is kept as it stands and looks like a leftover of copying."""
    hint = say("照原样录入了；要去掉，在输入文件里删")
    for number, paragraph in enumerate(paragraphs):
        words, place = paragraph.words, paragraph.place
        if paragraph.role is Role.PAGE:
            yield Problem(D04, say("像是页码：{words}", words=words), Grade.WARNING, place, hint)
        elif found := _LEFT_OVER.search(words):
            yield Problem(D04, say("像是转载留下的：{words}", words=found[0]), Grade.WARNING, place, hint)
        elif hidden_sign(words):
            yield Problem(D04, say("有看不见的字符：{words}", words=words[:20]), Grade.WARNING, place, hint)
        elif _is_broken(paragraph) and number + 1 < len(paragraphs):
            tail = words[-12:]
            yield Problem(
                D04,
                say("这一段像是从中间断开了：……{words}", words=tail),
                Grade.WARNING,
                place,
                say("在输入文件里把两段连起来"),
            )


def _is_broken(paragraph: SourceParagraph) -> bool:
    return (
        paragraph.role is Role.BODY
        and not paragraph.lead
        and len(paragraph.words) > _BROKEN_FROM
        and _UNFINISHED.search(paragraph.words) is not None
    )
