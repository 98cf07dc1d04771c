"""Where tags may stand, and what may stand among and inside them: each place once, as XML that Word writes."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx_samples import add_type, body_xml, cell, field, package_of, paragraph, parts_of, run, table, text_box
from lxml import etree
from oracle import form

from reportgen.engine.check.verify import verify
from reportgen.engine.template import Rendered, Template
from reportgen.ooxml.names import W
from reportgen.ooxml.package import Package

MAIN = "word/document.xml"
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
CHANGED = 'w:id="{}" w:author="甲" w:date="2024-01-01T00:00:00Z"'


def filled(package: bytes, **data: Any) -> bytes:
    rendered = Template.open(package).render(data)
    assert [str(problem) for problem in rendered.problems if problem.code != "T02"] == []
    assert docx.Document(io.BytesIO(rendered.package)).sections
    return rendered.package


def main(package: bytes) -> etree._Element:
    return etree.fromstring(parts_of(package)[MAIN])


def lines(package: bytes) -> list[str]:
    """The text of each paragraph, text boxes in it apart."""
    root = main(package)
    return ["".join(node.text or "" for node in one.iter(W + "t") if next(node.iterancestors(W + "p")) is one) for one in root.iter(W + "p")]


def told(rendered: Rendered) -> list[str]:
    return [str(problem) for problem in rendered.problems]


def control(inside: str, properties: str = '<w:id w:val="7"/>') -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def rows(*inside: str) -> str:
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>{"".join(inside)}</w:tbl>{paragraph("尾")}'


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


# --- places ---

MARKS = {
    "bookmark": '<w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/>',
    "comment": '<w:commentRangeStart w:id="1"/><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
    "range": '<w:permStart w:id="5" w:edGrp="everyone"/><w:permEnd w:id="5"/>',
    "spelling": '<w:proofErr w:type="spellStart"/><w:proofErr w:type="spellEnd"/>',
}
OPENERS = ("{% for x in xs %}", "{%tr for x in xs %}", "{% if xs %}", "{%tr if xs %}")


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize("first", [True, False], ids=["first-row", "later-row"])
def test_a_mark_that_word_left_in_the_row_of_a_tag_does_not_matter(mark: str, opener: str, first: bool) -> None:
    """Where somebody last wrote, Word leaves ``_GoBack``; with the row gone it stands before or between the rows of its table."""
    closer = ("{%tr " if "tr" in opener else "{% ") + ("endfor" if "for" in opener else "endif") + " %}"
    head = "" if first else row(cell("头"))
    marked = f"<w:tc><w:p>{run(opener[:6])}{MARKS[mark]}{run(opener[6:])}</w:p></w:tc>"
    package = body_xml(rows(head + row(marked) + row(cell("甲")) + row(cell(closer))), comments={1: paragraph("批")})
    found = lines(filled(package, xs=[1]))
    assert found == [*([] if first else ["头"]), "甲", "尾"]


@pytest.mark.parametrize("mark", [mark for mark in MARKS if mark != "spelling"])
def test_a_mark_behind_the_rows_or_before_the_widths_of_a_table_is_told_only_where_it_must_not_stand(mark: str) -> None:
    """ECMA-376 Part 1 §17.4.37: marks stand before the properties and between the rows, nowhere else."""
    start = MARKS[mark].split("/>")[0] + "/>"
    inside = ("{}<w:tblPr/><w:tblGrid/>{}", "<w:tblPr/>{}<w:tblGrid/>{}")
    tables = [f"<w:tbl>{one.format(start, row(cell('甲')))}</w:tbl>{paragraph('尾')}" for one in inside]
    packages = [Package.open(body_xml(one)) for one in (*tables, rows(start + row(cell("甲")) + start))]
    told = [[problem.code for problem in verify(one, Package.open(body_xml(paragraph("尾"))), one.names)] for one in packages]
    assert ["P37" in codes for codes in told] == [False, True, False]


def test_a_loop_within_a_nested_table_repeats_the_inner_row() -> None:
    inner = f'<w:tbl><w:tblPr/><w:tblGrid/>{row(cell("{% for x in xs %}{{ x }}"), cell("乙{% endfor %}"))}</w:tbl>{paragraph("")}'
    package = body_xml(rows(row(f"<w:tc>{inner}</w:tc>")))
    assert lines(filled(package, xs=[1, 2])) == ["1", "乙", "2", "乙", "", "尾"]
    emptied = main(filled(package, xs=[]))
    assert len(list(emptied.iter(W + "tbl"))) == 1, "the inner table is gone, its cell has a paragraph"


def test_a_row_is_repeated_with_the_table_nested_in_it() -> None:
    inner = f'<w:tbl><w:tblPr/><w:tblGrid/>{row(cell("{{ x }}"))}</w:tbl>'
    package = body_xml(rows(row(cell("{% for x in xs %}甲"), f"<w:tc>{inner}{paragraph('{% endfor %}')}</w:tc>")))
    assert lines(filled(package, xs=[1, 2])) == ["甲", "1", "", "甲", "2", "", "尾"]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (paragraph("甲") + control(paragraph("{% for x in xs %}") + paragraph("{{ x }}") + paragraph("{% endfor %}")), ["甲", "1", "2"]),
        (f"<w:p>{run('甲')}{control(run('{% for x in xs %}{{ x }}{% endfor %}'))}</w:p>", ["甲12"]),
        (f"<w:p>{run('甲{{ ')}{control(run('xs[0] }}乙'))}</w:p>", ["甲1乙"]),
        (rows(control(row(cell("{% for x in xs %}")) + row(cell("{{ x }}")) + row(cell("{% endfor %}")))), ["1", "2", "尾"]),
        (rows(control(row(cell("{% for x in xs %}{{ x }}"), cell("乙{% endfor %}")))), ["1", "乙", "2", "乙", "尾"]),
        (rows(row(cell("{% for x in xs %}")), control(row(cell("{{ x }}"))), row(cell("{% endfor %}"))), ["1", "2", "尾"]),
        (rows(row(control(cell("{% for x in xs %}{{ x }}")), cell("乙{% endfor %}"))), ["1", "乙", "2", "乙", "尾"]),
        (rows(row(cell("甲"), control(cell("{% for x in xs %}") + cell("{{ x }}") + cell("{% endfor %}")), cell("乙"))), ["甲", "1", "2", "乙", "尾"]),
        (rows(row(cell("甲"), cell("{% for x in xs %}"), control(cell("{{ x }}")), cell("{% endfor %}"))), ["甲", "1", "2", "尾"]),
    ],
    ids="blocks run split-tag rows cells-of-a-row around-rows row-over-controls cells around-cells".split(),
)  # fmt: skip
def test_content_controls_of_every_level_hold_tags(xml: str, expected: list[str]) -> None:
    package = filled(body_xml(xml), xs=[1, 2])
    assert lines(package) == expected
    numbers = [node.get(W + "val") for node in main(package).iter(W + "id")]
    assert len(set(numbers)) == len(numbers), "repeated controls have numbers of their own"


@pytest.mark.parametrize(
    "xml",
    [
        control(paragraph("{% for x in xs %}") + paragraph("{{ x }}") + paragraph("{% endfor %}")),
        f"<w:p>{run('甲')}{control(run('{% for x in xs %}') + run('{{ x }}', '<w:b/>') + run('{% endfor %}'))}</w:p>",
        rows(row(cell("头")), control(row(cell("{% for x in xs %}")) + row(cell("{{ x }}")) + row(cell("{% endfor %}")))),
        rows(row(cell("头"), control(cell("{% for x in xs %}") + cell("{{ x }}") + cell("{% endfor %}")), cell("乙"))),
        rows(control(row(cell("{% for x in xs %}{{ x }}"), cell("乙{% endfor %}")))),
    ],
    ids="blocks run rows cells all-rows".split(),
)
def test_a_content_control_is_never_left_empty(xml: str) -> None:
    """docxtemplater 3.15.1 and 3.19.4: an empty w:sdtContent is a damaged file."""
    root = main(filled(body_xml(xml), xs=[]))
    assert all(len(content) for content in root.iter(W + "sdtContent"))
    assert all(len(list(one.iter(W + "tr"))) for one in root.iter(W + "tbl"))


def test_a_control_bound_to_a_property_is_unbound_or_word_would_put_the_old_text_back() -> None:
    properties = '<w:id w:val="7"/><w:showingPlcHdr/><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/><w:text/>'
    rendered = Template.open(body_xml(f"<w:p>{control(run('{{ a }}'), properties)}</w:p>")).render({"a": 1})
    assert [problem.code for problem in rendered.problems] == ["T23"]
    left = [etree.QName(node).localname for node in next(main(rendered.package).iter(W + "sdtPr"))]
    assert left == ["id", "text"]


def test_a_text_box_is_filled_in_both_copies_and_its_faults_are_told_once() -> None:
    assert lines(filled(body_xml(text_box(paragraph("框{{ x }}"))), x=1)) == ["", "框1", "框1"]
    broken = text_box(paragraph("框{{ x|没有 }}") + paragraph("{{ 没完 ") + paragraph("{% if %}{% endif %}"))
    assert [problem.code for problem in Template.open(body_xml(broken)).problems] == ["T01", "T13", "T12"]
    missing = told(Template.open(body_xml(paragraph("{{ y }}") + text_box(paragraph("框{{ x }}")))).render({"y": 1}))
    assert missing == ["[R01] 正文第2段的文本框里：没有名为“x”的数据（请在数据里补上，或改正模板里的名称）"]
    unlike = Template.open(body_xml(text_box(paragraph("{{ x }}"), paragraph("{{ z }}")))).render({})
    assert len(unlike.problems) == 2, "copies that differ are told apart"


def test_the_address_of_a_link_in_a_field_code_may_be_a_tag_and_its_signs_are_kept_within_the_quotes() -> None:
    package = body_xml(f"<w:p>{field('HYPERLINK “{{ u }}”'.replace('“', chr(34)).replace('”', chr(34)), '{{ n }}')}</w:p>")
    root = main(filled(package, u='http://a.example/?x="1"\\ \n\\* MERGEFORMAT', n="名"))
    codes = [node.text for node in root.iter(W + "instrText")]
    assert codes == ['HYPERLINK "http://a.example/?x=\\"1\\"\\\\ \\\\* MERGEFORMAT"']
    only = next(main(filled(package, u="资料\\2024.docx", n="名")).iter(W + "instrText"))
    assert only.text == 'HYPERLINK "资料\\\\2024.docx"', "a backslash among no other sign is doubled as well"
    simple = body_xml(f'<w:p><w:fldSimple w:instr=" REF &quot;{{{{ u }}}}&quot; ">{run("{{ n }}")}</w:fldSimple></w:p>')
    assert next(main(filled(simple, u='甲"', n="名")).iter(W + "fldSimple")).get(W + "instr") == ' REF "甲\\"" '


def test_a_formula_holds_tags() -> None:
    package = body_xml(f"<w:p {MATH}>{run('面积')}<m:oMath><m:r><m:t>S={{{{ a }}}}</m:t></m:r></m:oMath></w:p>")
    assert "S=&lt;1" in parts_of(filled(package, a="<1"))[MAIN].decode()


def with_part(package: bytes, name: str, kind: str, xml: str) -> bytes:
    parts = parts_of(package)
    parts[name] = xml.encode()
    add_type(parts, name, kind)
    relation = f'<Relationship Id="rId{abs(hash(name)) % 997}" Type="http://example.com/part" Target="{name.removeprefix("word/")}"/></Relationships>'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", relation.encode())
    return package_of(parts)


A = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHAPED = f'<d:doc xmlns:d="http://example.com/diagram" xmlns:a="{A}"><a:p><a:r><a:t>{{{{ 题</a:t></a:r><a:r><a:t> }}}}图</a:t></a:r></a:p></d:doc>'
CHART = (
    f'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="{A}"><c:chart><c:title><c:tx><c:rich>'
    "<a:p><a:r><a:t>{{ 题 }}</a:t></a:r></a:p></c:rich></c:tx></c:title><c:ser><c:v>{{ 列 }}</c:v></c:ser></c:chart></c:chartSpace>"
)
ENDNOTES = f'<w:endnotes xmlns:w="{W[1:-1]}"><w:endnote w:id="2">{paragraph("尾注{{ 题 }}")}</w:endnote></w:endnotes>'
KINDS = {
    "word/diagrams/data1.xml": ("application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml", SHAPED),
    "word/diagrams/drawing1.xml": ("application/vnd.ms-office.drawingml.diagramDrawing+xml", SHAPED),
    "word/charts/chart1.xml": ("application/vnd.openxmlformats-officedocument.drawingml.chart+xml", CHART),
    "word/endnotes.xml": ("application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml", ENDNOTES),
}


@pytest.mark.parametrize("name", KINDS)
def test_other_parts_with_text_are_filled(name: str) -> None:
    kind, xml = KINDS[name]
    package = with_part(body_xml(paragraph("正文")), name, kind, xml)
    rendered = Template.open(package).render({"题": "甲<乙", "列": "丙"})
    assert [problem for problem in rendered.problems if problem.code != "P44"] == []
    text = parts_of(rendered.package)[name].decode()
    assert "甲&lt;乙" in text
    assert "{{" not in text


def test_the_faults_of_a_diagram_are_told_once() -> None:
    """SmartArt is kept twice: as data, and as the drawing that Word shows."""
    package = body_xml(paragraph("正文"))
    for name in ("word/diagrams/data1.xml", "word/diagrams/drawing1.xml"):
        package = with_part(package, name, *KINDS[name])
    assert told(Template.open(package).render({})) == [
        "[R01] 图示（data1）第1段：没有名为“题”的数据（请在数据里补上，或改正模板里的名称）"
    ]


def test_comments_and_properties_of_both_kinds_are_filled() -> None:
    custom = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="文号"><vt:lpwstr>{{ a }}</vt:lpwstr></property>'
    package = body_xml(
        f'<w:p>{run("正文")}<w:r><w:commentReference w:id="1"/></w:r></w:p>', comments={1: paragraph("批{{ a }}")},
        core="<dc:title>{{ a }}</dc:title><dc:subject>{% if a %}有{% endif %}</dc:subject>", custom=custom,
    )  # fmt: skip
    parts = parts_of(filled(package, a="<值>"))
    assert all("&lt;值&gt;" in parts[name].decode() for name in ("word/comments.xml", "docProps/core.xml", "docProps/custom.xml"))
    assert "<dc:subject>有</dc:subject>" in parts["docProps/core.xml"].decode()


# --- among and inside tags ---


@pytest.mark.parametrize(
    ("between", "left"),
    [
        ('<w:proofErr w:type="spellStart"/>', "proofErr"),
        ('<w:bookmarkStart w:id="5" w:name="签"/><w:bookmarkEnd w:id="5"/>', "bookmarkStart"),
        ('<w:permStart w:id="5" w:edGrp="everyone"/><w:permEnd w:id="5"/>', "permStart"),
        ("<w:r><w:lastRenderedPageBreak/></w:r>", "lastRenderedPageBreak"),
        ('<w:r><w:br w:type="page"/></w:r>', "br"),
        ('<w:r><w:footnoteReference w:id="2"/></w:r>', "footnoteReference"),
        ('<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="图"/></wp:inline></w:drawing></w:r>', "drawing"),
        (f"<w:del {CHANGED.format(3)}><w:r><w:delText>旧</w:delText></w:r></w:del>", "delText"),
        ('<w:commentRangeStart w:id="1"/><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>', "commentReference"),
        (f"<w:ins {CHANGED.format(3)}/>", "ins"),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)  # fmt: skip
def test_what_stands_inside_a_tag_is_kept_beside_it(between: str, left: str) -> None:
    """docxtemplater 3.32.5 (a comment inside a tag); docxtpl drops references, drawings and breaks."""
    notes = {"footnotes": {2: paragraph("注")}, "comments": {1: paragraph("批")}}
    package = body_xml(f"<w:p>{run('甲{')}{between}{run('{ a }}乙')}</w:p>", **notes)  # type: ignore[arg-type]
    rendered = Template.open(package).render({"a": "中"})
    assert {problem.code for problem in rendered.problems} <= {"P44"}
    assert lines(rendered.package)[0] == "甲中乙"
    assert len(list(main(rendered.package).iter(W + left))) == 1


def test_soft_hyphens_line_breaks_and_no_break_hyphens_within_a_tag_are_part_of_it() -> None:
    inside = "<w:t>甲{{ 数</w:t><w:softHyphen/><w:t>据</w:t><w:br/><w:t> </w:t><w:noBreakHyphen/><w:t> 1 }}乙</w:t>"
    package = filled(body_xml(f"<w:p><w:r>{inside}</w:r></w:p>"), 数据=3)
    assert lines(package) == ["甲2乙"]
    assert not list(main(package).iter(W + "softHyphen", W + "br", W + "noBreakHyphen"))


def test_a_tag_partly_in_a_tracked_insertion() -> None:
    inserted = f"<w:ins {CHANGED.format(1)}>{run('a }}乙')}</w:ins>"
    assert lines(filled(body_xml(f"<w:p>{run('甲{{ ')}{inserted}</w:p>{paragraph('尾')}"), a=1)) == ["甲1乙", "尾"]


def test_a_block_that_ends_in_a_tracked_insertion_keeps_what_is_repeated_inserted() -> None:
    inserted = f"<w:ins {CHANGED.format(1)}>{run('{{ x }}{% endfor %}乙')}</w:ins>"
    root = main(filled(body_xml(f"<w:p>{run('甲{% for x in xs %}')}{inserted}</w:p>"), xs=[1, 2]))
    assert ["".join(part.itertext()) for part in root.iter(W + "ins")] == ["1", "2", "乙"]
    numbers = [part.get(W + "id") for part in root.iter(W + "ins")]
    assert len(set(numbers)) == 3


def test_a_section_of_its_own_may_be_repeated_and_none_is_lost() -> None:
    """docxtemplater#527 and 3.17.9: a section break in a loop."""
    broken = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr></w:pPr></w:p>'
    package = body_xml(paragraph("{% for x in xs %}") + paragraph("{{ x }}") + broken + paragraph("{% endfor %}") + paragraph("尾"))
    assert len(docx.Document(io.BytesIO(filled(package, xs=[1, 2, 3]))).sections) == 4
    assert len(docx.Document(io.BytesIO(filled(package, xs=[]))).sections) == 1


def test_a_loop_that_fills_one_item_of_a_list_is_read_as_text_and_that_is_said() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    rendered = Template.open(body_xml(paragraph("{% for x in xs %}{{ x }}；{% endfor %}", numbered))).render({"xs": [1, 2]})
    assert [problem.code for problem in rendered.problems] == ["T24"]
    assert lines(rendered.package) == ["1；2；"]
    parted = "".join(paragraph(text, numbered) for text in ("{% for x in xs %}", "{{ x }}；", "{% endfor %}"))
    package = filled(body_xml(parted), xs=[1, 2])
    assert lines(package) == ["1；", "2；"]
    assert len(list(main(package).iter(W + "numPr"))) == 2, "each is an item of the list"


def test_a_footnote_in_a_loop_becomes_a_note_for_each_of_its_references() -> None:
    noted = f'<w:p>{run("{{ x }}")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = {2: paragraph("注{{ y }}"), 7: paragraph("另一注")}
    xml = paragraph("{% for x in xs %}") + noted + paragraph("{% endfor %}") + noted.replace("{{ x }}", "尾").replace('"2"', '"7"')
    package = filled(body_xml(xml, footnotes=notes), xs=[1, 2, 3], y=4)
    numbers = [node.get(W + "id") for node in main(package).iter(W + "footnoteReference")]
    assert numbers == ["2", "8", "9", "7"]
    held = {note.get(W + "id"): "".join(note.itertext()) for note in etree.fromstring(parts_of(package)["word/footnotes.xml"])}
    assert held == {"2": "注4", "7": "另一注", "8": "注4", "9": "注4"}


def test_a_footnote_at_a_tag_alone_in_its_paragraph_is_not_lost() -> None:
    tagged = f'<w:p>{run("{% if a %}")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    package = filled(body_xml(tagged + paragraph("甲") + paragraph("{% endif %}"), footnotes={2: paragraph("注")}), a=1)
    assert len(list(main(package).iter(W + "footnoteReference"))) == 1


def test_a_comment_on_a_tag_alone_in_its_paragraph_is_kept_at_the_next() -> None:
    anchor = '<w:commentRangeStart w:id="1"/>{}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    tagged = f"<w:p>{anchor.format(run('{% for x in xs %}'))}</w:p>"
    package = filled(body_xml(tagged + paragraph("{{ x }}") + paragraph("{% endfor %}"), comments={1: paragraph("批")}), xs=[1, 2])
    assert lines(package) == ["1", "2"]
    assert [len(list(main(package).iter(W + name))) for name in ("commentRangeStart", "commentRangeEnd", "commentReference")] == [1, 1, 1]


def test_a_page_break_beside_a_tag_in_its_paragraph_is_repeated_with_the_block() -> None:
    ended = f'<w:p>{run("{% endfor %}")}<w:r><w:br w:type="page"/></w:r></w:p>'
    package = filled(body_xml(paragraph("{% for x in xs %}") + paragraph("{{ x }}") + ended), xs=[1, 2])
    assert [node.get(W + "type") for node in main(package).iter(W + "br")] == ["page", "page"]


def test_tags_in_text_that_a_tracked_move_has_taken_away_are_left_alone() -> None:
    moved = f"<w:moveFrom {CHANGED.format(1)}>{run('{{ 旧 }}')}</w:moveFrom><w:moveTo {CHANGED.format(2)}>{run('{{ a }}')}</w:moveTo>"
    looped = paragraph("{% for x in xs %}") + f'<w:p><w:bookmarkStart w:id="1" w:name="签"/>{run("{{ x }}")}<w:bookmarkEnd w:id="1"/></w:p>'
    package = filled(body_xml(f"<w:p>{moved}</w:p>" + looped + paragraph("{% endfor %}")), a=1, xs=[1])
    assert lines(package)[0] == "{{ 旧 }}1"


# --- columns ---


def widths(package: bytes) -> tuple[list[int], list[list[int]]]:
    root = main(package)
    grid = [int(column.get(W + "w") or 0) for column in root.iter(W + "gridCol")]
    cells = [[int(node.get(W + "w") or 0) for node in line.iter(W + "tcW")] for line in root.iter(W + "tr")]
    return grid, cells


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_the_columns_of_a_table_follow_its_cells_and_its_width_stays(count: int) -> None:
    """docxtpl#162, #163, poi-tl#533: cells without columns; docxtpl#472: widths that were reset."""
    package = body_xml(table([["项", "{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"]]) + paragraph("尾"))
    grid, cells = widths(filled(package, xs=list(range(count))))
    assert len(grid) == count + 1
    assert sum(grid) == 8000
    assert cells == [grid]


def test_columns_are_as_wide_as_the_cells_that_were_drawn() -> None:
    wide = '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="500"/><w:gridCol w:w="1000"/><w:gridCol w:w="500"/></w:tblGrid>'
    texts = zip(("项", "{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"), (3000, 500, 1000, 500), strict=True)
    inside = "".join(cell(text).replace('"2000"', f'"{width}"') for text, width in texts)
    package = body_xml(f"<w:tbl><w:tblPr/>{wide}<w:tr>{inside}</w:tr></w:tbl>{paragraph('尾')}")
    assert widths(filled(package, xs=[1, 2]))[0] == [3000, 1000, 1000]
    assert widths(filled(package, xs=[1, 2, 3, 4]))[0] == [2142, 715, 714, 714, 715]


def test_a_table_without_loops_over_cells_keeps_its_columns() -> None:
    uneven = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="500"/></w:tblGrid>' + row(cell("甲")) + "</w:tbl>"
    looped = table([["项", "{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"]])
    grid, _ = widths(filled(body_xml(uneven + paragraph("") + looped + paragraph("尾")), xs=[1]))
    assert grid == [3000, 500, 4000, 4000]


def test_merged_cells_of_colspan_vm_and_hm_are_written_as_word_wants_them() -> None:
    package = body_xml(
        table([["{% colspan n %}{% cellbg c %}题"], ["{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"]])
        + table([["{%tr for x in xs %}", ""], ["{% vm %}同", "{{ x }}"], ["{%tr endfor %}", ""]])
        + table([["头", "{%tc for x in xs %}", "{% hm %}合", "{%tc endfor %}"], ["甲", "{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"]])
        + paragraph("尾")
    )
    root = main(filled(package, n=3, c="#ffee00", xs=[1, 2, 3]))
    tables = list(root.iter(W + "tbl"))
    first = next(tables[0].iter(W + "tcPr"))
    assert [etree.QName(node).localname for node in first] == ["tcW", "gridSpan", "shd"]
    assert [node.get(W + "fill") for node in first.iter(W + "shd")] == ["FFEE00"]
    merges = [node.get(W + "val") for node in tables[1].iter(W + "vMerge")]
    assert merges == ["restart", "continue", "continue"]
    assert ["".join(line.itertext()) for line in tables[1].iter(W + "tr")] == ["同1", "2", "3"]
    assert [node.get(W + "val") for node in tables[2].iter(W + "gridSpan")] == ["3"]
    assert [len(list(one.iter(W + "gridCol"))) for one in tables] == [3, 2, 4]


def test_text_after_a_bell_is_a_paragraph_of_the_same_look_and_after_a_form_feed_on_a_new_page() -> None:
    look, bold = '<w:jc w:val="center"/>', "<w:b/>"
    package = filled(body_xml(f"<w:p><w:pPr>{look}</w:pPr>{run('甲{{ a }}乙', bold)}</w:p>"), a="一\a二\f三")
    assert lines(package) == ["甲一", "二", "", "三乙"]
    paragraphs = list(main(package).iter(W + "p"))
    assert [one.find(f"{W}pPr/{W}jc") is not None for one in paragraphs] == [True, True, False, True]
    assert [one.find(f"{W}r/{W}rPr/{W}b") is not None for one in paragraphs] == [True, True, False, True]
    assert [node.get(W + "type") for node in paragraphs[2].iter(W + "br")] == ["page"]


def test_where_no_paragraph_can_begin_a_bell_is_a_line_break() -> None:
    linked = f'<w:p><w:hyperlink w:anchor="签">{run("{{ a }}")}</w:hyperlink></w:p>'
    ending = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr></w:pPr>' + run("{{ a }}") + "</w:p>"
    for xml in (linked, ending):
        root = main(filled(body_xml(xml + paragraph("尾")), a="一\a二\f三"))
        assert len(list(root.iter(W + "p"))) == 2
        assert [node.get(W + "type") for node in root.iter(W + "br")] == [None, "page"]


SECTION = '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'


@pytest.mark.parametrize("properties", ["", '<w:pPr><w:jc w:val="center"/></w:pPr>', "<w:pPr>{}</w:pPr>"])
def test_joined_paragraphs_end_the_section_that_the_last_of_them_ended(properties: str) -> None:
    """The properties of the first stay; the end of the section comes before what records a change of them."""
    change = '<w:pPrChange w:id="1" w:author="a" w:date="2025-01-01T00:00:00Z"><w:pPr/></w:pPrChange>'
    first = f"<w:p>{properties.format(change)}{run('甲')}</w:p>"
    second = f'<w:p><w:pPr><w:jc w:val="right"/>{SECTION}</w:pPr>{run("{%- if a %}乙{% endif %}")}</w:p>'
    root = main(filled(body_xml(first + second + paragraph("丙")), a=True))
    joined, after = root.iter(W + "p")
    assert "".join(node.text for node in joined.iter(W + "t")) == "甲乙"
    held = [child.tag.removeprefix(W) for child in joined.find(W + "pPr")]
    assert held == [*(["jc"] if "jc" in properties else []), "sectPr", *(["pPrChange"] if "{}" in properties else [])]
    assert after.find(f"{W}pPr/{W}sectPr") is None


def test_a_paragraph_does_not_join_the_one_of_the_section_before() -> None:
    ending = f"<w:p><w:pPr>{SECTION}</w:pPr>{run('甲')}</w:p>"
    rendered = Template.open(body_xml(ending + paragraph("{%- if a %}乙{% endif %}"))).render({"a": True})
    assert [problem.code for problem in rendered.problems] == ["T14"]


def test_marks_in_and_between_joined_paragraphs_stay() -> None:
    """A bookmark around an empty paragraph is still there when the paragraph is gone."""
    start, end = '<w:bookmarkStart w:id="5" w:name="签"/>', '<w:bookmarkEnd w:id="5"/>'
    source = body_xml(paragraph("甲") + start + f"<w:p>{end}</w:p>" + paragraph("{%- if a %}乙{% endif %}"))
    root = main(filled(source, a=True))
    (joined,) = root.iter(W + "p")
    assert "".join(node.text for node in joined.iter(W + "t")) == "甲乙"
    assert [len(list(root.iter(W + name))) for name in ("bookmarkStart", "bookmarkEnd")] == [1, 1]


def test_a_tab_typed_inside_a_text_in_a_tag_is_printed() -> None:
    inside = "<w:r><w:t>{{ '</w:t><w:tab/><w:t>甲</w:t><w:tab/><w:t>' }}后</w:t></w:r>"
    made = Template.open(body_xml(f"<w:p>{inside}</w:p>")).render({})
    assert made.problems == ()
    assert form(made.package) == ["\t甲\t后"]
