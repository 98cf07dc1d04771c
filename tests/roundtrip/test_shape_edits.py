"""Edits of a report of four levels with a table, an ending and annexes of its own: what an official does to its shape is written in the
form that the shape has in the input, and the file made from that reads as the edited one."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from manuscript import Manuscript
from random_copies import heard, offices, town, untold, words_of

from reportgen.ooxml.package import Package
from reportgen.ooxml.revisions import read_document
from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip.pull import Settled, read_back, write_certain

_Change = Callable[[list[str]], None]


def pulled(change: _Change) -> tuple[Settled, list[str], list[str], str]:
    """What came of the edited file: what was settled, its words, the words of the file made again, the input."""
    office = town()
    manuscript = Manuscript(office.package, whole=True)
    text = manuscript.paragraphs
    change(text)
    manuscript.rewrite(text, tracked=True)
    package = manuscript.package(random.Random(1), marked=True)
    return judged(package)


def judged(package: bytes) -> tuple[Settled, list[str], list[str], str]:
    office = town()
    view = read_document(Package.open(package)).accepted
    settled = write_certain(read_back(view, office.trace, office.base, office.base), view, office.base, office.base)
    again = office.base.kit.make(office.base.with_inputs(settled.inputs).year).package
    return settled, words_of(package), words_of(again), settled.inputs[0].content.decode()


def at(text: list[str], words: str) -> int:
    return next(number for number, each in enumerate(text) if words in each)


def typed(old: str, new: str) -> _Change:
    return lambda text: text.__setitem__(slice(at(text, old), at(text, old) + 1), text[at(text, old)].replace(old, new).split("\n"))


def put(before: str, *new: str) -> _Change:
    return lambda text: text.__setitem__(slice(at(text, before), at(text, before)), new)


def gone(words: str, count: int = 1) -> _Change:
    return lambda text: text.__delitem__(slice(at(text, words), at(text, words) + count))


def moved(words: str, before: str) -> _Change:
    def change(text: list[str]) -> None:
        paragraph = text.pop(at(text, words))
        text.insert(at(text, before), paragraph)

    return change


def joined(words: str) -> _Change:
    return lambda text: text.__setitem__(slice(at(text, words), at(text, words) + 2), ["".join(text[at(text, words) :][:2])])


def both(*changes: _Change) -> _Change:
    return lambda text: [change(text) for change in changes] and None


QUICK: dict[str, tuple[_Change, str]] = {
    "a level changed": (typed("（2）拓宽融资渠道", "3.拓宽融资渠道"), "\n          - 标题: 拓宽融资渠道\n"),
    "a paragraph split": (typed("一件一件解，诉求", "一件一件解。\n诉求"), "- 段: 我们把服务企业摆在首位，难题一件一件解。\n          - 段: 诉求一条一条回。\n"),
    "a paragraph moved between levels": (moved("我们把服务企业", "（1）盘活"), "- 用地、用能、用工一并统筹。\n              - 段: 我们把服务企业"),
    "a part gone, the rest renumbered": (both(gone("四、聚力防风险", 2), typed("五、聚力", "四、聚力"), typed("六、2025", "五、2025")), "夜间门诊。\n  - 标题: 聚力抓党建"),
}  # fmt: skip
SHAPES: dict[str, tuple[_Change, str]] = {
    "paragraphs joined": (joined("全年新增规上企业"), "产业链条继续补齐。\n          - 我们把服务企业摆在首位"),
    "a sentence of the deepest level": (typed("腾出的空间优先", "腾出空间优先"), "腾出空间优先给成长型企业"),
    "a heading of the deepest level": (typed("盘活低效用地", "盘活低效用房"), "- 标题: 盘活低效用房\n"),
    "an ending added": (put("附件：1.", "谢谢大家！"), "新局面！\n  - 段: 谢谢大家！\n"),
    "an ending gone": (gone("同志们，新的一年"), "\n署名:"),
    "a paragraph in the opening": (put("下面，我代表", "过去一年极不平凡。"), "  - 段: 过去一年极不平凡。\n  - 段: 下面"),
    "the opening split": (typed("各项任务。这一年", "各项任务。\n这一年"), "  - 段: 这一年"),
    "a paragraph behind one that runs on": (put("2.抓要素", "台账逐月更新。"), "- 段: 台账逐月更新。\n"),
    "a paragraph right below a heading": (put("全年重点项目总体", "重点项目是头号工程。"), "- 段: 重点项目是头号工程。\n          - 全年重点项目"),
    "two paragraphs": (put("1.抓项目", "新开工项目若干。", "竣工项目若干。"), "- 段: 新开工项目若干。\n          - 段: 竣工项目若干。\n"),
    "a paragraph in an annex": (put("首贷，指", "续建，指上年结转项目。"), "- 段: 续建，指上年结转项目。\n"),
    "a section of the deepest level": (put("（二）重点项目加快", "（3）引进人才。办好人才公寓。"), "- 标题: 引进人才\n                接排: 是\n"),
    "sections in a new one": (put("二、聚力兴乡村", "（三）招商有新进展", "签约一批。", "又落地一批。", "1.抓洽谈。走出去。", "2.抓落地", "按期推进。"),
                              "- 标题: 招商有新进展\n        正文:\n          - 签约一批。\n          - 段: 又落地一批。\n        小节:\n          - 标题: 抓洽谈\n            接排: 是\n"),
    "sections in one that had none": (put("五、聚力抓党建", "（一）抓安全生产。全年平稳。", "（二）抓信访维稳。积案化解。"), "    小节:\n      - 标题: 抓安全生产\n"),
    "two sections exchanged and renumbered": (both(moved("（2）拓宽", "（1）盘活"), typed("（2）拓宽", "（1）拓宽"), typed("（1）盘活", "（2）盘活")), "小节:\n              - 标题: 拓宽融资渠道"),
    "a section gone, the rest renumbered": (both(gone("（1）盘活"), typed("（2）拓宽", "（1）拓宽")), "小节:\n              - 标题: 拓宽融资渠道"),
    "a paragraph gone": (gone("我们把服务企业"), "继续补齐。\n        小节:"),
    "the subtitle, who speaks, to whom": (both(typed("扩大会议上", "全体会议上"), typed("镇长　林某", "镇长　王某"), typed("各位委员、", "各位代表、")), "称谓: 各位代表、同志们："),
    "one of two signatures": (typed("青禾镇人民政府", "青禾镇政府"), "[中共青禾镇委员会, 青禾镇政府]"),
    "a caption": (typed("2024年重点项目进度", "2024年重大项目进度"), "标题: 2024年重大项目进度\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", QUICK)
def test_an_edit_of_the_shape_is_written_as_the_shape_is(name: str) -> None:
    _is_written(*QUICK[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", SHAPES)
def test_every_edit_of_the_shape_is_written_as_the_shape_is(name: str) -> None:
    _is_written(*SHAPES[name])


def _is_written(change: _Change, words: str) -> None:
    settled, wanted, again, text = pulled(change)
    assert settled.waiting == () and again == wanted
    assert words in text, text


@pytest.mark.parametrize("stop", ["。", ""])
def test_a_heading_that_got_a_line_of_its_own_is_told_with_the_line_that_goes(stop: str) -> None:
    settled, *_, text = pulled(typed("（1）盘活低效用地。", f"（1）盘活低效用地{stop}\n"))
    (alone,) = [edit for edit in settled.waiting if edit.kind == kinds.LAYOUT]
    assert str(alone.reason) == "标题单独成了一行；要这样，请在输入文件里把它的“接排”一行删去"
    assert alone.place is not None and "盘活低效用地" in text.splitlines()[alone.place.line - 1]


def test_a_heading_that_keeps_some_of_the_sentences_that_run_on_from_it_is_not_told_to_stand_alone() -> None:
    text = town().base.inputs[0].content.decode().replace("正文: 组织银企对接，帮助小微企业续贷、首贷。", "正文: [组织银企对接。, 帮助小微企业续贷、首贷。]")
    base = town().base.with_inputs((replace(town().base.inputs[0], content=text.encode()),))
    manuscript = Manuscript(base.kit.make(base.year).package, whole=True)
    words = manuscript.paragraphs
    both(typed("组织银企对接。帮助小微企业续贷、首贷。", "组织银企对接。"), typed("按计划推进。", "按计划推进。帮助小微企业续贷。"))(words)
    manuscript.rewrite(words, tracked=False)
    view = read_document(Package.open(manuscript.package(random.Random(1)))).accepted
    found = read_back(view, dict(base.trace()), base, base).edits
    assert found and not any(edit.kind == kinds.LAYOUT for edit in found)


def test_a_cell_of_a_table_is_written_and_a_number_in_it_that_stands_elsewhere_too_is_asked() -> None:
    package = Manuscript(town().package, whole=True).package(random.Random(1))
    settled, wanted, again, text = judged(_celled(package, "招商过半", "招商完成八成"))
    assert settled.waiting == () and again == wanted and "主体结顶、招商完成八成" in text
    settled, *_, text = judged(_celled(package, "5210", "5220"))
    assert [edit.new for edit in settled.waiting] == ["5220"] and "集体收入: 5210" in text


def _celled(package: bytes, old: str, new: str) -> bytes:
    from docx_samples import package_of, parts_of

    parts = parts_of(package)
    whole = parts["word/document.xml"].decode()
    place = whole.rindex(f"{old}</w:t>")
    parts["word/document.xml"] = (whole[:place] + new + whole[place + len(old) :]).encode()
    return package_of(parts)


@pytest.mark.parametrize("change", [typed("1.抓项目。", "（二）抓项目。"), both(gone("四、聚力防风险", 2)), moved("1.壮大主导", "（二）重点项目加快")])
def test_what_cannot_be_written_whole_is_told(change: _Change) -> None:
    """A heading of a higher level would take what follows it along; numbers that nobody counted anew are the template's."""
    settled, wanted, again, _ = pulled(change)
    assert settled.waiting and untold(wanted, again, heard(settled)) == []


def test_enter_in_front_of_topics_that_run_on_is_listed_and_makes_no_sentences_of_them() -> None:
    office = offices()["2022"]
    manuscript = Manuscript(office.package)
    text = manuscript.paragraphs
    number = next(number for number, each in enumerate(text) if "城市管理更加有效" in each)
    place = text[number].index("城市管理更加有效")
    text[number : number + 1] = [text[number][:place], text[number][place:]]
    manuscript.rewrite(text, tracked=False)
    view = read_document(Package.open(manuscript.package(random.Random(1)))).accepted
    settled = write_certain(read_back(view, office.trace, office.base, office.base), view, office.base, office.base)
    assert settled.waiting and settled.inputs == office.base.inputs


def test_a_name_that_stands_in_two_places_and_is_deleted_in_one_is_told() -> None:
    """The list of annexes keeps its first line, without the name: the annex itself still has it, so the name stays in the input."""
    settled, wanted, again, text = pulled(typed("附件：1.\t名词解释", "附件："))
    assert untold(wanted, again, heard(settled)) == [] and "- 名称: 名词解释" in text
    assert any(edit.old == "名词解释" and not edit.new for edit in settled.waiting)


def test_a_topic_whose_sentences_go_to_two_places_names_both() -> None:
    """What a paragraph was joined to is one place; a sentence of it that stands elsewhere, with other words, is named with its own."""
    office = offices()["2024"]
    manuscript = Manuscript(office.package)
    text = manuscript.paragraphs
    here = at(text, "治安防控织密织牢。")
    sentence = "改造道路隐患路口16个，全年道路交通死亡事故7起，同比下降22.2%。"
    other = at(text, "法治建设蹄疾步稳。")
    text[other] += sentence.replace("改造", "整改")
    text[here - 1 : here + 1] = [text[here - 1] + text[here].replace(sentence, "")]
    manuscript.rewrite(text, tracked=False)
    view = read_document(Package.open(manuscript.package(random.Random(1)))).accepted
    (edit,) = [each for each in read_back(view, office.trace, office.base, office.base).edits if each.kind == kinds.TOPIC_JOINED]
    assert edit.new.startswith("并到") and "安全监管从严从细" in edit.new
    assert f"“{sentence}”移到" in edit.note and "法治建设蹄疾步稳" in edit.note and "同时改为：整改道路" in edit.note
