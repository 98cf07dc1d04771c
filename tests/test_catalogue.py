"""The catalogues are those of the sentences that are said, and a problem is told in their language whole."""

from __future__ import annotations

import ast
import gettext
import io
from string import Formatter

import catalogue as sentences_catalogue
import pytest
from babel.messages.catalog import Catalog
from catalogue import Key, Place, SentenceCatalogue, as_mo, as_po, names_in, read, sentences_of, updated

from reportgen.catalogue import CHINESE, Catalogue, open_catalogue
from reportgen.message import NOTHING, Message, joined, say
from reportgen.message.phrases import Clause
from reportgen.problem import CellPlace, Grade, Problem, TextPlace, WordPlace

LANGUAGES = sentences_catalogue.LANGUAGES


def committed(language: str) -> Catalog:
    return read(sentences_catalogue.po_file(language).read_text(encoding="utf-8"), language)


def placeholders(pattern: str) -> set[tuple[str, str, str]]:
    """The names in braces, and what is asked of them besides (nothing)."""
    return {(name, spec or "", how or "") for _, name, spec, how in Formatter().parse(pattern) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_committed_catalogue_is_that_of_the_source(language: str) -> None:
    """``PYTHONPATH=.:tests python tests/catalogue.py`` writes it anew."""
    path = sentences_catalogue.po_file(language)
    assert as_po(sentences_catalogue.fresh(language)) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_packed_is_what_is_written(language: str) -> None:
    with sentences_catalogue.po_file(language).with_suffix(".mo").open("rb") as file:
        packed = gettext.GNUTranslations(file)
    entries = [entry for entry in committed(language) if entry.id and entry.string and not entry.fuzzy]
    assert len(entries) >= 60
    for entry in entries:
        found = packed.pgettext(entry.context, entry.id) if entry.context else packed.gettext(entry.id)
        assert found == entry.string
    kept = [key for key in packed._catalog if key]  # type: ignore[attr-defined]
    assert len(kept) == len(entries)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_names_of_its_sentence(language: str) -> None:
    differing = [(e.id, e.string) for e in committed(language) if e.id and e.string and placeholders(e.id) != placeholders(e.string)]
    assert differing == []


def test_every_sentence_of_the_program_has_a_place_in_the_catalogue() -> None:
    known = {(entry.context or "", entry.id) for entry in committed("en") if entry.id}
    assert len(known) > 1500
    assert {("", "错误"), ("", "提醒"), ("", "说明"), ("", "、"), ("", "；")} <= known
    assert ("", "{file} 第{line}行第{column}列") in known
    assert ("G10", "改成仿宋_GB2312（或仿宋）") in known


SOURCE = '''
F16 = Code("F16", "不认识的名称")
class Grade(Enum):
    """How grave."""
    ERROR = "错误"
def read(reading):
    yield Problem(F16, say("不认识“{key}”", key=key), hint=say("改成“{meant}”", meant=near) if near else say("删去它"))
    yield Problem(codes.F17, say("外面：{inside}", inside=say("里面")), hint=given or say("请核对"))
    reading.tell("F18", place, say("有{names}", names=joined(names, "；")))
    yield Problem(code, say("不知道编号"))
    later = say("先说好")
    yield Problem(F16 if key else F17, later, hint=say("编号有两个"))
@rule("G10", "5.2.2", Strength.NORMAL)
def body_font(document):
    """正文用仿宋。"""
    yield Finding(say("字体是{font}", font=font), place, say("改成仿宋"))
def other(document):
    yield Finding(say("没有规则"), place)
'''


def test_the_context_of_a_sentence_is_the_code_it_stands_with() -> None:
    assert sorted(sentences_of(ast.parse(SOURCE))) == sorted(
        [
            ("", "错误"),
            ("F16", "不认识“{key}”"), ("F16", "改成“{meant}”"), ("F16", "删去它"),
            ("F17", "外面：{inside}"), ("", "里面"), ("F17", "请核对"),
            ("F18", "有{names}"), ("", "；"),
            ("", "不知道编号"), ("", "先说好"), ("", "编号有两个"),
            ("G10", "字体是{font}"), ("G10", "改成仿宋"), ("", "没有规则"),
        ]
    )  # fmt: skip


def said(*keys: Key) -> dict[Key, Place]:
    return {key: Place({"reportgen/report/load.py"}, names_in(key[1])) for key in keys}


def translated(words: dict[Key, str], language: str = "en") -> Catalog:
    """A catalogue with these translations, as it stands in a file."""
    made = SentenceCatalogue(language)
    for (context, pattern), string in words.items():
        made.add(pattern, string, context=context or None)
    return read(as_po(made), language)


def opened(written: Catalog) -> Catalogue:
    return Catalogue("en", gettext.GNUTranslations(io.BytesIO(as_mo(written))))


UNKNOWN: Key = ("F16", "{section}里不认识“{key}”")


def test_a_sentence_that_stays_keeps_its_translation_with_its_remarks() -> None:
    old = translated({UNKNOWN: "{section} has no “{key}”"})
    old.get(UNKNOWN[1], "F16").user_comments.append("key: a word of the input file")
    again = read(as_po(updated(said(UNKNOWN, ("", "请核对")), old, "en")), "en")
    entry = again.get(UNKNOWN[1], "F16")
    assert (entry.string, entry.fuzzy, entry.user_comments) == ("{section} has no “{key}”", False, ["key: a word of the input file"])
    assert entry.auto_comments == ["section、key"]
    assert entry.locations == [("reportgen/report/load.py", None)]
    assert again.get("请核对").string == ""


def test_a_polished_sentence_keeps_its_translation_for_somebody_to_look_at_but_does_not_show_it() -> None:
    polished: Key = ("F16", "{section}里面不认识“{key}”这个名称")
    old = translated({UNKNOWN: "{section} has no “{key}”"})
    text = as_po(updated(said(polished), old, "en"))
    assert '#, fuzzy\n#| msgid "{section}里不认识“{key}”"\nmsgctxt "F16"\n' in text
    again = read(text, "en")
    entry = again.get(polished[1], "F16")
    assert (entry.string, entry.fuzzy, list(entry.previous_id)) == ("{section} has no “{key}”", True, [UNKNOWN[1]])
    assert opened(again).translate("F16")(polished[1]) == polished[1]
    assert as_po(updated(said(polished), again, "en")) == text  # and stays so, until the mark is removed
    twice: Key = ("F16", "{section}里不认识“{key}”这一个名称")
    entry_twice = updated(said(twice), again, "en").get(twice[1], "F16")
    assert (entry_twice.fuzzy, list(entry_twice.previous_id)) == (True, [UNKNOWN[1]])
    entry.flags.discard("fuzzy")
    settled = read(as_po(updated(said(polished), again, "en")), "en")
    assert not settled.get(polished[1], "F16").fuzzy
    assert opened(settled).translate("F16")(polished[1]) == "{section} has no “{key}”"


def test_a_sentence_that_moves_to_another_code_takes_its_translation_along() -> None:
    moved: Key = ("F26", UNKNOWN[1])
    entry = updated(said(moved), translated({UNKNOWN: "{section} has no “{key}”"}), "en").get(moved[1], "F26")
    assert (entry.string, entry.fuzzy) == ("{section} has no “{key}”", True)


def test_the_translation_of_another_sentence_is_not_proposed() -> None:
    other: Key = ("F16", "没有填")
    same_words_elsewhere: Key = ("C01", "{section}里都不认识“{key}”")
    made = updated(said(other, same_words_elsewhere), translated({UNKNOWN: "{section} has no “{key}”"}), "en")
    assert made.get(other[1], "F16").string == ""
    assert made.get(same_words_elsewhere[1], "C01").string == ""


def test_a_sentence_that_is_gone_and_comes_back_has_its_translation() -> None:
    old = translated({UNKNOWN: "{section} has no “{key}”"})
    without = as_po(updated(said(("", "请核对")), old, "en"))
    assert '#~ msgid "{section}里不认识“{key}”"' in without
    assert as_po(updated(said(("", "请核对")), read(without, "en"), "en")) == without
    back = updated(said(UNKNOWN), read(without, "en"), "en")
    assert (back.get(UNKNOWN[1], "F16").string, back.get(UNKNOWN[1], "F16").fuzzy) == ("{section} has no “{key}”", False)
    assert not back.obsolete


SMALL = {
    ("", "错误"): "Error",
    ("", "、"): ", ",
    ("", "；"): "; ",
    ("", "{file} 第{line}行第{column}列"): "{file}, line {line}, column {column}",
    ("", "{place}：{sentence}"): "{place}: {sentence}",
    ("", "{sentence}（{hint}）"): "{sentence} ({hint})",
    ("F16", "{section}里不认识“{key}”：{reason}"): "“{key}” is not known in {section}: {reason}",
    ("F16", "可写：{keys}"): "May stand here: {keys}",
    ("", "可写：{keys}"): "Choose from: {keys}",
    ("", "第{number}部分"): "section {number}",
    ("", "写错了。"): "it is misspelt.",
}


def unknown_key(code: str = "F16") -> Problem:
    section = say("第{number}部分", number=2)
    message = say("{section}里不认识“{key}”：{reason}", section=section, key="题目", reason=Clause(say("写错了。")))
    keys = say("可写：{keys}", keys=joined([("标题", "总起"), "小节"], "；"))
    return Problem(code, message, Grade.ERROR, TextPlace("2024.yaml", 3, 5), keys, also=(TextPlace("2024.yaml", 9, 1),))


def test_a_problem_is_told_in_another_language_with_all_that_is_in_it() -> None:
    problem = unknown_key()
    told = problem.in_language(opened(translated(SMALL)).translate(problem.code))
    assert told.grade == "Error"
    assert told.place == "2024.yaml, line 3, column 5"
    assert told.message == "“题目” is not known in section 2: it is misspelt"
    assert told.hint == "May stand here: 标题, 总起; 小节"
    assert told.also == ("2024.yaml, line 9, column 1",)
    assert told.words == f"[F16] {told.place}: {told.message} ({told.hint})"
    assert str(problem).startswith("[F16] 2024.yaml 第3行第5列：第2部分里不认识“题目”：写错了（可写：标题、总起；小节）")


def test_a_sentence_is_translated_as_under_its_code_or_as_everywhere_or_not() -> None:
    small = opened(translated(SMALL))
    assert unknown_key("C01").in_language(small.translate("C01")).hint == "Choose from: 标题, 总起; 小节"
    assert unknown_key("C01").in_language(small.translate("C01")).message == "section 2里不认识“题目”：it is misspelt"
    assert small.translate()("可写：{keys}") == "Choose from: {keys}"


def test_what_is_not_there_is_told_as_nothing() -> None:
    told = Problem("P03", say("写错了。")).in_language(opened(translated(SMALL)).translate("P03"))
    assert (told.place, told.message, told.hint, told.also, told.words) == ("", "it is misspelt.", "", (), "[P03] it is misspelt.")
    assert NOTHING.translated(open_catalogue("en").translate("P03")) == ""


def test_without_a_catalogue_all_is_chinese() -> None:
    problem = unknown_key()
    told = problem.in_language(CHINESE.translate(problem.code))
    assert (told.grade, told.message, told.hint, told.words) == ("错误", problem.message, problem.hint, str(problem))


@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "xx", "C", "", "../en", "en/../en", "EN"])
def test_a_language_without_a_catalogue_is_chinese(language: str) -> None:
    assert open_catalogue(language) is CHINESE


@pytest.mark.parametrize("language", ["en", "en_GB", "en-US", "en_US.UTF-8"])
def test_a_language_is_named_as_systems_name_it(language: str) -> None:
    assert open_catalogue(language).language == "en"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (TextPlace("2024.yaml", 3, 5), "2024.yaml, line 3, column 5"),
        (WordPlace("word/document.xml", 4), "body, paragraph 4"),
        (WordPlace("word/document.xml", 1, 2, 3, 4, "一、概况"), "body, table 2, row 3, cell 4, paragraph 1 (under “一、概况”)"),
        (WordPlace("word/header2.xml", 1, box=True), "header (header2), in a text box at paragraph 1"),
        (CellPlace("表.xlsx", 12, 4, "汇总"), "sheet “汇总” of the table file “表.xlsx”, cell D12"),
        (CellPlace("表.xlsx", 12), "table file “表.xlsx”, row 12"),
    ],
)
def test_places_are_in_the_english_catalogue(place: TextPlace | WordPlace | CellPlace, words: str) -> None:
    assert place.words.translated(open_catalogue("en").translate()) == words


def test_the_faults_of_a_template_are_told_in_english() -> None:
    from docx_samples import document

    from reportgen import Template

    english = open_catalogue("en")
    problems = Template.open(document("{% for 项 in 各项 %}", "{{ 标题 ", "{% endif %}")).problems
    assert [problem.in_language(english.translate(problem.code)).words for problem in problems] == [
        "[T01] body, paragraph 2: The tag “{{ 标题 ” is not finished: “}}” is missing."
        " (Add “}}” at the end of the tag; a tag has to stand within one paragraph.)",
        "[T03] body, paragraph 3: {% endif %} closes nothing that was opened. (Add {% if … %}, or delete this.)",
        "[T04] body, paragraph 1: {% for 项 in 各项 %} is not closed by {% endfor %}. (Add {% endfor %} after it.)",
    ]


def test_no_other_class_makes_messages() -> None:
    """The catalogue is made from calls of ``say``: nothing else may be a message."""
    assert Message.__subclasses__() == []
