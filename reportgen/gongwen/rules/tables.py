"""The tables of a document → departures in width, repeated heads, fonts and indents, and in captions.

Knows no body text.  The standard speaks of tables only where they lie across the page (cl. 8), so most of this is 实务.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.gongwen.document.model import DocParagraph, DocTable, Role, WordDocument
from reportgen.gongwen.rules.imprint import is_imprint
from reportgen.gongwen.rules.measures import chinese_runs, font_words, millimetres, size_name
from reportgen.gongwen.rules.rule import Finding, at, at_run, rule
from reportgen.gongwen.standard import MARGINS, SIZE_3, TOLERANCES, Strength, font_class
from reportgen.message import say
from reportgen.regex import regex

_FEW_ROWS = 8
_MOST = 0.7
"""The share of cells that make a size the usual one."""
_ROWS = 3
"""A table with fewer rows may be there to place what it holds."""
_CELL_SIZES = range(18, SIZE_3 + 1)
_CAPTION = regex(r"(?:续?[表图]\s*[0-9一二三四五六七八九十]+)[\s\u3000:：.．]")


@rule("G90", "GB/T 9704—2012 5.2.1", Strength.NORMAL)
def table_width(document: WordDocument) -> Iterator[Finding]:
    """表格不比版心宽。
    为什么：版心宽 156 毫米，表格伸到白边里，装订、复印时会缺字。
    例：从表格软件粘贴来的宽表伸出右边。
    """
    for table in document.tables:
        section = document.sections[min(table.section, len(document.sections) - 1)]
        room = max(section.text_width, MARGINS["A"].text_width)
        if table.width > room + TOLERANCES["table"].value:
            message = say(
                "表格宽 {width}，版心宽 {text_width}",
                width=millimetres(table.width),
                text_width=millimetres(room),
            )
            yield Finding(message, table.place, say("表格→自动调整→根据窗口调整，或把这一页横过来"))


@rule("G91", "实务（表头重复）", Strength.PRACTICE)
def table_head(document: WordDocument) -> Iterator[Finding]:
    """行数多的表格，表头在每页重复，一行不跨页断开。
    为什么：表格跨页后看不见表头，读的人要往回翻。
    例：20 行的表没有设“在各页顶端以标题行形式重复出现”。
    """
    for table in document.tables:
        if len(table.rows) <= _FEW_ROWS or is_imprint(table):
            continue
        if not table.rows[0].head:
            yield Finding(
                say("表格有 {rows} 行，表头没有设为每页重复", rows=len(table.rows)),
                table.place,
                say("选中表头→表格属性→行→在各页顶端以标题行形式重复出现"),
            )
        if not all(row.whole for row in table.rows):
            yield Finding(
                say("表格有 {rows} 行，允许一行跨页断开", rows=len(table.rows)),
                table.place,
                say("表格属性→行→去掉“允许跨页断行”"),
            )


@rule("G92", "实务（表内文字）", Strength.PRACTICE)
def table_look(document: WordDocument) -> Iterator[Finding]:
    """表内文字用仿宋、黑体、宋体或楷体，小五到三号。
    为什么：标准没有规定；机关多用四号或小四，表头黑体，表身仿宋。
    例：表内文字用等线、微软雅黑。
    """
    for table in document.tables:
        for paragraph in table.paragraphs:
            for run in chinese_runs(paragraph):
                if font_class(run.look.chinese) not in ("仿宋", "黑体", "宋体", "楷体"):
                    yield Finding(
                        say("表内文字用了{font}", font=font_words(run.look)),
                        at_run(paragraph, run),
                        say("表头用黑体，表身用仿宋"),
                    )
                if run.look.size not in _CELL_SIZES:
                    yield Finding(
                        say("表内文字是{size}", size=size_name(run.look.size)),
                        at_run(paragraph, run),
                        say("改成四号或小四"),
                    )


@rule("G93", "实务（表内缩进）", Strength.PRACTICE)
def cell_indent(document: WordDocument) -> Iterator[Finding]:
    """表格单元格里的文字没有首行缩进。
    为什么：正文样式的首行缩进会带进表格，文字偏在一边，窄的格里还会多折一行。
    例：单元格里居中的数字偏右两字。
    """
    for table in document.tables:
        if is_imprint(table):
            continue
        for paragraph in table.paragraphs:
            if (
                not paragraph.empty
                and paragraph.layout.characters("first", paragraph.size) > TOLERANCES["side"].value
                and len(paragraph.text) < 30
            ):
                yield Finding(say("单元格里的文字带首行缩进"), at(paragraph), say("段落→特殊格式→无"))


@rule("G94", "GB/T 15834—2011 A.1", Strength.MUST)
def caption_end(document: WordDocument) -> Iterator[Finding]:
    """表题、图题末尾不用句号。
    为什么：标准说图或表的短语式说明文字“末尾不用句号”，即使中间有完整的句子。
    例：“表1 主要指标完成情况。”的句号应删去。
    """
    for paragraph in document.everything:
        if _CAPTION.match(paragraph.words) and paragraph.words.endswith("。") and len(paragraph.words) <= 40:
            end = len(paragraph.text.rstrip())
            yield Finding(say("表题、图题末尾有句号"), at(paragraph, end - 1, end), say("删去句号"))


@rule("G95", "实务（表格线）", Strength.PRACTICE)
def ruled(document: WordDocument) -> Iterator[Finding]:
    """数据表格有框线。
    为什么：没有线的表，印出来各列对不齐、看错行；多半是粘贴时丢了框线。
    例：三列十行的指标表一条线也没有。
    """
    for table in document.tables:
        columns = max((len(row.cells) for row in table.rows), default=0)
        figures = sum(any(char.isdigit() for char in each.text) for each in table.paragraphs)
        if not table.ruled and not is_imprint(table) and len(table.rows) >= _ROWS and columns > 1 and figures > 1:
            yield Finding(say("表格没有框线"), table.place, say("表格设计→边框→所有框线"))


@rule("G162", "实务（表格的空格）", Strength.PRACTICE)
def empty_cells(document: WordDocument) -> Iterator[Finding]:
    """数据表格里没有数的格写“—”，不空着。
    为什么：空着的格，看的人不知道是没有、是零，还是忘了填。
    例：“完成数”一列九行有数，一行空着。
    """
    for table in filter(_holds_data, document.tables):
        columns = max(len(row.cells) for row in table.rows)
        even = [row for row in table.rows[1:] if len(row.cells) == columns]
        for column in range(1, columns):
            cells = ["".join(each.words for each in row.cells[column].paragraphs) for row in even]
            figures = sum(any(map(str.isdigit, cell)) for cell in cells)
            for row, cell in zip(even, cells, strict=True):
                filled = any(each.words for each in row.cells[0].paragraphs)
                if not cell and filled and figures * 2 > len(cells):
                    place = next(iter(row.cells[column].paragraphs), None)
                    yield Finding(say("表格里有空着的格"), place.place if place else table.place, say("没有数的写“—”，忘了的补上"))


def _holds_data(table: DocTable) -> bool:
    """Whether a table shows figures, and is not there to place or to be filled in."""
    columns = max((len(row.cells) for row in table.rows), default=0)
    figures = sum(any(char.isdigit() for char in each.text) for each in table.paragraphs)
    return not is_imprint(table) and len(table.rows) >= _ROWS and columns > 1 and figures > 1


@rule("G163", "实务（表内字号）", Strength.PRACTICE)
def one_cell_size(document: WordDocument) -> Iterator[Finding]:
    """一张表的表身字号一致。
    为什么：一格大一格小，多半是从别的表粘贴来的。
    例：表身都是小四，一格是五号。
    """
    for table in filter(_holds_data, document.tables):
        shown = [(each, each.size) for row in table.rows[1:] for cell in row.cells for each in cell.paragraphs if each.words]
        usual, count = Counter(size for _, size in shown).most_common(1)[0] if shown else (0, 0)
        for paragraph, size in shown if _MOST * len(shown) <= count < len(shown) else ():
            if size != usual:
                message = say("这一格是{size}，表里别的格是{usual_size}", size=size_name(size), usual_size=size_name(usual))
                yield Finding(message, at(paragraph), say("改成一样"))


@rule("G164", "实务（表题的位置）", Strength.PRACTICE)
def caption_above(document: WordDocument) -> Iterator[Finding]:
    """表题在表的上面。
    为什么：先看到表题，才知道下面是什么表；图题才在图的下面。
    例：“表1　主要指标”写在表格下面。
    """
    filled = [block for block in document.blocks if isinstance(block, DocTable) or not block.empty]
    for before, block, after in zip([None, *filled], filled, [*filled[1:], None], strict=False):
        caption = isinstance(block, DocParagraph) and _CAPTION.match(block.words) and block.words.lstrip("续").startswith("表")
        lone = isinstance(before, DocTable) and not is_imprint(before) and not isinstance(after, DocTable)
        if isinstance(block, DocParagraph) and caption and lone and block.role is Role.CAPTION:
            yield Finding(say("表题写在表的下面"), at(block), say("移到表的上面"))
