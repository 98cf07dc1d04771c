"""Which copy an edited file is compared with: an old copy undoes nothing that came after it, and another office's or another year's file
is asked for as a whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from clerk import done_before, typed
from towns import NAME, TOWN, edited, given_out, halfwidth, in_another_program, in_word, text_of, write

from reportgen.roundtrip import pull


@pytest.fixture
def town(folder: Path) -> Path:
    """A workspace of one town and one year."""
    (folder / "inputs").mkdir()
    write(folder, 2024)
    return folder


FIRST, SECOND = ("扎实开展", "深入开展"), ("产值达到18.62", "产值达到18.92")
CLERK = ("整改率超过九成", "整改率达到95%")
SAVED = (in_word, in_another_program)


def sampled(rows: Sequence[tuple[object, ...]]) -> list[object]:
    """Each row as each program saves it; three of them where time is short."""
    quick = {(0, 0), (1, 1), (2, 0)}
    return [
        pytest.param(saved, *row, marks=() if (number, program) in quick else pytest.mark.slow)
        for number, row in enumerate(rows)
        for program, saved in enumerate(SAVED)
    ]


@pytest.fixture
def later(town: Path) -> tuple[bytes, bytes]:
    """Two copies: the first, and the second after an official's edits of the first were pulled and the clerk changed a sentence and
    added one."""
    done_before(town, "生成", "2024")
    first = (town / "output" / NAME).read_bytes()
    (town / "甲.docx").write_bytes(edited_first(first))
    done_before(town, "回收", "甲.docx", "--是")
    path = town / "inputs/2024.yaml"
    path.write_text(text_of(town).replace(*CLERK).replace("          - 消防演练", "          - 新建微型消防站五座。\n          - 消防演练"), encoding="utf-8")
    done_before(town, "生成", "2024")
    return first, (town / "output" / NAME).read_bytes()


@cache
def edited_first(first: bytes) -> bytes:
    return edited(first, FIRST, SECOND)


def pulled(folder: Path, data: bytes, *words: str, name: str = "乙.docx", answer: str = "") -> tuple[int, str, str]:
    """Status and text of the command, and the input after it."""
    (folder / name).write_bytes(data)
    done = typed("回收", name, *words, answer=answer)
    return done.exit_code, done.output, text_of(folder)


KEPT = ("深入开展", "产值: 18.92", "整改率达到95%", "新建微型消防站五座。")
"""What was settled since the first copy, and may go only where somebody says so."""


EDITS: tuple[tuple[tuple[tuple[str, str], ...], str], ...] = (
    ((("技改投入3.45", "技改投入3.54"),), "技改投入: 3.54"),
    ((("主要指标好于预期", "主要指标全面好于预期"),), "主要指标全面好于预期"),
    ((("消防演练进村入企", "消防演练进村进企"),), "消防演练进村进企"),
    ((("稳住经济大盘", "稳住稳实经济大盘"),), "标题: 稳住稳实经济大盘"),
    ((("满意度持续提升。", "满意度持续提升。有关做法全县推广。"),), "有关做法全县推广。"),
    ((("排查隐患345处", "排查隐患354处"), ("新增企业12家", "新增企业13家")), "隐患: 354"),
    ((("产业加快升级", "产业提档升级"),), "话题: 产业提档升级"),
    ((("一批项目落地见效", "一批好项目落地见效"),), "一批好项目落地见效"),
    ((("上下同心", "上下齐心"),), "上下齐心"),
    ((("比上年增加较多", "比上年增长较多"),), "比上年增长较多"),
)  # fmt: skip


@pytest.mark.parametrize(("saved", "pairs", "written"), sampled(EDITS))
def test_an_old_copy_with_an_edit_gives_that_edit_and_undoes_nothing(
    town: Path, later: tuple[bytes, bytes], saved: Callable[[bytes], bytes], pairs: tuple[tuple[str, str], ...], written: str
) -> None:
    status, said, text = pulled(town, saved(edited(later[0], *pairs)), "--是")
    assert written in text, said
    assert all(words in text for words in KEPT), said
    assert status == 0, said


@pytest.mark.parametrize("saved", (*SAVED, halfwidth))
def test_an_unedited_first_copy_says_so_and_changes_nothing(
    town: Path, later: tuple[bytes, bytes], saved: Callable[[bytes], bytes]
) -> None:
    before = text_of(town)
    status, said, text = pulled(town, saved(later[0]), *(["--只看"] if saved is halfwidth else ["--是"]))
    assert text == before
    if saved is in_word:
        assert (status, said) == (0, said)
        assert "这份 Word 就是第1稿（送审稿，" in said
        assert "一字未改；那以后又出过 1 稿，没有要收回的。" in said
    elif saved is in_another_program:
        assert "与第1稿（送审稿，" in said
        assert "文字没有改动；那以后又出过 1 稿，没有要收回的。" in said
    else:
        assert "[B01]" not in said, "signs alone do not lose the record"
        assert "18.92 → 18.62" not in said


def test_the_second_copy_is_known_again_however_it_was_saved(town: Path, later: tuple[bytes, bytes]) -> None:
    for saved in SAVED:
        _, said, _ = pulled(town, saved(later[1]), "--是")
        assert "文字没有改动。" in said
        assert "那以后" not in said


def test_both_officials_typed_the_same_and_one_more(town: Path, later: tuple[bytes, bytes]) -> None:
    for saved in SAVED:
        data = saved(edited(later[0], SECOND, ("消防演练", "消防救援演练")))
        status, said, text = pulled(town, data, "--是")
        assert "消防救援演练" in text, said
        assert all(words in text for words in KEPT), said
        assert status in (0, 1)


def test_where_both_changed_the_same_words_it_is_asked(town: Path, later: tuple[bytes, bytes]) -> None:
    data = edited(later[0], ("扎实开展", "有力开展"), ("产值达到18.62", "产值达到18.72"))
    for saved in SAVED:
        status, said, text = pulled(town, saved(data), "--是")
        assert (status, "两边改了同一处" in said) == (1, True)
        assert all(words in text for words in KEPT)


def test_where_it_is_not_sure_which_copy_an_edit_of_what_they_say_otherwise_is_asked(town: Path) -> None:
    """Two copies apart in a sentence and a figure; the file has neither's words, since the official changed both places."""
    first = given_out(town)
    pulled(town, edited(first, ("扎实开展", "深入开展")), "--是")
    given_out(town)
    (town / "inputs/2024.yaml").write_text(text_of(town).replace("产值: 18.62", "产值: 19.10"), encoding="utf-8")
    third = given_out(town)
    _, said, text = pulled(town, in_another_program(edited(first, ("扎实开展", "全面开展"), ("产值达到18.62", "产值达到18.72"), ("新增企业12", "新增企业15"))), "--是")
    assert "深入开展" in text and "产值: 19.10" in text, said
    assert "新增企业: 15" in text, "what all copies say alike is not doubted"
    assert "看不准领导是照哪一稿改的；核对后再写入" in said and "[B09]" in said
    _, said, text = pulled(town, edited(third, ("扎实开展" if "扎实开展" in text else "深入开展", "大力开展")), "--是")
    assert "大力开展" in text, said


@pytest.mark.parametrize("saved", SAVED)
def test_a_copy_whose_note_is_gone_undoes_nothing_without_a_question(town: Path, later: tuple[bytes, bytes], saved: Callable[[bytes], bytes]) -> None:
    """A network drive lost the first copy's note: the second is nearest, and all that was settled since looks like an edit."""
    (note,) = (town / "output/.reportgen/history").rglob("001-*.json")
    kept = note.read_bytes()
    note.unlink()
    old = saved(edited(later[0], ("技改投入3.45", "技改投入3.54")))
    before = text_of(town)
    status, said, text = pulled(town, old, "--是")
    assert (status, text) == (1, before), said
    assert "[B02] 改出这份 Word 的那一稿，这里也许没有记录了，照最相近的第2稿（" in said
    note.write_bytes(b"")
    assert pulled(town, old, "--是")[2] == before, "damaged is as good as lost"
    note.unlink()
    status, said, text = pulled(town, in_word(edited(later[1], ("技改投入3.45", "技改投入3.55"))), "--是")
    assert "技改投入: 3.55" in text, "one whose note is there is known by its identity"
    (town / "inputs/2024.yaml").write_text(before, encoding="utf-8")
    note.write_bytes(kept)
    status, said, text = pulled(town, old, "--是")
    assert "技改投入: 3.54" in text and all(words in text for words in KEPT), said


@pytest.mark.parametrize("saved", SAVED)
def test_an_edit_that_brings_back_an_older_value_is_asked_and_written_when_confirmed(
    town: Path, later: tuple[bytes, bytes], saved: Callable[[bytes], bytes]
) -> None:
    """An official who had the second copy wants the first figure again: that may be, but it is what an old copy would look like."""
    data = saved(edited(later[1], ("产值达到18.92", "产值达到18.62"), ("进村入企", "进村进企"), ("深入开展", "扎实开展")))
    status, said, text = pulled(town, data, "--是")
    assert status == 1
    assert "这样改，就回到了第1稿（送审稿，" in said
    assert "要是照旧稿改的，不要写入" in said
    assert "产值: 18.92" in text
    assert "深入开展" in text
    assert "进村进企" in text, said
    status, said, text = pulled(town, data, answer="1\n1\n1\n是\n全部\n")
    assert "产值: 18.62" in text, said
    assert "扎实开展" in text, said


def test_a_file_between_two_copies_is_compared_with_the_later_and_asked(town: Path, later: tuple[bytes, bytes]) -> None:
    """Somebody copied half of the second copy into the first: half undoes, half does not."""
    mixed = in_another_program(edited(later[0], SECOND, CLERK))
    status, said, text = pulled(town, mixed, "--是")
    assert all(words in text for words in KEPT), said
    assert status == 1
    assert "[B09]" in said
    status, said, text = pulled(town, mixed, "--是", "--稿", "1")
    assert "[B09]" not in said
    assert all(words in text for words in KEPT), said


def test_a_copy_can_be_named_and_must_be_there(town: Path, later: tuple[bytes, bytes]) -> None:
    _, said, _ = pulled(town, in_another_program(later[0]), "--稿", "2", "--只看")
    assert "18.92 → 18.62" in said
    status, said, _ = pulled(town, later[0], "--稿", "7")
    assert (status, "[B10]" in said) == (1, True)


def test_without_any_record_nothing_is_certain_unless_the_file_is_what_is_printed_now(town: Path, later: tuple[bytes, bytes]) -> None:
    shutil.rmtree(town / "output/.reportgen")
    before = text_of(town)
    status, said, text = pulled(town, edited(later[0], ("上下同心", "上下齐心")), "--是")
    assert (status, text) == (1, before), said
    assert "没有这份 Word 的记录，分不清是在 Word 里改的，还是输入文件后来改的" in said
    status, said, text = pulled(town, edited(later[1], ("上下同心", "上下齐心")), "--是")
    assert (status, "上下齐心" in text) == (0, True), said


def test_as_data_the_copy_and_what_came_after_are_named(town: Path, later: tuple[bytes, bytes]) -> None:
    (town / "乙.docx").write_bytes(later[0])
    found = json.loads(typed("回收", "乙.docx", "--json").stdout)
    assert (found["edits"], found["later"], found["doubts"], found["form"]) == ([], 1, [], [])


OTHER = "城西镇"


ELSEWHERE: tuple[tuple[int, str, tuple[tuple[str, str], ...], str], ...] = (
    (2024, OTHER, (), "处“临溪镇”，文件里有 0 处"),
    (2025, TOWN, (), "文件里写的是 2025 年，那一稿是 2024 年"),
    (2025, OTHER, (), "处“临溪镇”"),
    (2024, OTHER, (("18.62", "28.62"), ("345", "333")), "没有署名“临溪镇人民政府”"),
    (2023, TOWN, (("18.62", "17.20"),), "文件里写的是 2023 年"),
    (2024, OTHER, (("稳住经济大盘", "抓好经济发展"), ("全年经济平稳运行，", "")), "处“临溪镇”"),
    (2025, TOWN, (("比上年增加较多", "再上新台阶"), ("九成", "九成五")), "2025 年"),
    (2024, TOWN, (("临溪镇人民政府", "临溪镇党委"),), "没有署名“临溪镇人民政府”"),
    (2024, TOWN, (("临溪镇2024年重点任务完成情况汇报材料", "会议通知"),), "文件的标题是“会议通知”"),
    (2024, TOWN, (("临溪镇", "我镇"),), "处“临溪镇”"),
)  # fmt: skip


@pytest.mark.parametrize(("saved", "year", "name", "pairs", "why"), sampled(ELSEWHERE))
def test_the_file_of_another_office_or_year_is_never_certain(
    town: Path, saved: Callable[[bytes], bytes], year: int, name: str, pairs: tuple[tuple[str, str], ...], why: str
) -> None:
    """Made elsewhere, of the same sentences; here only the town's 2024 is known."""
    elsewhere = town / "别处"
    (elsewhere / "inputs").mkdir(parents=True)
    write(elsewhere, year, name)
    with pytest.MonkeyPatch.context() as there:
        there.chdir(elsewhere)
        assert typed("生成", str(year)).exit_code == 0
    (path,) = (elsewhere / "output").glob("*.docx")
    data = saved(edited(path.read_bytes(), *pairs) if pairs else path.read_bytes())
    given_out(town)
    before = text_of(town)
    for words in (["--是"], ["--json", "--yes"], []):
        status, said, text = pulled(town, data, *words)
        assert (status, text) == (1, before), said
        assert "B08" in said
        assert why in said
    assert "确认是这份材料的稿子" in said
    _, said, _ = pulled(town, data, "--只看")
    assert why in said


def test_a_town_named_with_its_number_still_answers_for_itself(town: Path) -> None:
    """On the other side: a title polished, a name left out once, a part cut, are edits and no other office's file."""
    first = given_out(town)
    for pairs in (
        (("重点任务完成情况汇报材料", "重点工作完成情况汇报"),), (("，临溪镇上下同心", "，全镇上下同心"),),
        (("守牢安全底线", "筑牢安全防线"),), (("消防演练进村入企，群众满意度持续提升。", ""),),
    ):  # fmt: skip
        _, said, _ = pulled(town, in_another_program(edited(first, *pairs)), "--只看")
        assert "B08" not in said, (pairs, said)


def test_a_confirmed_file_is_compared(town: Path) -> None:
    first = given_out(town)
    status, said, text = pulled(town, edited(first, ("临溪镇人民政府", "临溪镇党委"), ("345", "354")), answer="是\n全部\n")
    assert "隐患: 354" in text, said
    assert status == 0


@pytest.fixture
def towns(folder: Path) -> Path:
    """A workspace of two units with the same sentences."""
    (folder / "inputs").mkdir()
    for unit in ("东街", "西街"):
        write(folder, 2024, f"{unit}镇", unit)
        assert typed("生成", "2024", "--单位", unit).exit_code == 0
    return folder


def test_with_two_units_the_file_goes_to_its_own_and_to_no_other(towns: Path) -> None:
    for saved in SAVED:
        for unit, other in (("东街", "西街"), ("西街", "东街")):
            copy = next((towns / "output" / unit).glob("*.docx")).read_bytes()
            (towns / "改.docx").write_bytes(saved(edited(copy, ("排查隐患345", "排查隐患354"))))
            path, apart = towns / f"inputs/{unit}/2024.yaml", towns / f"inputs/{other}/2024.yaml"
            before = path.read_bytes(), apart.read_bytes()
            done = typed("回收", "改.docx", "--单位", other, "--是")
            assert (done.exit_code, "[B08]" in done.stderr) == (1, True), done.output
            assert (path.read_bytes(), apart.read_bytes()) == before
            done = typed("回收", "改.docx", "--是")
            assert done.exit_code == 0, done.output
            assert b"354" in path.read_bytes()
            assert apart.read_bytes() == before[1]
            path.write_bytes(before[0])


def test_a_unit_that_has_no_record_is_not_compared_with_another_unit_s(towns: Path) -> None:
    copy = next((towns / "output/西街").glob("*.docx")).read_bytes()
    shutil.rmtree(towns / "output")
    typed("生成", "2024", "--单位", "东街")
    (towns / "改.docx").write_bytes(edited(copy, ("345", "354")))
    done = typed("回收", "改.docx", "--是")
    assert (done.exit_code, "[B08]" in done.stderr) == (1, True)
    done = typed("回收", "改.docx", "--单位", "西街", "--是")
    assert done.exit_code == 0, done.output
    assert b"354" in (towns / "inputs/西街/2024.yaml").read_bytes(), "what it prints now is what the file was made of"
    assert b"354" not in (towns / "inputs/东街/2024.yaml").read_bytes()


def test_a_file_that_may_be_none_of_ours_is_proven_only_once_somebody_says_that_it_is(towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    prove = pull.prove
    monkeypatch.setattr(pull, "prove", lambda *given: asked.append(1) or prove(*given))
    copy = next((towns / "output/西街").glob("*.docx")).read_bytes()
    (towns / "改.docx").write_bytes(edited(copy, ("345", "354")))
    done = typed("回收", "改.docx", "--单位", "东街", "--只看")
    assert "[B08]" in done.stderr and "其中 0 处可以直接写入" in done.stdout, done.output
    assert "这份 Word 可能不是这份材料的稿子" in done.stdout and not asked
    done = typed("回收", "改.docx", "--单位", "西街", "--只看")
    assert "其中 0 处可以直接写入" not in done.stdout and asked
    asked.clear()
    done = typed("回收", "改.docx", "--单位", "东街", answer="是\n" + "否\n" * 9)
    assert asked, done.output
