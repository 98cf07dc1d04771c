"""Words typed beside a figure of which it is not known yet what it will be, and lists whose names were joined in another way."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import docx
import pytest
from pulled_office import ROOT, kit, pull, retyped, upright

from reportgen.ooxml.package import Package
from reportgen.ooxml.revisions import read_document
from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip.pull import Basis, Settled, read_back, write_certain
from reportgen.storage.given import Given

HERE = "          - 街道产业创新服务站建成运行"
SENTENCE = "固定资产投资【固定资产投资】亿元，再创新高"


@cache
def office() -> Basis:
    """The sample year with a figure printed in a second sentence."""
    text = upright((ROOT / "inputs/2024.yaml").read_text(encoding="utf-8"))
    last = Given("2023.yaml", upright((ROOT / "inputs/2023.yaml").read_text(encoding="utf-8")).encode())
    return Basis.of(kit(), (Given("2024.yaml", text.replace(HERE, f"          - {SENTENCE}。\n{HERE}", 1).encode()),), (last,))


def _reworded(document: Any, paragraph: Any, words: str) -> Any:
    """The file with other words in a paragraph, as the way back reads it."""
    for run in paragraph.runs[1:]:
        run.text = ""
    paragraph.runs[0].text = words
    saved = io.BytesIO()
    document.save(saved)
    return read_document(Package.open(saved.getvalue())).accepted


def pulled(words: str) -> tuple[Settled, str]:
    """The second sentence in other words: what came of it, and the sentence in the input."""
    base = office()
    document = docx.Document(io.BytesIO(base.kit.make(base.year, draft=True).package))
    (paragraph,) = [each for each in document.paragraphs if "再创新高" in each.text]
    text = paragraph.text.replace("固定资产投资44.10亿元，再创新高", words)
    view = _reworded(document, paragraph, text)
    settled = write_certain(read_back(view, dict(base.trace()), base, base), view, base, base)
    text = settled.inputs[0].content.decode()
    return settled, next(line for line in text.splitlines() if "再创新高" in line or "再创佳绩" in line).strip(" -")


@pytest.mark.parametrize("words", ["约46.10亿元", "46.10余亿元", "近46.10亿元"])
def test_words_right_beside_a_figure_in_doubt_wait_for_it(words: str) -> None:
    """Written by themselves they would say of the figure that is there now what was said of another: 约44.10亿元."""
    settled, sentence = pulled(f"固定资产投资{words}，再创新高")
    assert [edit.kind for edit in settled.waiting] == [kinds.FIGURE, kinds.SENTENCE] and sentence == f"{SENTENCE}。"
    assert [len(edit.choices) for edit in settled.waiting][1] == 1


def test_words_elsewhere_in_its_sentence_do_not() -> None:
    settled, sentence = pulled("固定资产投资46.10亿元，再创佳绩")
    assert [edit.kind for edit in settled.waiting] == [kinds.FIGURE] and sentence == f"{SENTENCE}。".replace("新高", "佳绩")


def test_words_beside_a_figure_that_nobody_changed_are_written() -> None:
    settled, sentence = pulled("固定资产投资约44.10亿元，再创新高")
    assert settled.waiting == () and sentence == f"{SENTENCE}。".replace("【固", "约【固")


LISTED = "晴川会展、知远检测、临风供应链等"


@pytest.mark.parametrize("words", ["晴川会展、知远检测和临风供应链", "晴川会展、知远检测以及临风供应链等", "晴川会展与知远检测、临风供应链等"])
def test_names_joined_by_another_word_stay_the_names_they_are(words: str) -> None:
    """Two names joined by 和 had become one name, and the number of them one less."""
    outcome = pull(retyped(lambda text: text.replace(LISTED, words)))
    assert "引进商服企业: [晴川会展, 知远检测, 临风供应链]" in outcome.after
    assert not any(edit.kind == kinds.LIST and edit.is_certain for edit in outcome.pulled.edits)


@pytest.mark.parametrize("words", ["晴川会展、和平检测、临风供应链等", "晴川会展、知远检测、临风与共公司等"])
def test_a_new_name_may_hold_such_a_word(words: str) -> None:
    outcome = pull(retyped(lambda text: text.replace(LISTED, words)))
    assert f"引进商服企业: [{words.removesuffix('等').replace('、', ', ')}]" in outcome.after


GROWN = "规上工业总产值增长【规上工业总产值同比】%，亩均税收再增【技术交易额】亿元"


@pytest.mark.parametrize(
    ("old", "words", "done", "waiting"),
    [
        ("增长6.8%", "下降2.1%", 0, [kinds.FIGURE, kinds.SENTENCE]),
        ("增长6.8%", "增长2.1%", 1, []),
        ("增长6.8%", "稳步增长2.1%", 2, []),
        ("增长6.8%，亩均税收再增", "下降6.8%，亩均税收再增", 0, [kinds.SENTENCE]),
    ],
)
def test_a_figure_is_not_written_without_the_word_of_direction_that_was_changed_with_it(
    old: str, words: str, done: int, waiting: list[str]
) -> None:
    """增长6.8% made 下降2.1%: the sentence cannot be written, and the figure alone would print 增长2.1%, which nobody wrote."""
    text = upright((ROOT / "inputs/2024.yaml").read_text(encoding="utf-8"))
    once = text.replace("，按可比价计算【规上工业总产值|同比】", "")
    assert once != text
    held = once.replace(HERE, f"          - {GROWN}。\n{HERE}", 1)
    base = Basis.of(kit(), (Given("2024.yaml", held.encode()),), office().last.inputs if office().last else ())
    document = docx.Document(io.BytesIO(base.kit.make(base.year, draft=True).package))
    (paragraph,) = [each for each in document.paragraphs if "亩均税收再增" in each.text]
    changed = paragraph.text.replace(f"规上工业总产值{old}", f"规上工业总产值{words}")
    assert changed != paragraph.text
    view = _reworded(document, paragraph, changed)
    settled = write_certain(read_back(view, dict(base.trace()), base, base), view, base, base)
    assert ([edit.kind for edit in settled.waiting], len(settled.done)) == (waiting, done)
    assert all("写" in str(edit.reason) for edit in settled.waiting)
    if waiting:
        assert settled.inputs[0].content == held.encode()
