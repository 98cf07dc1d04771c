"""A year drafted from inputs, dictionary and template: growth, gaps, dropped sentences, the trace, and refusals."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx
import drafts
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx_samples import document

from reportgen import draft, yamltext
from reportgen.draft import Kit
from reportgen.dry_run import examine
from reportgen.problem import Grade, ReportError, errors
from reportgen.storage.given import Given

ROOT = Path(__file__).parents[1]
INPUTS = ROOT / "inputs"
TEMPLATE = ROOT / "templates" / "annual" / "template.docx"
FIELDS = ROOT / "templates" / "annual" / "fields.yaml"


def made(path: Path = INPUTS / "2024.yaml", last: Path = INPUTS / "2023.yaml", **options: bool) -> draft.Draft:
    return drafts.make([path], TEMPLATE, FIELDS, [last], **options)


def texts(package: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(package)).paragraphs]


def emptied(tmp_path: Path, *names: str) -> Path:
    """A copy of 2024 with figures emptied."""
    text = (INPUTS / "2024.yaml").read_text(encoding="utf-8")
    read, _ = drafts.read([INPUTS / "2024.yaml"], FIELDS, [INPUTS / "2023.yaml"])
    scalars = [datum.scalar for datum in read.data.values() if datum.path[-1] in names and datum.scalar is not None]
    assert len(scalars) == len(names)
    copy = tmp_path / "2024.yaml"
    copy.write_text(yamltext.splice(text, [yamltext.TextEdit(item.start, item.end, "") for item in scalars]), encoding="utf-8")
    return copy


def test_growth_is_worked_out_from_last_year_and_its_word_agrees_with_its_sign() -> None:
    text = "".join(texts(made().package))
    for phrase in (
        "自营出口达到50.20亿元，同比下降4.9%",
        "引进外资3415万美元，同比增长4.8%，完成年度目标的103.5%",
        "限上零售额32.70亿元，同比持平",
        "固定资产投资44.10亿元，同比增长7.8%",
        "比上年增加1家",
        "比上年减少2家",
        "与上年持平",
        "比上年提高2.6个百分点",
        "总量升至全市第一",
        "死亡事故7起，同比下降22.2%",
        "种植早晚稻2310亩，合154.0公顷",
        "松风书店和半亩茶舍",
    ):
        assert phrase in text, phrase
    assert "%-" not in text
    assert "同比-" not in text


def test_a_stated_growth_of_another_calibre_is_used_and_said() -> None:
    result = made()
    assert "规上工业总产值197.85亿元，按可比价计算同比增长6.8%" in "".join(texts(result.package))
    notes = [str(problem) for problem in result.problems if problem.code == "C07"]
    assert len(notes) == 1
    assert "应增长 6.1%，填的是增长 6.8%；口径：可比价" in notes[0]


def test_sentences_on_what_there_is_not_this_year_are_dropped_and_listed() -> None:
    result = made(INPUTS / "2023.yaml", INPUTS / "2022.yaml")
    dropped = [problem for problem in result.problems if problem.code == "F12"]
    assert [problem.grade for problem in dropped] == [Grade.NOTE, Grade.NOTE]
    assert "“停业整顿场所”填的是“无”" in dropped[0].message
    assert "场所码" not in "".join(texts(result.package))


def test_three_gaps_are_refused_in_three_lines_naming_field_file_line_and_department(tmp_path: Path) -> None:
    copy = emptied(tmp_path, "研发费用投入", "早晚稻面积", "劳动争议案件")
    with pytest.raises(ReportError) as refused:
        made(copy)
    lines = {datum: number for number, line in enumerate(copy.read_text(encoding="utf-8").split("\n"), 1) for datum in [line.strip()]}
    assert [str(problem) for problem in refused.value.problems if problem.grade is Grade.ERROR] == [
        f"[C01] 2024.yaml 第{lines['研发费用投入:']}行第14列：还缺“研发费用投入”（单位：亿元）（请经济发展办报数；本年没有就写“无”）",
        f"[C01] 2024.yaml 第{lines['早晚稻面积:']}行第13列：还缺“早晚稻面积”（单位：亩）（请农业农村办报数；本年没有就写“无”）",
        f"[C01] 2024.yaml 第{lines['劳动争议案件:']}行第14列：还缺“劳动争议案件”（单位：件）（请社会事业办报数；本年没有就写“无”）",
    ]


def test_with_draft_the_three_gaps_are_highlighted_and_counted_by_department(tmp_path: Path) -> None:
    result = made(emptied(tmp_path, "农户贷款", "早晚稻面积", "劳动争议案件"), draft=True)
    runs = [run for paragraph in docx.Document(io.BytesIO(result.package)).paragraphs for run in paragraph.runs]
    shown = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert shown == ["【待补：早晚稻面积】", "【待补：早晚稻面积】", "【待补：农户贷款】", "【待补：农户贷款】", "【待补：劳动争议案件】"]
    assert result.missing == {"农业农村办": 2, "社会事业办": 1}
    body = next(run for run in runs if run.text == "【待补：劳动争议案件】")
    assert body.font.size is None, "the mark keeps the formatting of the sentence"


def test_a_broken_input_a_broken_prose_and_a_gap_are_told_together(tmp_path: Path) -> None:
    copy = emptied(tmp_path, "农户贷款")
    text = copy.read_text(encoding="utf-8").replace("【农险金额】", "【农险金鹅】").replace("  街道: 澄屿", "  街道：澄屿")
    copy.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError) as refused:
        made(copy)
    assert {problem.code for problem in refused.value.problems if problem.grade is Grade.ERROR} == {"Y14", "F08", "C01"}


def test_a_first_year_without_a_year_before_is_made_where_no_growth_is_asked_for() -> None:
    assert drafts.make([INPUTS / "2022.yaml"], TEMPLATE, FIELDS).package


def test_a_year_in_several_files_is_one_year(tmp_path: Path) -> None:
    text = (INPUTS / "2024.yaml").read_text(encoding="utf-8")
    prose, data = text.split("\n数据:\n")
    halves = data.split("  社会事业:\n")
    (tmp_path / "正文.yaml").write_text(prose, encoding="utf-8")
    (tmp_path / "经济.yaml").write_text("数据:\n" + halves[0], encoding="utf-8")
    (tmp_path / "社会.yaml").write_text("数据:\n  社会事业:\n" + halves[1], encoding="utf-8")
    several = drafts.make(sorted(tmp_path.glob("*.yaml")), TEMPLATE, FIELDS, [INPUTS / "2023.yaml"])
    assert several.package == made().package


def test_the_trace_as_data_leads_from_text_to_line() -> None:
    result = made()
    data = result.trace.as_json()
    lines = (INPUTS / "2024.yaml").read_text(encoding="utf-8").split("\n")
    found = 0
    for paragraph in data["段落"]:
        for start, end, numbers in paragraph["片段"]:
            for number in numbers:
                origin = data["来源"][number]
                if origin["址"] == ["数据", "经济发展", "科技创新", "研发费用投入"] and paragraph["文字"][start:end] == "7.05":
                    assert lines[origin["行"] - 1][origin["列"] - 1 :] == "7.05"
                    found += 1
    assert found == 2, "in the text and in the table"
    assert list(data["输入"]) == ["2024.yaml"]


def test_a_template_with_faults_is_refused_with_their_word_places(tmp_path: Path) -> None:
    from docx_samples import document

    broken = tmp_path / "坏模板.docx"
    broken.write_bytes(document("{{ 标题 }}", "{{ 没有这个 }}"))
    with pytest.raises(ReportError) as refused:
        drafts.make([INPUTS / "2022.yaml"], broken, FIELDS)
    assert "正文第2段：没有名为“没有这个”的数据" in str(refused.value)


def test_a_clerk_may_restyle_the_template_and_the_text_stays(tmp_path: Path) -> None:
    copy = tmp_path / "template.docx"
    shutil.copy(TEMPLATE, copy)
    restyled = docx.Document(str(copy))
    restyled.styles["Title"].font.bold = True
    restyled.save(str(copy))
    result = drafts.make([INPUTS / "2022.yaml"], copy, FIELDS)
    assert texts(result.package) == texts(drafts.make([INPUTS / "2022.yaml"], TEMPLATE, FIELDS).package)


WRITTEN = """\
年度: 2025
标题: 某镇2025年工作总结
{more}
开头:
  - 第一段。
部分:
  - 标题: 主要做法
    小节:
      - 话题: 经济
        正文:
          - 各项工作有序推进。
"""
PRINTS = ("{{ 标题 }}", "{{ 开头|join }}", "{% for 部 in 部分 %}", "{{ 部.标题 }}", "{% for 节 in 部.小节 %}", "{{ 节.话题 }}。{{ 节.正文|join }}", "{% endfor %}", "{% endfor %}")


def said_of(more: str, *template: str) -> list[str]:
    """The errors of a year with some lines more, filled into a template of these paragraphs."""
    kit = Kit.open(document(*template), Given("fields.yaml", b""))
    year = kit.read([Given("2025.yaml", WRITTEN.format(more=more).encode())])
    try:
        found = kit.make(year).problems
    except ReportError as error:
        found = error.problems
    assert {str(each) for each in errors(found)} == {str(each) for each in errors(examine(kit, year).problems)}
    return [f"{each.code} {each.message}" for each in errors(found)]


@pytest.mark.parametrize(
    ("more", "template", "expected"),
    [
        ("说明: 给自己看", PRINTS, []),
        ("", PRINTS, []),
        ("署名: 某镇人民政府", (*PRINTS, "{{ 署名 }}"), []),
        ("署名: 某镇人民政府", PRINTS, ["F27 “署名”下面写的，这个模板不印：某镇人民政府"]),
        ("署名: 某镇人民政府", (*PRINTS, "{% if 日期 %}{{ 署名 }}{% endif %}"), ["F27 “署名”下面写的，这个模板不印：某镇人民政府"]),
        ("日期: 2025年12月26日", PRINTS, ["F27 “日期”下面写的，这个模板不印：2025年12月26日"]),
        ("署名: [某镇党委, 某镇人民政府]", (*PRINTS, "{{ 署名 }}"), ["F27 “署名”下面写的，这个模板不印：某镇人民政府"]),
        ("结尾:\n  - 再接再厉。", PRINTS, ["F27 “结尾”下面写的，这个模板不印：再接再厉。"]),
        ("主送: 县委办公室：", PRINTS, ["F16 不认识“主送”，写在它下面的不会印出来"]),
        ("", PRINTS[:4] + PRINTS[7:], ["F27 “话题”下面写的，这个模板不印：经济", "F27 “正文”下面写的，这个模板不印：各项工作有序推进。"]),
        ("", PRINTS[:1] + PRINTS[2:], ["F27 “开头”下面写的，这个模板不印：第一段。"]),
    ],
)  # fmt: skip
def test_what_is_read_is_printed_or_told(more: str, template: tuple[str, ...], expected: list[str]) -> None:
    assert said_of(more, *template) == expected
