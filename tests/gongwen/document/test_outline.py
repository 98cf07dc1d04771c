"""The outline of a text without formats: roles, levels and numbers by the form of the whole, in sample texts of many habits."""

from __future__ import annotations

import pytest

from reportgen.gongwen.document.outline import Outlined
from reportgen.gongwen.document.roles import roles

_TEXT = "全镇上下齐心协力，各项工作有序推进，群众办事更加方便，环境面貌明显改善，成效逐步显现。"


def told(text: str) -> list[str]:
    """A line of ``text`` each → its kind, level and number; 〃 stands for running text that is none of the sample's matter."""
    found = roles([line.replace("〃", _TEXT) for line in text.splitlines()])
    return [shown(each) for each in found if each.kind != "空段"]


def shown(found: Outlined) -> str:
    return " ".join(filter(None, (found.kind, str(found.level or ""), found.number)))


def test_the_head_of_a_report_is_known_without_formats() -> None:
    text = "2024年临溪镇政府工作报告\n来源：镇政府网站 发布时间：2024-02-01\n——2024年1月8日在临溪镇第三届人民代表大会第四次会议上\n镇长 某某某\n各位代表：\n〃"
    assert told(text) == ["标题", "来源", "副标题", "题下署名", "称谓", "正文"]


HABITS = {
    "一、（一）1.": ("一、工作回顾\n（一）农业稳产。〃\n1.抓种植。〃\n2.抓水利。〃\n（二）工业提质\n〃\n二、工作安排\n〃",
                 ["层次标题 1 一、", "接排标题 2 （一）", "接排标题 3 1.", "接排标题 3 2.", "层次标题 2 （二）", "正文", "层次标题 1 二、", "正文"]),
    "第一部分": ("第一部分 工作回顾\n一、农业\n〃\n二、工业\n〃\n第二部分 工作安排\n一、农业\n〃",
              ["层次标题 1 第一部分", "层次标题 2 一、", "正文", "层次标题 2 二、", "正文", "层次标题 1 第二部分", "层次标题 2 一、", "正文"]),
    "没有序号的部分": ("2024年工作回顾\n〃\n一、农业\n〃\n二、工业\n〃\n2025年工作安排\n〃\n一、农业\n〃",
                ["层次标题 1", "正文", "层次标题 2 一、", "正文", "层次标题 2 二、", "正文", "层次标题 1", "正文", "层次标题 2 一、", "正文"]),
    "只有一种序号": ("1.抓种植。〃\n2.抓水利。〃\n3.2025年起试行。〃", ["接排标题 1 1.", "接排标题 1 2.", "接排标题 1 3."]),
    "隔一层": ("一、工作回顾\n1.抓种植。〃\n2.抓水利。〃\n二、工作安排\n〃", ["层次标题 1 一、", "接排标题 2 1.", "接排标题 2 2.", "层次标题 1 二、", "正文"]),
    "标题里有数字": ("1.10种农资直补到户。〃\n2.2024年秋播。〃\n3．12条村路亮化。〃", ["接排标题 1 1.", "接排标题 1 2.", "接排标题 1 3．"]),
    "序号丢了顿号": ("一、工作回顾\n一农业稳产增收。〃\n二工业提质增效。〃\n（三）商贸回升向好。〃\n四民生持续改善。〃\n二、工作安排\n〃",
               ["层次标题 1 一、", "接排标题 2 一", "接排标题 2 二", "接排标题 2 （三）", "接排标题 2 四", "层次标题 1 二、", "正文"]),
    "顿号成了缺字符": ("一、工作回顾\n一\ue5e5农业稳产增收。〃\n二\ue5e5工业提质增效。〃\n三\ue5e5民生持续改善。〃", ["层次标题 1 一、", "接排标题 2 一", "接排标题 2 二", "接排标题 2 三"]),
    "一是各成一段": ("一、工作回顾\n〃\n一是抓种植。〃\n二是抓水利。〃\n——旅游升温。〃", ["层次标题 1 一、", "正文", "领起段 一是", "领起段 二是", "领起段 ——"]),
    "一是二是在一段": ("一、工作回顾\n一是抓种植，二是抓水利。", ["层次标题 1 一、", "正文"]),
    "名词解释": ("一、工作回顾\n〃\n名词解释\n1.一村一策：每个村定一个方子，按方子办事。\n2.清单制：20世纪末试行的办法。逐年完善。", ["层次标题 1 一、", "正文", "层次标题 1", "编号段 2 1.", "编号段 2 2."]),
    "一句一条": ("一、存在的问题\n（一）重视不够，推进不平衡。\n（二）形式较为单一。\n（三）队伍仍需加强。\n妥否，请批示。", ["层次标题 1 一、", "编号段 2 （一）", "编号段 2 （二）", "编号段 2 （三）", "正文"]),
    "标题带句号": ("一、存在的问题。\n〃\n（一）重视不够。\n〃\n（二）形式单一。\n〃", ["层次标题 1 一、", "正文", "层次标题 2 （一）", "正文", "层次标题 2 （二）", "正文"]),
    "页码夹在正文里": ("一、工作回顾\n〃\n— 2 —\n〃\n二、工作安排\n〃", ["层次标题 1 一、", "正文", "页码", "正文", "层次标题 1 二、", "正文"]),
}  # fmt: skip


@pytest.mark.parametrize("habit", HABITS)
def test_levels_are_found_by_the_form_of_the_numbers_in_texts_of_many_habits(habit: str) -> None:
    text, wanted = HABITS[habit]
    assert told(f"工作报告\n各位代表：\n〃\n{text}\n各位代表，〃")[3:-1] == wanted


_WHOLE = "工作报告\n各位代表：\n〃\n一、工作回顾\n〃\n（一）农业\n〃\n（二）工业\n1.抓种植。〃\n2.抓水利。〃\n二、工作安排\n（一）农业\n〃\n（二）工业\n〃\n三、自身建设\n〃"
_STRANGE = ("二0二四年我镇", "3.5亿元的项目开工建设", "（此处有图）", "数据截至12月底", "各位代表：", "— 3 —", "（九）", "12", "附件：1.名单", "责任单位:农业办")


@pytest.mark.parametrize("strange", _STRANGE)
def test_a_line_that_is_misread_shifts_nothing_below_it(strange: str) -> None:
    """Wherever it stands behind the head, every other paragraph keeps its role, level and number."""
    lines = _WHOLE.splitlines()
    before = told(_WHOLE)
    for place in range(4, len(lines)):
        after = told("\n".join([*lines[:place], strange, *lines[place:]]))
        assert after[:place] + after[place + 1 :] == before, (place, strange)


@pytest.mark.parametrize(("line", "kind"), [("（二）三产比例为12：57：31。成效明显。", "接排标题"), ("（二）三产：比例更优。成效明显。", "编号段")])
def test_a_colon_sets_a_term_apart_and_a_ratio_does_not(line: str, kind: str) -> None:
    assert roles(["工作报告", "各位代表：", _TEXT, "（一）农业", _TEXT, line])[-1].kind == kind
