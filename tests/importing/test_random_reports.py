"""Whatever report the model can have: generated, imported, it is the same report with the same figures."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reportgen.draft import Kit
from reportgen.importing.imported import import_reports
from reportgen.importing.sections import flat
from reportgen.storage.given import Given
from reportgen.yamltext.edit import quoted

TEMPLATE = (Path(__file__).parents[2] / "templates" / "annual" / "template.docx").read_bytes()
FIELDS = Given("fields.yaml", b"")
THINGS = ("工业总产值", "固定资产投资", "财政总收入", "绿化面积", "高新技术企业", "城镇就业人员", "管网长度", "困难群众")
UNITS = {"工业总产值": "亿元", "固定资产投资": "万元", "财政总收入": "亿元", "绿化面积": "万平方米", "高新技术企业": "家", "城镇就业人员": "人",
         "管网长度": "公里", "困难群众": "户"}  # fmt: skip
HEADINGS = ("产业发展稳中有进", "城乡面貌持续改善", "民生事业不断进步", "治理效能明显提升", "自身建设全面加强")
PLAIN = ("各项工作有序推进。", "我们坚持稳中求进，扎实工作！", "“一网通办”“最多跑一次”落地见效。", "说到：“要办好，就办好。”", "干部、群众都说好。")

TABLE = "- 表: {标题: 重点项目进度, 列: [项目, 进度], 行: [[甲, 完工], [乙, 在建]]}"
ANNEX = ["附件:", "  - 名称: 名词解释", "    正文:", "      - 包联机制，指领导联系项目的制度。"]
numbers = st.one_of(st.integers(1, 99_999).map(str), st.decimals(Decimal("0.1"), 9999, places=2, allow_nan=False).map(str))


@st.composite
def sentences(draw: st.DrawFn, free: list[str], data: dict[str, str]) -> str:
    if free and draw(st.booleans()):
        name = free.pop()
        data[name] = draw(numbers)
        return f"全年{name}达到【{name}】{UNITS[name]}。"
    return draw(st.sampled_from(PLAIN))


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """An input of any shape, and its figures."""
    free, data = list(draw(st.permutations(THINGS))), {}
    lines = ["年度: 2024", "标题: 某地2024年工作总结"]
    lines += ["副标题: ——在工作会议上的报告"] if draw(st.booleans()) else []
    lines += ["报告人: 镇人民政府镇长　某某"] if draw(st.booleans()) else []
    lines += ["称谓: 各位代表："] if draw(st.booleans()) else []
    signed = draw(st.sampled_from(("", "某镇人民政府", "[某镇党委, 某镇人民政府]")))
    lines += ["版式: {署名: 文末}", f"署名: {signed}", "日期: 2025年1月8日"] if signed else []

    def running(key: str, indent: str, least: int) -> list[str]:
        count = draw(st.integers(least, 2))
        made = [f"{indent}{key}:"] if count else []
        for _ in range(count):
            inside = [draw(sentences(free, data)) for _ in range(draw(st.integers(1, 3)))]
            made.append(f"{indent}  - 段: [{', '.join(quoted(each) for each in inside)}]")
            made += [f"{indent}  {TABLE}"] if not draw(st.integers(0, 5)) else []
        return made

    def section(level: int, indent: str, number: int) -> list[str]:
        heading = HEADINGS[(number + level) % len(HEADINGS)]
        made = [f"{indent}- 标题: {heading}"]
        run_in = level > 1 and draw(st.booleans())
        made += [f"{indent}  接排: 是"] if run_in else []
        below = level < 3 and draw(st.booleans())
        made += running("总起" if level == 1 else "正文", indent + "  ", 1 if run_in or not below else 0)
        if below:
            made.append(f"{indent}  小节:")
            for each in range(draw(st.integers(1, 3))):
                made += section(level + 1, indent + "    ", each)
        return made

    lines += running("开头", "", 0)
    lines.append("部分:")
    for number in range(draw(st.integers(1, 3))):
        lines += section(1, "  ", number)
    lines += ["结尾:", "  - 段: 以上报告，请予审议。"] if draw(st.booleans()) else []
    lines += ANNEX if draw(st.booleans()) else []
    lines += ["数据:", "  甲:", *(f"    {name}: {text}" for name, text in data.items())] if data else []
    return "\n".join(lines) + "\n", data


def same_again(report: tuple[str, dict[str, str]]) -> None:
    text, data = report
    kit = Kit.open(TEMPLATE, FIELDS)
    year = kit.read([Given("2024.yaml", text.encode(), year=2024)])
    draft = kit.make(year, draft=True)
    made = import_reports([Given("去年.docx", draft.package)], TEMPLATE, None).years[0]
    assert [str(problem.message) for problem in made.problems] == []
    assert {(figure.name, figure.digits, figure.unit) for figure in made.data} == {(name, text, UNITS[name]) for name, text in data.items()}
    levels = [section.level for section in flat(made.outline.sections)]
    assert levels == [address.steps.count("部分") + address.steps.count("小节") for address in headings(year)]


def headings(year) -> list:  # type: ignore[no-untyped-def, type-arg]
    """Those of sections, not the captions of tables."""
    told = (sentence.address for sentence in year.report.sentences())
    return [address for address in told if address.key == "标题" and len(address.steps) > 1 and "表" not in address.steps]


@settings(max_examples=4, deadline=None, derandomize=True, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(reports())
def test_a_report_that_was_generated_is_imported_as_the_same_report(report: tuple[str, dict[str, str]]) -> None:
    same_again(report)


@pytest.mark.slow
@settings(max_examples=150, deadline=None, derandomize=True, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(reports())
def test_any_report_that_was_generated_is_imported_as_the_same_report(report: tuple[str, dict[str, str]]) -> None:
    same_again(report)
