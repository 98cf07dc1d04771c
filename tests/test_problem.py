"""Problems are values that can be read aloud."""

from __future__ import annotations

import pickle

from reportgen.problem import Grade, Problem, ReportError, TextPlace, WordPlace, errors, part_label


def test_a_text_place_names_file_line_and_column_and_marks_the_column_under_the_line() -> None:
    place = TextPlace("2022.yaml", 3, 4, "  罚款：1")
    assert str(place) == "2022.yaml 第3行第4列"
    assert place.quote() == "  罚款：1\n    ^"


def test_a_word_place_is_said_as_one_looks_at_the_page() -> None:
    place = WordPlace("word/document.xml", paragraph=2, table=1, row=3, cell=4, heading="一、总述")
    assert str(place) == "正文第1个表格第3行第4格第2段（“一、总述”之下）"
    assert str(WordPlace("word/header1.xml", paragraph=1)) == "页眉（header1）第1段"


def test_parts_are_called_what_a_clerk_calls_them() -> None:
    assert part_label("word/document.xml") == "正文"
    assert part_label("word/footnotes.xml") == "脚注（footnotes）"
    assert part_label("docProps/core.xml") == "文档属性（core）"
    assert part_label("word/unknown.xml") == "word/unknown.xml"


def test_a_problem_as_data_keeps_its_place_in_fields_and_in_words() -> None:
    problem = Problem("C01", "还缺“甲”", place=TextPlace("a.yaml", 1, 2), department="经济办", also=(TextPlace("b.yaml", 3, 4),))
    data = problem.as_data()
    assert data["place"]["line"] == 1
    assert data["place"]["text"] == "a.yaml 第1行第2列"
    assert data["also"] == ["b.yaml 第3行第4列"]
    assert data["grade"] == "错误"


def test_an_error_carries_all_its_problems_across_processes() -> None:
    error = ReportError([Problem("C01", "甲"), Problem("C02", "乙", Grade.NOTE)])
    again = pickle.loads(pickle.dumps(error))
    assert again.problems == error.problems
    assert str(again) == "[C01] 甲\n[C02] 乙"


def test_only_errors_forbid_a_final_copy() -> None:
    problems = [Problem("C01", "甲"), Problem("C02", "乙", Grade.NOTE), Problem("C03", "丙", Grade.WARNING)]
    assert [problem.code for problem in errors(problems)] == ["C01"]
    assert problems[0].regraded(Grade.NOTE).grade is Grade.NOTE
