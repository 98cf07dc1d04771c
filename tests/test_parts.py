"""A report with everything in it, from the manual's example to the Word file: paragraphs, styles, levels, table, picture, 附件."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from clerk import typed
from docx.oxml.ns import qn
from picture_samples import png

from reportgen.draft import Draft, Kit, YearInput
from reportgen.dry_run import examine
from reportgen.gongwen.lint import lint
from reportgen.gongwen.templates.upgrade import upgraded
from reportgen.ooxml.package import Package
from reportgen.problem import Grade, ReportError
from reportgen.storage.given import Given, read_given, read_named
from reportgen.workspace.template import upgrade_template

ROOT = Path(__file__).parents[1]
FIELDS = Given("fields.yaml", "指标: {经济: {产值: {单位: 亿元, 类别: 金额}, 新增企业: {单位: 家, 类别: 计数}}}\n".encode())
EXAMPLE = re.search(r"<!-- parts -->\n```yaml\n(.*?)```", (ROOT / "docs/manual/parts.md").read_text(encoding="utf-8"), re.S)
assert EXAMPLE is not None
TEXT = EXAMPLE[1]
OLD = ROOT / "tests/data/annual-before-blocks.docx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "图片").mkdir()
    (tmp_path / "图片/现场.png").write_bytes(png(200, 120))
    return tmp_path


def kit(template: Path | bytes = ROOT / "templates/annual/template.docx") -> Kit:
    return Kit.open(template if isinstance(template, bytes) else template.read_bytes(), FIELDS)


def year(folder: Path, text: str = TEXT, opened: Kit | None = None) -> YearInput:
    path = folder / "2024.yaml"
    path.write_text(text, encoding="utf-8")
    return (opened or kit()).read([read_given(path, 2024, folder)])


def made(folder: Path, text: str = TEXT) -> Draft:
    return kit().make(year(folder, text))


def shown(package: bytes) -> Iterator[tuple[str, str]]:
    """Style and text of each paragraph that is not empty."""
    for paragraph in docx.Document(io.BytesIO(package)).paragraphs:
        if paragraph.text:
            yield paragraph.style.name, paragraph.text


def test_the_example_of_the_manual_prints_each_part_in_its_style(folder: Path) -> None:
    assert list(shown(made(folder).package)) == [
        ("Title", "示例镇2024年工作总结"), ("Subtitle", "——在镇党委扩大会议上的报告"), ("报告人", "镇人民政府镇长　某某"), ("称谓", "各位代表："),
        ("Normal", "今年以来，我们迎难而上。各项工作有序推进。"), ("Normal", "现将有关情况汇报如下："),
        ("Heading 1", "一、2024年工作回顾"), ("Normal", "我们坚持稳中求进。"),
        ("Heading 2", "（一）产业层次提升"), ("Normal", "全年完成产值12.30亿元。"),
        ("接排三级", "1.培育企业。新增企业8家。"), ("Heading 3", "2.建设园区"), ("Normal", "园区二期主体完工。"),
        ("接排四级", "（1）基础设施。道路、管网同步建成。"),
        ("Normal", "创新主体不断壮大。平台建设提速。"), ("Normal", "一是抓项目，二是抓服务。"),
        ("表题", "重点项目进度"), ("图题", "施工现场"),
        ("Heading 1", "二、存在的困难"), ("Normal", "一些短板还要补齐。"), ("Normal", "以上汇报，请予审议。"),
        ("附件说明", "附件：名词解释"), ("落款署名", "甲镇党委"), ("落款署名", "甲镇人民政府"), ("落款日期", "2025年1月8日"),
        ("附件标识", "附件"), ("Title", "名词解释"), ("Normal", "亩均论英雄，指以单位面积产出评价企业。"),
    ]  # fmt: skip


def test_its_table_repeats_its_head_and_its_picture_is_as_wide_as_asked(folder: Path) -> None:
    document = docx.Document(io.BytesIO(made(folder).package))
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["项目", "进度"], ["甲", "完工"], ["乙", "在建"]]
    assert [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows] == [True, False, False]
    assert [round(shape.width.cm, 1) for shape in document.inline_shapes] == [8.0]


def test_what_prints_as_a_heading_has_an_outline_level_and_the_font_of_its_level(folder: Path) -> None:
    document = docx.Document(io.BytesIO(made(folder).package))
    levels = {}
    for paragraph in document.paragraphs:
        level = paragraph.style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if level is not None and paragraph.text:
            font = paragraph.runs[0].style.element if paragraph.style.name.startswith("接排") else paragraph.style.element
            levels[paragraph.text[:4]] = (int(level.get(qn("w:val"))), font.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")))
    assert levels == {
        "一、20": (0, "黑体"), "（一）产": (1, "楷体_GB2312"), "1.培育": (2, "仿宋_GB2312"), "2.建设": (2, "仿宋_GB2312"),
        "（1）基": (3, "仿宋_GB2312"), "二、存在": (0, "黑体"),
    }  # fmt: skip


def test_lint_finds_its_roles_and_nothing_wrong_but_the_placeholder(folder: Path) -> None:
    found = lint(made(folder).package).problems
    assert [str(problem.message) for problem in found if problem.grade is not Grade.NOTE] == ["有占位的符号"]


def test_every_word_of_it_leads_back_to_its_place(folder: Path) -> None:
    draft = made(folder)
    places = {
        part.text[span.start : span.end]: draft.trace.places[span.printed.origins[-1]].line
        for part in draft.trace.paragraphs for span in part.spans if span.printed.origins
    }  # fmt: skip
    lines = TEXT.split("\n")
    for words in ("一是抓项目，二是抓服务。", "道路、管网同步建成。", "完工", "施工现场", "甲镇人民政府", "名词解释", "以上汇报，请予审议。"):
        assert words in lines[places[words] - 1]


@pytest.mark.parametrize(
    ("name", "found"),
    [("图片/现场.png", True), ("../外面.png", False), ("/etc/hostname", False), ("图片/链接.png", False), ("图片", False), ("没有.png", False)],
)
def test_only_files_within_the_workspace_are_read(tmp_path: Path, name: str, found: bool) -> None:
    inside = tmp_path / "里面"
    (inside / "图片").mkdir(parents=True)
    (inside / "图片/现场.png").write_bytes(b"1")
    (tmp_path / "外面.png").write_bytes(b"2")
    (inside / "图片/链接.png").symlink_to(tmp_path / "外面.png")
    assert (read_named(name, Given("2024.yaml", b"", inside / "2024.yaml", 2024, inside)) is not None) is found
    assert read_named(name, Given("2024.yaml", b"")) is None, "what comes from no folder names no files"


def test_a_table_of_figures_prints_the_heads_that_were_chosen(folder: Path) -> None:
    table = "{标题: 重点项目进度, 列: [项目, 进度], 行: [[甲, 完工], [乙, 在建]]}"
    package = made(folder, TEXT.replace(table, "{数据: [产值, 新增企业], 列: [指标, 完成], 列宽: [3, 1]}")).package
    (shown_table,) = docx.Document(io.BytesIO(package)).tables
    assert [[cell.text for cell in row.cells] for row in shown_table.rows] == [["指标", "完成"], ["产值", "12.30"], ["新增企业", "8"]]
    assert [round(column.width.twips / 8844, 2) for column in shown_table.columns] == [0.75, 0.25]


def test_a_picture_that_is_not_there_is_told_at_its_place(folder: Path) -> None:
    with pytest.raises(ReportError) as caught:
        made(folder, TEXT.replace("图片/现场.png", "图片/现厂.png"))
    assert [f"{problem.code} {problem.message}" for problem in caught.value.problems] == ["F41 没有“图片/现厂.png”这个文件"]


def test_a_template_from_before_prints_old_inputs_and_says_of_new_ones_what_it_cannot_print(folder: Path) -> None:
    old = kit(OLD)
    plain = "年度: 2024\n标题: 题\n开头: [头。, 二。]\n部分:\n  - {标题: 甲, 总起: 好。, 小节: [{话题: 话, 正文: 文。}]}\n"
    before = [words for _, words in shown(old.make(year(folder, plain)).package)]
    assert before == [words for _, words in shown(kit().make(year(folder, plain)).package)] == ["题", "头。二。", "一、甲", "好。", "话。文。"]
    found = examine(old, year(folder, TEXT, old)).problems
    told = [str(problem.message).partition("：")[0].removeprefix("这个模板是从前的，") for problem in found if problem.code in ("F27", "F47")]
    assert told == [
        "“副标题”下面写的，这个模板不印", "“报告人”下面写的，这个模板不印", "“称谓”下面写的，这个模板不印", "印不出“开头”里的第二段",
        "印不出下一级的标题“产业层次提升”", "印不出“正文”里的第二段", "印不出正文里的表", "印不出正文里的图", "印不出自己定的序号",
        "“段”下面写的，这个模板不印", "“署名”下面写的，这个模板不印", "“名称”下面写的，这个模板不印", "“正文”下面写的，这个模板不印",
    ]  # fmt: skip
    assert all("模板 升级" in str(problem.hint) for problem in found if problem.code in ("F27", "F47"))


def _restyled(package: bytes) -> bytes:
    """An office's template: its headings in another font, its margins wider, a style and a line of words of its own."""
    document = docx.Document(io.BytesIO(package))
    document.styles["heading 1"].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").set(qn("w:eastAsia"), "方正黑体简体")
    document.styles.add_style("本街道自用", 1).font.bold = True
    document.sections[-1].left_margin = 1000 * 635
    document.add_paragraph("内部资料，注意保存")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_an_upgraded_template_has_the_office_s_looks_and_prints_everything(folder: Path) -> None:
    made_new = upgraded(Package.open(_restyled(OLD.read_bytes())))
    assert made_new.words == ("内部资料，注意保存",)
    assert "heading 1" in made_new.styles
    opened = kit(made_new.package)
    package = opened.make(year(folder, TEXT, opened)).package
    assert [words for _, words in shown(package)] == [words for _, words in shown(made(folder).package)]
    document = docx.Document(io.BytesIO(package))
    heading = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("一、"))
    assert heading.style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")) == "方正黑体简体"
    assert document.styles["本街道自用"].font.bold
    assert document.sections[0].left_margin.twips == 1000


def test_the_command_keeps_the_old_template_beside_and_does_it_once(tmp_path: Path) -> None:
    place = tmp_path / "templates/annual/template.docx"
    place.parent.mkdir(parents=True)
    place.write_bytes(OLD.read_bytes())
    done = upgrade_template(tmp_path)
    assert (done.path, done.kept) == ("templates/annual/template.docx", "templates/annual/template（从前的）.docx")
    assert place.with_name("template（从前的）.docx").read_bytes() == OLD.read_bytes()
    assert Kit.open(place.read_bytes(), FIELDS).is_flat
    with pytest.raises(ReportError) as caught:
        upgrade_template(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["W55"]


def test_the_command_says_what_it_kept_and_which_words_of_the_template_are_not_in_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "templates/annual/template.docx"
    place.parent.mkdir(parents=True)
    place.write_bytes(_restyled(OLD.read_bytes()))
    monkeypatch.chdir(tmp_path)
    beside = typed("模板", "升级", "-o", "新.docx")
    assert (beside.exit_code, (tmp_path / "新.docx").exists(), place.with_name("template（从前的）.docx").exists()) == (0, True, False)
    done = typed("模板", "升级")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "原来的存在 templates/annual/template（从前的）.docx" in done.stdout
    assert "原来模板里写着、新模板里没有的字：内部资料，注意保存；要的，用 Word 补上" in done.stdout
    again = typed("模板", "升级")
    assert (again.exit_code, "[W55]" in again.stderr) == (1, True)


def test_what_such_a_template_cannot_say_of_deeper_levels_is_told_too(folder: Path) -> None:
    deep = (
        "年度: 2024\n标题: 题\n开头: 头。\n部分:\n  - 标题: 甲\n    总起: 好。\n    小节:\n"
        "      - {话题: 话, 正文: 文。, 小节: [{话题: 深, 正文: 更深。}]}\n      - {话题: 另, 正文: 有。, 同段: 是}\n"
    )
    old = kit(OLD)
    found = " ".join(str(problem.message) for problem in examine(old, year(folder, deep, old)).problems if problem.code in ("F27", "F47"))
    assert "小节里的小节" in found


def test_a_town_s_whole_text_has_six_parts_four_levels_and_nothing_that_lint_minds(tmp_path: Path) -> None:
    (tmp_path / "图片").mkdir()
    (tmp_path / "图片/现场.png").write_bytes(png(200, 120))
    fields = Given("fields.yaml", (ROOT / "tests/data/town-fields.yaml").read_bytes())
    opened = Kit.open((ROOT / "templates/annual/template.docx").read_bytes(), fields)
    draft = opened.make(year(tmp_path, (ROOT / "tests/data/town.yaml").read_text(encoding="utf-8"), opened))
    words = [text for _, text in shown(draft.package)]
    assert [text[:2] for style, text in shown(draft.package) if style == "Heading 1"] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    for beginning in ("（一）工业经济稳中有进", "1.抓项目。", "2.抓要素", "（1）盘活低效用地。", "附件：1.", "2.\t2024年主要指标", "附件2"):
        assert any(text.startswith(beginning) for text in words), beginning
    assert [problem for problem in lint(draft.package).problems if problem.grade is not Grade.NOTE] == []


def test_a_year_that_has_no_files_of_its_own_is_made_as_before(folder: Path) -> None:
    read = year(folder, TEXT.replace("          - 图: {文件: 图片/现场.png, 题注: 施工现场, 宽: 8厘米}\n", ""))
    assert replace(read.report, files={}) == read.report
