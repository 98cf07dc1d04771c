"""Mending never harms: every header, footer, logo, watermark, text box and word that pages showed, they show after mending.

Read from the package for any combination of headers and footers (``shown_pages``), and from rendered pages for a few.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from docx_samples import parts_of, text_box
from gongwen_samples import MATERIAL, OFFICIAL, written
from how_many import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import need, to_pdf
from shown_pages import LINE, LOGO, NUMBER, WATERMARK, shown, with_notes, words

from reportgen.gongwen.document.open import open_document
from reportgen.gongwen.document.roles import with_roles
from reportgen.gongwen.fix import mend
from reportgen.ooxml.package import Package

_NUMBERS = "页码改成四号宋体，单页居右、双页居左，两侧加一字线"
_HEADERS = st.sampled_from(["", words("内部资料　注意保存"), words(""), LOGO, WATERMARK, LOGO + words("青禾办")])
_FOOTERS = st.sampled_from(["", NUMBER, words(""), words("地址：青禾路1号") + NUMBER, LINE, LINE + NUMBER, words("— 1 —")])
_KINDS = ("default", "even", "first")


def kept(before: bytes, after: bytes, done: dict[str, int]) -> None:
    """The property: what was shown is shown, in its order and on its kind of page, but for page numbers that were told."""
    old, new = shown(before), shown(after)
    for key, what in old.notes.items():
        assert new.notes[key] == what, (key, what, new.notes[key])
    assert new.body == old.body
    assert new.drawings == old.drawings
    if _NUMBERS not in done:
        assert new.numbered == old.numbered
    else:
        assert new.numbered >= old.numbered


@st.composite
def noted(draw: st.DrawFn) -> bytes:
    """A file of one or two sections with any headers and footers, dormant ones included."""
    sections = draw(st.integers(1, 2))
    text = "标题| 工作情况汇报\n空\n正文{行距=1.5倍}| 推进。" + "\n新节|\n正文| 又推进。" * (sections - 1)
    held = [
        {f"{tag} {kind}": xml for tag, kinds in (("header", _HEADERS), ("footer", _FOOTERS)) for kind in _KINDS if (xml := draw(kinds))}
        for _ in range(sections)
    ]
    return with_notes(written(text), held, odd_even=draw(st.booleans()), first=draw(st.booleans()))


def headers_footers_logos_and_watermarks_are_shown_after_mending_as_before_on_the_same_kind_of_page(data: bytes) -> None:
    made = mend(Package.open(data))
    kept(data, made.data, made.done)


@given(noted())
@settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))
def test_headers_footers_logos_and_watermarks_are_shown_after_mending_as_before_on_the_same_kind_of_page(data: bytes) -> None:
    headers_footers_logos_and_watermarks_are_shown_after_mending_as_before_on_the_same_kind_of_page(data)


@pytest.mark.slow
@given(noted())
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_headers_footers_logos_and_watermarks_are_shown_after_mending_as_before_on_the_same_kind_of_page_very_often(data: bytes) -> None:
    headers_footers_logos_and_watermarks_are_shown_after_mending_as_before_on_the_same_kind_of_page(data)


_LINES = st.sampled_from([
    "标题| 关于规范公文处理的通知", "标题{对齐=left 字号=22}| 政府工作报告", "主送| 各社区：", "正文| 各位代表：", "正文| 推进。", "正文| 请认真贯彻执行",
    "正文| 特此通知", "正文| 　　一、工作回顾", "一级| 一、立项要求", "二级{首行=0}| （一）加强领导。成立专班。", "正文| 1.2025年上半年完成投资18.6亿元",
    "正文| 目　　录", "正文| \t一、工作回顾\t1", "正文| （一）成效……………………2", "署名{对齐=left}| 青禾街道办事处", "日期| 2025年3月6日", "附件| 附件1",
    "附件标题| 任务清单", "抄送| 抄送：市委办。", "空", "附件说明| 附件：任务清单", "题下| （2025年7月1日）", "正文{对齐=center}| 青禾街道",
])  # fmt: skip


def every_word_and_text_box_of_the_body_is_shown_in_its_order(lines: list[str], boxed: bool) -> None:
    lines = [*lines, "原样| " + text_box("<w:p><w:r><w:t>框里的字</w:t></w:r></w:p>")] if boxed else lines
    data = written("\n".join(lines))
    made = mend(Package.open(data))
    kept(data, made.data, made.done)


@given(st.lists(_LINES, min_size=1, max_size=12), st.booleans())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_word_and_text_box_of_the_body_is_shown_in_its_order(lines: list[str], boxed: bool) -> None:
    every_word_and_text_box_of_the_body_is_shown_in_its_order(lines, boxed)


@pytest.mark.slow
@given(st.lists(_LINES, min_size=1, max_size=12), st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_word_and_text_box_of_the_body_is_shown_in_its_order_very_often(lines: list[str], boxed: bool) -> None:
    every_word_and_text_box_of_the_body_is_shown_in_its_order(lines, boxed)


def mended(data: bytes) -> bytes:
    return mend(Package.open(data)).data


def roles(data: bytes) -> dict[str, str]:
    document = with_roles(open_document(Package.open(data)))
    return {paragraph.words: paragraph.role.value for paragraph in document.paragraphs if paragraph.words}


def test_a_header_that_was_kept_for_even_pages_and_never_shown_is_not_woken() -> None:
    data = with_notes(written(MATERIAL), [{"header default": words("内部资料") + LOGO + WATERMARK, "header even": words("")}], odd_even=False, first=False)
    old, new = shown(data), shown(mended(data))
    assert old.notes[0, "header", "even"] == ("内部资料", 2)
    assert new.notes[0, "header", "even"] == ("内部资料", 2)


def test_a_cover_without_a_number_stays_without_when_the_text_gets_another() -> None:
    text = "标题| 工作情况汇报\n新节|\n正文| 推进。"
    data = with_notes(written(text), [{"footer default": words("")}, {"footer default": NUMBER}], odd_even=False, first=False)
    assert shown(data).numbered == {(1, "odd"), (1, "even")}
    assert shown(mended(data)).numbered == {(1, "odd"), (1, "even")}


def test_a_letter_without_a_document_number_gets_no_number_on_its_first_page() -> None:
    text = "标志| 青禾县人民政府\n空\n标题| 关于商请支援的函\n空\n主送| 乙县人民政府：\n正文| 请予支援。"
    data = with_notes(written(text), [{"footer default": NUMBER, "footer first": words("")}], odd_even=False, first=True)
    made = mended(data)
    assert shown(made).numbered == {(0, "odd"), (0, "even")}


def test_a_report_whose_first_page_only_lacks_a_number_gets_one_there() -> None:
    data = with_notes(written(MATERIAL), [{"footer default": NUMBER, "footer first": words("")}], odd_even=False, first=True)
    assert (0, "first") in shown(mended(data)).numbered


def test_the_last_line_of_the_text_is_no_signature() -> None:
    for line in ("请认真贯彻执行", "特此通知", "妥否，请批示", "望遵照执行"):
        text = f"标题| 关于规范公文处理的通知\n空\n主送| 各社区：\n正文| {line}\n空\n署名| 青禾街道办事处\n日期| 2025年3月6日"
        assert roles(written(text))[line] == "正文", line


@pytest.mark.parametrize("line", ["青禾街道办事处", "中共青禾县委员会", "青禾县财政局　　青禾县民政局", "王某某"])
def test_who_signs_at_the_left_is_known_by_the_name(line: str) -> None:
    text = f"标题| 关于规范公文处理的通知\n空\n主送| 各社区：\n正文| 推进。\n正文| {line}\n日期| 2025年3月6日"
    assert roles(written(text))[line] == "署名"


def test_a_salutation_stays_flush_left_after_a_line_that_names_the_meeting() -> None:
    text = "标题{对齐=left 字号=22}| 政府工作报告\n正文| 2025年1月14日在市第十六届人民代表大会第三次会议上市长张某作政府工作报告。\n主送| 各位代表：\n正文| 现在报告工作。"
    document = with_roles(open_document(Package.open(mended(written(text)))))
    salutation = next(each for each in document.paragraphs if each.words == "各位代表：")
    assert salutation.layout.characters("first", salutation.size) == 0


def test_a_file_without_a_title_keeps_its_first_heading() -> None:
    data = written("一级| 一、立项要求\n正文| 重点聚焦生命健康、新材料、人工智能等领域，注重加强基础研究。\n一级| 二、实施计划\n正文| 推进。")
    assert roles(data)["一、立项要求"] == "一级标题"
    first = open_document(Package.open(mended(data))).paragraphs[0]
    assert (first.size, first.layout.align) == (32, "both")


def test_contents_keep_their_tabs_and_their_layout() -> None:
    lines = "标题| 工作情况汇报\n正文{首行=0 对齐=left}| 目　　录\n" + "\n".join(f"原样| <w:p><w:pPr><w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8800\"/></w:tabs></w:pPr><w:r><w:tab/><w:t>{word}</w:t><w:tab/><w:t>{page}</w:t></w:r></w:p>" for word, page in (("一、回顾", 1), ("二、打算", 4)))
    data = written(lines + "\n一级| 一、回顾\n正文| 推进。\n一级| 二、打算\n正文| 落实。")
    before, after = parts_of(data)["word/document.xml"].decode(), parts_of(mended(data))["word/document.xml"].decode()
    assert after.count("<w:tab/>") == before.count("<w:tab/>") == 4
    assert {roles(data)[word] for word in ("目　　录", "一、回顾\t1", "二、打算\t4")} == {"目录"}


def test_a_sheet_larger_than_a4_with_a_table_is_left_to_a_person() -> None:
    text = "页面{宽=23811 高=16838}|\n标题| 工作情况汇报\n空\n正文| 推进。\n表格{宽=18000}|\n+ 甲;乙\n+ 1;2"
    made = mend(Package.open(written(text)))
    assert made.done["纸张比 A4 大，上面有表格或图形，纸张和页边距没有动"] == 1
    assert open_document(Package.open(made.data)).sections[0].width == 23811


def test_a_formula_is_not_cut_by_an_exact_line() -> None:
    formula = '<w:p><w:r><w:t>按此计算：</w:t></w:r><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r></m:oMath></w:p>'
    made = open_document(Package.open(mended(written(f"标题| 工作情况汇报\n空\n正文| 推进。\n原样| {formula}"))))
    assert made.paragraphs[-1].layout.rule == "auto"


_OVER = "页码的位置上另有文字或图形，页码没有动"
_BESIDE = "有文本框或图形固定在页面上，改了页边距会压住它，页边距没有动"


def _fixed(relative: str, top: int, *, left: int = 120, word: str = "共2页", behind: int = 0, wrap: str = "wrapNone", in_vml: bool = False) -> str:
    """A paragraph with a text box at so many millimetres from an edge of the page, 28 wide and 10 high."""
    inside = f"<w:txbxContent><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:txbxContent>" if word else ""
    if in_vml:
        style = f"position:absolute;margin-left:{left}mm;margin-top:{top}mm;width:28mm;height:10mm;mso-position-vertical-relative:{relative}"
        return f'<w:p><w:r><w:pict><v:shape id="框1" style="{style}"><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r></w:p>'
    place = (
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{left * 36000}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="{relative}"><wp:posOffset>{top * 36000}</wp:posOffset></wp:positionV><wp:extent cx="{28 * 36000}" cy="{10 * 36000}"/>'
    )
    shape = f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>" if word else "<wps:wsp/>"
    return (
        f'<w:p><w:r><w:drawing><wp:anchor behindDoc="{behind}">{place}<wp:{wrap}/><wp:docPr id="9" name="框"/>'
        f"<a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


@pytest.mark.parametrize("box", [
    _fixed("page", 264), _fixed("page", 264, left=2), _fixed("bottomMargin", 2), _fixed("margin", 227), _fixed("page", 264, in_vml=True),
    _fixed("page", 264, behind=1), _fixed("page", 264, word=""),
    '<w:p><w:pPr><w:framePr w:w="1600" w:h="500" w:vAnchor="page" w:hAnchor="margin" w:xAlign="right" w:y="15000"/></w:pPr><w:r><w:t>共2页</w:t></w:r></w:p>',
])  # fmt: skip
def test_no_page_number_is_printed_over_what_stands_at_its_place(box: str) -> None:
    data = written("单页{对齐=center}| — # —\n" + MATERIAL.replace("正文| 今年以来", f"原样| {box}\n正文| 今年以来", 1))
    made = mend(Package.open(data))
    assert made.done[_OVER] == 1
    assert _NUMBERS not in made.done
    assert shown(made.data).notes == shown(data).notes
    assert shown(made.data).numbered == shown(data).numbered


@pytest.mark.parametrize("box", [
    _fixed("page", 240), _fixed("page", 276), _fixed("page", 264, left=60), _fixed("paragraph", 100), _fixed("page", 264, behind=1, word=""),
])  # fmt: skip
def test_a_page_number_is_mended_beside_what_stands_elsewhere(box: str) -> None:
    data = written("单页{对齐=center}| — # —\n" + MATERIAL.replace("正文| 今年以来", f"原样| {box}\n正文| 今年以来", 1))
    assert mend(Package.open(data)).done[_NUMBERS] == 1


def test_a_box_in_a_header_or_the_first_footer_keeps_page_numbers_where_they_are() -> None:
    box = _fixed("page", 264)
    for key, first in (("header default", False), ("header first", True)):
        data = with_notes(written(MATERIAL), [{key: box, "footer default": NUMBER}], odd_even=False, first=first)
        assert mend(Package.open(data)).done[_OVER] == 1, key
    hung = with_notes(written(MATERIAL), [{"footer default": NUMBER, "footer first": box}], odd_even=False, first=True)
    assert shown(mended(hung)).notes[0, "footer", "first"] == shown(hung).notes[0, "footer", "first"]
    assert "共2页" in parts_of(mended(hung))["word/footer0first.xml"].decode()


def test_margins_stay_where_text_would_run_over_what_stands_beside_it() -> None:
    lines = "页面{上=2835 下=2835}|\n" + MATERIAL
    for box, stays in ((_fixed("page", 39), True), (_fixed("page", 10), False), (_fixed("page", 39, wrap="wrapSquare"), False), (_fixed("page", 250), True)):
        data = written(lines.replace("正文| 今年以来", f"原样| {box}\n正文| 今年以来", 1))
        made = mend(Package.open(data))
        assert (made.done.get(_BESIDE, 0) == 1) is stays, box
        assert (open_document(Package.open(made.data)).sections[0].top == 2835) is stays


def test_margins_stay_under_a_letterhead_whose_line_is_fixed_to_the_page() -> None:
    line = _fixed("page", 110, left=0, word="")
    text = OFFICIAL.replace("标志|", f"原样| {line}\n标志|", 1)
    made = mend(Package.open(written("页面{上=1440 下=1440}|\n" + text)))
    assert made.done[_BESIDE] == 1
    assert _BESIDE not in mend(Package.open(written(text))).done


LONG = "标题| 工作情况汇报\n空\n" + "\n".join("正文{行距=1.5倍}| " + "各项工作有序推进，" * 20 + "落实。" for _ in range(12))


def _pages(data: bytes, folder: Path, name: str) -> list[tuple[str, int]]:
    """Each page's words without blanks, and how many pictures it shows."""
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(str(to_pdf(data, folder, name)))
    return [
        ("".join(page.get_textpage().get_text_range().split()), sum(each.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE for each in page.get_objects()))
        for page in document
    ]


@pytest.mark.libreoffice
@pytest.mark.parametrize("first", [False, True], ids=["every-page-alike", "first-page-apart"])
@pytest.mark.parametrize("odd_even", [False, True], ids=["odd-as-even", "odd-and-even"])
def test_rendered_pages_show_headers_logos_and_words_on_the_same_kind_of_page(tmp_path: Path, odd_even: bool, first: bool) -> None:
    need("soffice")
    held = {"header default": words("单页页眉") + LOGO, "header even": words("双页页眉"), "header first": words("首页页眉") + LOGO, "footer default": NUMBER}
    data = with_notes(written(LONG), [held], odd_even=odd_even, first=first)
    before, after = _pages(data, tmp_path, "before"), _pages(mended(data), tmp_path, "after")
    for made in (before, after):
        assert len(made) >= 3
        for number, (text, pictures) in enumerate(made, 1):
            kind = "首页" if first and number == 1 else "双页" if odd_even and not number % 2 else "单页"
            assert text.startswith(f"{kind}页眉"), (number, text[:30])
            assert pictures == (kind != "双页")
    bare = [re.sub(r"[首单双]页页眉|[—\d]", "", "".join(text for text, _ in made)) for made in (before, after)]
    assert bare[0] == bare[1]


@pytest.mark.skipif(not os.environ.get("REPORTGEN_SHARED_FILES"), reason="files of others: name their folders in REPORTGEN_SHARED_FILES, with : between")
def test_files_of_others_show_after_mending_what_they_showed() -> None:
    folders = [Path(each) for each in os.environ["REPORTGEN_SHARED_FILES"].split(":")]
    files = [file for folder in folders for file in sorted(folder.rglob("*.docx"))]
    assert files
    counts: Counter[str] = Counter()
    for file in files:
        data = file.read_bytes()
        made = mend(Package.open(data))
        kept(data, made.data, made.done)
        counts["files"] += 1
    assert counts["files"] == len(files)


@pytest.mark.parametrize("text", [MATERIAL, OFFICIAL], ids=["汇报材料", "公文"])
def test_a_file_that_keeps_the_standard_shows_the_same(text: str) -> None:
    data = written(text)
    assert shown(mended(data)) == shown(data)
