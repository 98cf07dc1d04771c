"""Whoever fills a template, by ``render``, ``Template`` or ``compat``, is told everything in English where he asks for it."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import catalogue as sentences_catalogue
import pytest
from catalogue import PACKAGE, ROOT, read, sentences
from click.testing import CliRunner, Result
from docx_samples import document

from reportgen import ReportError, Template
from reportgen.annotate import notes_of
from reportgen.catalogue import wanted_language
from reportgen.cli import main
from reportgen.compat.docxtpl import DocxTemplate, RichText
from reportgen.problem import Grade, Problem

ROOMS = "message problem provenance text sandbox ooxml storage yamltext engine compat annotate".split()
"""What stands below ``report`` in the house, and the doors themselves: all of their sentences."""
COMMAND = "render chinese output arguments language".split()
KEPT = re.compile(r"W(06|07|08|10|11|12|13|14|15|16|17|18)")
"""Codes of a finished file that is written, wherever they are told; what is put back of a killed run is the clerk's."""
CHINESE = re.compile("[\u3001-\u300f\u3012-\u303f\u4e00-\u9fff\uff01-\uff65]+")
WORDS_OF_THE_INPUT = {"同比", "自营出口", "：", "单位", "文种", "草稿", "汇报材料", "工作总结", "工作要点"}
"""Names of a dictionary, options as a clerk types them, and kinds of text, which have no other name."""
"""What an English sentence has to name in Chinese: filters of a report, a full-width colon."""


def files_of_the_doors() -> set[str]:
    rooms = [path for room in ROOMS for path in [PACKAGE / f"{room}.py", *(PACKAGE / room).rglob("*.py")]]
    paths = [*rooms, *(PACKAGE / "cli" / f"{name}.py" for name in COMMAND)]
    return {path.relative_to(ROOT).as_posix() for path in paths if path.exists()}


def translated() -> dict[tuple[str, str], str]:
    written = sentences_catalogue.po_file("en").read_text(encoding="utf-8")
    return {(each.context or "", each.id): each.string for each in read(written, "en") if each.id and each.string and not each.fuzzy}


def said_at_the_doors() -> list[tuple[str, str]]:
    doors = files_of_the_doors()
    kept = (key for key, place in sentences().items() if KEPT.fullmatch(key[0]) and "reportgen/workspace/journal.py" not in place.files)
    return [*(key for key, place in sentences().items() if place.files & doors), *kept]


def test_no_sentence_of_these_doors_lacks_its_english() -> None:
    said = said_at_the_doors()
    known = translated()
    assert len(said) > 700
    assert [key for key in said if key not in known] == []


def test_what_is_english_has_no_chinese_in_it_but_words_of_the_input() -> None:
    left = {word for words in translated().values() for word in CHINESE.findall(words)}
    assert left <= WORDS_OF_THE_INPUT


FAULTS = (
    "{{ title ", "{{ a + }}", "{{ b = c }}", "{{ 2a }}", "{{ a ? b : c }}", "{{ !a }}", "{{{ a }}}", "{% for x in xs %}{{ x.y }}{% endfor %}",
    "{{ a|nosuch }}", "{#p gone #} and more", "｛｛ a ｝｝", "{{p a }} text", "{% include 'x' %}", "{%tr for x in xs %}", "{% endif %}",
    "{%p if a %} beside", "{% cellbg red %}", "{% else if a %}", "{{ a|attr('b') }}", "a }} b", "{% colspan 2 %}",
)  # fmt: skip
DATA: Mapping[str, object] = {
    "a": "text", "xs": [{"y": 1}, {"z": 2}], "s": {"m": 1}, "zero": 0, "n": None, "extra": 1, "bad": "a\x01b", "far": 10**20,
    "rows": [{"k": 1}, {"m": 2}], "empty": [],
}  # fmt: skip
FAULTS_OF_DATA = (
    "{{ title }}", "{% for x in xs %}{{ x.y }}{% endfor %}", "{{ a + 1 }}", "{{ s.k }}", "{{ 1 / zero }}", "{{ xs }}", "{{ s }}",
    "{{ a.upper() }}", "{% for c in a %}{{ c }}{% endfor %}", "{{ xs[7] }}", "{{ a[9] }}", "{{ n }}", "{{ a|picture }}", "{{ a|table }}",
    "{{ w.b.c }}", "{{ bad }}", "{{ rows|table }}", "{{ a|chart }}", "{{ a|link }}", "{{ 'a'|look(size='x') }}", "{{ a.strftime('%Y') }}",
    "{{ empty|first }}", "{{ 'x' * far }}", "{{ range(99999999) }}", "{% if never %}{{ other }}{% endif %}", "{{ a|subdocument }}",
    "{{ a|look(colour='no') }}", "{{ rows|table(widths=[1, 2, 3]) }}", "{{ a|date }}", "{{ a() }}", "{{ zero|items }}",
    "{{ rows|table(nosuch=1) }}", "{{ a|picture(width='9 km') }}", "{{ loop.index }}", "{{ section_break }} beside",
)  # fmt: skip


def told_of(*paragraphs: str, language: str = "en") -> tuple[Problem, ...]:
    return Template.open(document(*paragraphs), language=language).check(DATA, {"other.txt": b""})


def chinese_in(problems: tuple[Problem, ...]) -> list[str]:
    """What is Chinese in a problem besides the text of the template that it quotes."""
    told = [f"{problem} {problem.message} {problem.hint} {problem.grade_word}" for problem in problems]
    quoted = "｛｝"
    return [each for each in told if any(set(found) - set(quoted) for found in CHINESE.findall(each))]


def test_what_is_wrong_with_a_template_and_with_data_is_told_in_english_whole() -> None:
    found: list[Problem] = []
    for paragraphs in ([each] for each in (*FAULTS, *FAULTS_OF_DATA)):
        told = told_of(*paragraphs)
        assert told, paragraphs
        assert chinese_in(told) == []
        found += told
    assert len({problem.code for problem in found}) >= 20
    assert {problem.grade_word for problem in found} == {"Error", "Warning", "Note"}


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"{\\rtf1}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_a_file_that_is_no_template_is_refused_in_english(content: bytes) -> None:
    with pytest.raises(ReportError) as refused:
        Template.open(content, language="en")
    assert chinese_in(refused.value.problems) == []
    assert "file" in str(refused.value)
    assert not CHINESE.search(str(refused.value))


def test_a_place_is_told_in_english_in_a_sentence_and_as_data() -> None:
    (problem,) = Template.open(document("a", "{{ b }}"), language="en").render({}).problems
    assert str(problem).startswith("[R01] body, paragraph 2: there is no data called “b” (Add it to the data")
    told = problem.as_data()
    assert (told["grade"], told["message"], told["place"]["text"]) == ("Error", "there is no data called “b”", "body, paragraph 2")
    note = notes_of([problem])[0].text
    assert note.split("\n")[0] == "Error: there is no data called “b”"
    assert not CHINESE.search(note)


def test_a_problem_is_the_same_in_any_language_and_goes_to_another_process() -> None:
    chinese = Template.open(document("{{ b }}"), language="zh").render({}).problems[0]
    english = chinese.told("en")
    assert english.told("en") is english
    assert (chinese.code, chinese.place, chinese.grade) == (english.code, english.place, english.grade) == ("R01", chinese.place, Grade.ERROR)
    assert str(pickle.loads(pickle.dumps(english))) == str(english) != str(chinese)
    assert chinese.told("xx").message == chinese.message


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, ""),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, ""),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LANG": "de_DE"}, ""),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "en_GB", "LC_ALL": "zh_CN.UTF-8"}, ""),
        ({"LANG": "en_GB", "LC_ALL": ""}, "en"),
        ({"LANG": "en_GB", "REPORTGEN_LANG": "zh"}, ""),
        ({"LANG": "zh_CN.UTF-8", "REPORTGEN_LANG": "en"}, "en"),
    ],
)
def test_the_environment_says_what_is_spoken(environment: dict[str, str], language: str) -> None:
    assert wanted_language(environment) == language


def test_a_script_asks_by_the_environment_or_by_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    template = document("{{ b }}")
    assert str(Template.open(template).render({}).problems[0].message) == "没有名为“b”的数据"
    monkeypatch.setenv("REPORTGEN_LANG", "en")
    assert Template.open(template).render({}).problems[0].message == "there is no data called “b”"
    assert Template.open(template, language="zh").render({}).problems[0].message == "没有名为“b”的数据"
    with pytest.raises(ReportError, match="there is no data called “b”"):
        Template.open(template).render({}).save("never.docx")
    with pytest.raises(ReportError, match="there is no data called “b”"):
        DocxTemplate(BytesIO(template)).render({})
    with pytest.raises(ReportError, match="没有名为“b”的数据"):
        DocxTemplate(BytesIO(template), language="zh").render({})
    with pytest.raises(ValueError, match="A colour has to be six hexadecimal digits"):
        RichText("x", color="reddish")
    with pytest.raises(ValueError, match='undefined can only be "told" or "blank"'):
        DocxTemplate(BytesIO(template), undefined="other")


def ran(folder: Path, *words: str, environment: Mapping[str, str] | None = None) -> Result:
    (folder / "t.docx").write_bytes(document("{{ b }}"))
    (folder / "d.json").write_text('{"a": 1}', encoding="utf-8")
    paths = [str(folder / word) if word in ("t.docx", "d.json") else word for word in words]
    return CliRunner(env={"REPORTGEN_LANG": None, "LANG": "zh_CN.UTF-8", "LC_ALL": None, **(environment or {})}).invoke(main, paths)


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (["--lang", "en"], {}),
        (["--lang=en_GB"], {}),
        (["--语言", "en"], {}),
        ([], {"REPORTGEN_LANG": "en"}),
        ([], {"LANG": "en_US.UTF-8"}),
    ],
)
def test_the_command_speaks_english(tmp_path: Path, words: list[str], environment: dict[str, str]) -> None:
    told = ran(tmp_path, "render", "t.docx", "d.json", "--check", *words, environment=environment)
    assert told.exit_code == 1
    assert "Error (1)\n  [R01] body, paragraph 1: there is no data called “b”\n" in told.stderr
    assert told.stderr.endswith("Errors: 1. Mend them and check again.\n")
    assert not CHINESE.search(told.output)


def test_its_help_and_wrong_usage_are_in_english_too(tmp_path: Path) -> None:
    told = ran(tmp_path, "render", "--help", "--lang", "en")
    assert told.stdout.splitlines()[0].endswith("TEMPLATE DATA")
    assert not CHINESE.search(told.stdout)
    wrong = ran(tmp_path, "render", "t.docx", "--bogus", "--lang", "en")
    assert wrong.exit_code == 2
    assert "Wrong usage: there is no option “--bogus”" in wrong.stderr
    assert not CHINESE.search(wrong.stderr)
    assert "there is no language" not in ran(tmp_path, "render", "t.docx", "d.json", "--check", "--lang", "zh").stderr
    assert "没有“tlh”这种语言，能写的有 zh、en" in ran(tmp_path, "render", "t.docx", "d.json", "--check", "--lang", "tlh").stderr


def test_what_is_written_and_the_json_are_in_english(tmp_path: Path) -> None:
    (tmp_path / "good.docx").write_bytes(document("{{ a }}"))
    target = str(tmp_path / "out.docx")
    made = ran(tmp_path, "render", str(tmp_path / "good.docx"), "d.json", "-o", target, "--lang", "en")
    assert (made.exit_code, made.stdout.startswith("Written: ")) == (0, True)
    told = json.loads(ran(tmp_path, "render", "t.docx", "d.json", "--check", "--json", "--lang", "en").stdout)
    assert [(each["grade"], each["message"]) for each in told["problems"]] == [
        ("Error", "there is no data called “b”"),
        ("Note", "The template does not use “a” of the data."),
    ]
    missing = ran(tmp_path, "render", "t.docx", str(tmp_path / "no.json"), "--check", "--lang", "en")
    assert "[Y01] This file cannot be opened: " in missing.stderr


def test_the_clerks_commands_speak_chinese_on_any_machine(tmp_path: Path) -> None:
    for environment in ({"LANG": "en_US.UTF-8"}, {"REPORTGEN_LANG": "en"}):
        told = ran(tmp_path, "lint", "nosuch.docx", environment=environment)
        assert "找不到文件" in told.stderr
    assert ran(tmp_path, "lint", "--lang", "en", environment={"LANG": "en_US.UTF-8"}).stderr.startswith("用法：")
