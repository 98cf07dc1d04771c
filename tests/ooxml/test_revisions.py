"""A document read with its tracked changes accepted, and rejected; who changed what."""

from __future__ import annotations

import pytest
from docx_samples import body_xml, document

from reportgen.ooxml.package import Package
from reportgen.ooxml.revisions import ANNEX, DELETED, INSERTED, MOVED_FROM, MOVED_TO, Reading, read_document

BY = 'w:id="1" w:author="李主任" w:date="2025-01-08T09:30:00Z"'


def run(text: str, kind: str = "t") -> str:
    return f'<w:r><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'


def reading(body: str) -> Reading:
    return read_document(Package.open(body_xml(body)))


def views(body: str) -> tuple[list[str], list[str]]:
    found = reading(body)
    return [paragraph.text for paragraph in found.accepted], [paragraph.text for paragraph in found.original]


CASES = {
    "inserted": (f"<w:p>{run('甲')}<w:ins {BY}>{run('乙')}</w:ins></w:p>", ["甲乙"], ["甲"]),
    "deleted": (f"<w:p>{run('甲')}<w:del {BY}>{run('乙', 'delText')}</w:del></w:p>", ["甲"], ["甲乙"]),
    "inserted by one and deleted by another": (
        f"<w:p>{run('甲')}<w:ins {BY}><w:del {BY}>{run('乙', 'delText')}</w:del></w:ins></w:p>", ["甲"], ["甲"],
    ),
    "moved": (
        f"<w:p>{run('甲')}<w:moveFrom {BY}>{run('乙')}</w:moveFrom></w:p><w:p><w:moveTo {BY}>{run('乙')}</w:moveTo>{run('丙')}</w:p>",
        ["甲", "乙丙"], ["甲乙", "丙"],
    ),
    "a paragraph mark deleted": (
        f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{run('甲')}</w:p><w:p>{run('乙')}</w:p>", ["甲乙"], ["甲", "乙"],
    ),
    "a paragraph mark inserted": (
        f"<w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr>{run('甲')}</w:p><w:p>{run('乙')}</w:p>", ["甲", "乙"], ["甲乙"],
    ),
    "a whole paragraph deleted": (
        f"<w:p>{run('甲')}</w:p><w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr><w:del {BY}>{run('乙', 'delText')}</w:del></w:p>"
        f"<w:p>{run('丙')}</w:p>", ["甲", "丙"], ["甲", "乙", "丙"],
    ),
    "a row deleted": (
        f'<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:del {BY}/></w:trPr><w:tc><w:p>{run("甲")}</w:p></w:tc></w:tr></w:tbl>'
        f"<w:p>{run('乙')}</w:p>", ["乙"], ["甲", "乙"],
    ),
    "the last mark of a cell deleted, as when all of a row is": (
        f'<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{run("甲")}</w:p></w:tc>'
        f"<w:tc><w:p>{run('乙')}</w:p></w:tc></w:tr></w:tbl>", ["甲", "乙"], ["甲", "乙"],
    ),
    "a cell deleted": (
        f'<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr><w:cellDel {BY}/></w:tcPr><w:p>{run("甲")}</w:p></w:tc>'
        f"<w:tc><w:p>{run('乙')}</w:p></w:tc></w:tr></w:tbl>", ["乙"], ["甲", "乙"],
    ),
    "tabs, breaks, links, controls": (
        f"<w:p>{run('甲')}<w:r><w:tab/><w:br/></w:r><w:hyperlink>{run('乙')}</w:hyperlink>"
        f"<w:sdt><w:sdtContent>{run('丙')}</w:sdtContent></w:sdt><w:r><w:br w:type='page'/></w:r></w:p>", ["甲\t\n乙丙"], ["甲\t\n乙丙"],
    ),
    "field codes are no text": (
        f"<w:p>{run('第')}<w:r><w:instrText>PAGE</w:instrText></w:r>{run('1')}</w:p>", ["第1"], ["第1"],
    ),
    "a text box read once": (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p>" + run("框") +
        "</w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p>" + run("框") +
        f"</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>{run('外')}</w:p>", ["外", "框"], ["外", "框"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_both_views_of_a_change(case: str) -> None:
    body, accepted, original = CASES[case]
    assert views(body) == (accepted, original)


def test_each_change_tells_who_when_and_where() -> None:
    found = reading(f"<w:p>{run('共')}<w:del {BY}>{run('12', 'delText')}</w:del><w:ins {BY}>{run('15')}</w:ins>{run('家')}</w:p>")
    touches = found.accepted[0].touches
    assert [(touch.start, touch.end, touch.text, touch.change.kind) for touch in touches] == [
        (1, 1, "12", DELETED), (1, 3, "15", INSERTED),
    ]  # fmt: skip
    assert touches[0].change.author == "李主任"
    assert touches[0].change.date == "2025-01-08T09:30:00Z"
    kinds = reading(CASES["moved"][0]).changes
    assert [change.kind for change in kinds] == [MOVED_FROM, MOVED_TO]


def test_formatting_and_comments_are_counted() -> None:
    found = reading(
        f"<w:p><w:pPr><w:pPrChange {BY}><w:pPr/></w:pPrChange></w:pPr><w:r><w:rPr><w:highlight w:val='yellow'/>"
        f"<w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>甲</w:t></w:r><w:r><w:commentReference w:id='0'/></w:r>"
        f"<w:r><w:rPr><w:color w:val='000000'/><w:u w:val='none'/></w:rPr><w:t>乙</w:t></w:r></w:p>"
    )
    assert (found.formatting, found.dressed, found.comments) == (2, 1, 1)
    assert [paragraph.text for paragraph in found.accepted] == ["甲乙"]


def test_what_follows_the_annex_mark_is_not_read() -> None:
    mark = f'<w:bookmarkStart w:id="7" w:name="{ANNEX}"/><w:bookmarkEnd w:id="7"/>'
    assert views(f"<w:p>{run('甲')}</w:p>{mark}<w:p>{run('乙')}</w:p>")[0] == ["甲"]
    assert views(f"<w:p>{run('甲')}</w:p><w:p>{mark}{run('乙')}</w:p><w:p>{run('丙')}</w:p>")[0] == ["甲"]


def test_paragraphs_of_tables_are_marked_as_such() -> None:
    found = read_document(Package.open(document("甲", [["乙", "丙"]], "丁")))
    assert [(paragraph.text, paragraph.table) for paragraph in found.accepted if paragraph.text] == [
        ("甲", False), ("乙", True), ("丙", True), ("丁", False),
    ]  # fmt: skip


def test_a_cell_is_known_by_its_table_its_row_and_its_column_of_the_grid() -> None:
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>'
    shifted = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:p><w:r><w:t>戊</w:t></w:r></w:p></w:tc></w:tr>'
    outer = f"<w:tbl><w:tr>{wide}<w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p>{inner}<w:p><w:r><w:t>丁</w:t></w:r></w:p></w:tc></w:tr>{shifted}</w:tbl>"
    found = reading(outer + "<w:p/>" + inner).accepted
    assert [(each.text, each.cell) for each in found if each.text] == [
        ("甲", (0, 0, 0)), ("乙", (0, 0, 2)), ("丙", (1, 0, 0)), ("丁", (0, 0, 2)), ("戊", (0, 1, 1)), ("丙", (2, 0, 0)),
    ]  # fmt: skip
    assert [each.cell for each in found if not each.text] == [None]


def test_the_changes_of_one_hand_can_be_left_out() -> None:
    other = BY.replace("李主任", "王乡长")
    found = reading(f"<w:p>{run('共')}<w:ins {BY}>{run('甲')}</w:ins><w:ins {other}>{run('乙')}<w:del {BY}>{run('丙', 'delText')}</w:del></w:ins></w:p>")
    assert found.changes[0].hand == ("李主任", "2025-01-08T09:30")
    read = [found.without(hands)[0].text for hands in ((), (("李主任", "2025-01-08T09:30"),), (("王乡长", "2025-01-08T09:30"),))]
    assert read == ["共甲乙", "共乙丙", "共甲"]
