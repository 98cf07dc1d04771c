"""What a proof leaves out to be quick changes nothing of what is written: the text of before is supposed, errors are looked for once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from chart_samples import charted
from pulled_office import ANNUAL, ROOT, basis, retyped, texts, trace, viewed

from reportgen.draft import Kit
from reportgen.dry_run import examine, tried
from reportgen.ooxml.package import Package
from reportgen.problem import Grade, errors
from reportgen.roundtrip.basis import Basis
from reportgen.roundtrip.printed import just_printed, printed
from reportgen.roundtrip.pull import find_edits, read_back, write_certain
from reportgen.storage.given import read_given


def swapped(*pairs: tuple[str, str]) -> bytes:
    def change(text: str) -> str:
        for old, new in pairs:
            text = text.replace(old, new)
        return text

    return retyped(change)


def with_other_last_year() -> Basis:
    """The same year, growing from another figure than when the copy was made: what is worked out prints otherwise."""
    base = basis()
    assert base.last is not None
    (given,) = base.last.inputs
    content = given.content.decode().replace("自营出口: {值: 52.80", "自营出口: {值: 51.80", 1)
    assert content != given.content.decode()
    return Basis.of(base.kit, base.inputs, [replace(given, content=content.encode())])


WORDS, FIGURE = ("摆在突出位置", "摆在更加突出的位置"), ("44.10亿元", "46.10亿元")


@pytest.mark.parametrize("changes", [(WORDS,), (FIGURE,), (FIGURE, WORDS)])
def test_where_the_report_prints_otherwise_than_the_copy_the_text_of_now_is_what_counts(changes: tuple[tuple[str, str], ...]) -> None:
    view, now = viewed(swapped(*changes)), with_other_last_year()
    assert texts(now) != texts(basis())
    pulled = find_edits(view, trace(), now)
    quick, slow = write_certain(pulled, view, now), write_certain(replace(pulled, printed=None), view, now)
    assert quick == slow
    assert len(quick.done) == len(changes)


def test_where_the_copy_is_what_is_printed_nothing_is_printed_for_the_text_of_before(monkeypatch: pytest.MonkeyPatch) -> None:
    view = viewed(swapped(("44.10亿元，同比增长7.8%", "46.10亿元，同比增长12.7%"), WORDS))
    asked: list[object] = []
    tried = Basis.printed
    monkeypatch.setattr(Basis, "printed", lambda self: asked.append(self) or tried(self))
    pulled = find_edits(view, trace(), basis())
    settled = write_certain(pulled, view, basis())
    assert (len(settled.done), settled.waiting) == (2, ())
    assert len(asked) == 1, "all; the figures alone are said"
    asked.clear()
    assert write_certain(replace(pulled, printed=None), view, basis()) == settled
    assert len(asked) == 2


def test_a_report_that_was_just_printed_is_what_its_record_says() -> None:
    made = basis().kit.make(basis().year, draft=True)
    assert just_printed(made.trace.paragraphs) == printed(made.trace.as_json())


def test_an_attempt_is_the_text_of_the_copy_and_becomes_its_file() -> None:
    base = basis()
    attempt = tried(base.kit, base.year)
    made = base.kit.make(base.year, draft=True)
    assert attempt is not None and attempt.rendered.closing is not None
    assert (attempt.paragraphs, attempt.errors(), attempt.rendered.package) == (made.trace.paragraphs, (), b"")
    whole = base.kit.template.render(attempt.printed.context, trace=True, marks={}, files={})
    closed = attempt.rendered.closing().opened
    assert closed is not None
    assert {name: closed.read(name) for name in closed.names} == {name: Package.open(whole.package).read(name) for name in closed.names}
    assert set(closed.names) == set(Package.open(whole.package).names)


@pytest.mark.parametrize("loop", ["{% for 部 in 部分 %}", "{% for 部 in 部分[:1] %}"])
def test_where_charts_are_copied_the_file_is_made_anew_for_its_errors(loop: str) -> None:
    """A chart in a loop has parts of its own, which are made once: what was filled cannot be closed, and the template is asked again."""
    kit = Kit.open(charted("{{ 图表数据|图表 }}", loop, "{{ 部.标题 }}{% endfor %}"), read_given(ANNUAL / "fields.yaml"))
    year = kit.read([read_given(ROOT / "inputs/2024.yaml")], kit.read([read_given(ROOT / "inputs/2023.yaml")]))
    attempt = tried(kit, year)
    assert attempt is not None
    assert (attempt.rendered.closing is None) == (loop == "{% for 部 in 部分 %}")
    found = attempt.errors()
    assert found is not None
    assert Counter(map(str, found)) == Counter(map(str, errors(examine(kit, year).problems)))
    assert {problem.code for problem in found} == {"F27"}, "the template prints headings alone"


def test_an_edit_with_which_no_copy_could_be_given_out_waits_alone_and_says_why() -> None:
    """The errors are looked for in what is to stay; where they forbid it, in each trial."""
    typed_again = ("引进外资3415万美元", "引进外资3415万美元（出口50.20亿元）")
    view = viewed(swapped(typed_again, WORDS, ("现将有关情况汇报如下", "现将主要情况汇报如下")))
    for grade, done, told in ((Grade.WARNING, 3, []), (Grade.ERROR, 2, ["写进去以后就出不了稿："])):
        base = replace(basis(), grades={"C14": grade})
        settled = write_certain(read_back(view, trace(), base, base), view, base, base)
        assert (len(settled.done), [str(edit.reason)[:11] for edit in settled.waiting]) == (done, told)
        assert ("（出口50.20亿元）".encode() in settled.inputs[0].content) is not bool(told)
