"""Defects planted one by one in clean texts are named by their rules; clean texts of every kind have no finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from gongwen_samples import written
from official_samples import package
from pages import to_pdf
from planted import CLEAN, PLANTED, Planted
from planted_rounds import right_texts, rounds

from reportgen.gongwen.lint import lint
from reportgen.gongwen.templates import KINDS
from reportgen.preview.measure import faults
from reportgen.preview.pages import read_pages

ENOUGH = 130
_KINDS = {"函": "信函格式", "令": "命令（公告）格式", "纪要": "纪要格式", "讲话": "讲话稿", "办法": "规章、手册一类的书稿", "登记表": "表单或别的文件"}


def test_there_are_enough_planted_defects_of_enough_rules() -> None:
    assert len(PLANTED) >= ENOUGH
    assert len({each.code for each in PLANTED}) >= 100
    assert len({each.lines for each in PLANTED}) == len(PLANTED)


@pytest.mark.parametrize("kind", CLEAN)
@pytest.mark.parametrize("margins", ["A", "B"])
def test_a_clean_text_of_any_kind_has_no_finding_and_its_kind_is_told(kind: str, margins: str) -> None:
    verdict = lint(written(CLEAN[kind], margins))
    assert [str(problem) for problem in verdict.every] == []
    assert verdict.kind == _KINDS.get(kind, "")


@pytest.mark.parametrize("each", PLANTED, ids=[f"{number}-{each.code}-{each.kind}" for number, each in enumerate(PLANTED, 1)])
def test_a_planted_defect_is_named_by_its_rule(each: Planted) -> None:
    found = [problem.code for problem in lint(each.data).problems]
    assert each.code in found, found
    assert len(found) <= 3, found


def test_right_texts_of_other_kinds_and_styles_have_no_finding() -> None:
    texts = right_texts()
    assert len(texts) >= 20
    told = {name: [str(problem) for problem in lint(written(lines)).every] for name, lines in texts.items()}
    assert {name: found for name, found in told.items() if found} == {}


@pytest.mark.parametrize("name", rounds())
def test_the_defects_of_a_round_are_named_by_their_rules(name: str) -> None:
    texts, lost = CLEAN | right_texts(), {}
    for each in rounds()[name]:
        found = [problem.code for problem in lint(each.data(texts)).problems]
        if each.code not in found or len(found) > 4:
            lost[each.code, each.old, each.new] = found
    assert lost == {}


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_kinds_are_clean(kind: str) -> None:
    assert [str(problem) for problem in lint(package(kind)).every] == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", KINDS)
def test_the_pages_of_the_shipped_kinds_are_clean(kind: str, tmp_path: Path) -> None:
    assert [str(problem) for problem in faults(read_pages(to_pdf(package(kind), tmp_path).read_bytes()))] == []
