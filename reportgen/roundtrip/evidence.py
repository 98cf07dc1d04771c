"""Edits that were written, and the report as it was → what vouched for the values that they replaced, and no longer does.

Knows no file.  A source and 已核对 speak of the value beside which they were noted; another value has neither until somebody says
so.  The state is taken back where the value is written (``apply``); the source stays, for it may hold again, and is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.report.load import Report
from reportgen.report.model.grammar import CHECKED, SOURCE, STATE
from reportgen.report.prose import address_of
from reportgen.roundtrip.edits import Edit, SetDatum

B07 = Code(
    "B07",
    "改了的数，来源和核对状态还是原来那个数的（提醒）",
    "领导把 18.62 改成 18.26，旁边还写着 来源: 统计年报.xlsx+P3",
    "找到新数的来源，改“来源”；核对过了再写 状态: 已核对",
)


def outlived(done: Iterable[Edit], before: Report) -> Iterator[Problem]:
    """B07, a line for each value that was changed and had a source or was 已核对."""
    by_origin = {address_of(path): datum for path, datum in before.data.items()}
    changed = dict.fromkeys(step.origin for edit in done for step in edit.steps if isinstance(step, SetDatum))
    for origin in changed:
        datum = by_origin.get(origin)
        if datum is None:
            continue
        source, checked = datum.notes.get(SOURCE, ""), datum.notes.get(STATE, "").strip() == CHECKED
        state = say("，状态已改为“未核对”") if checked else say("")
        if source:
            message = say("“{figure}”改了{state}；来源还写着“{source}”，请核对", figure=datum.label, state=state, source=source)
        elif checked:
            message = say("“{figure}”改了{state}；请补上来源", figure=datum.label, state=state)
        else:
            continue
        yield Problem(B07, message, Grade.WARNING, datum.place, say("新数的来源写在“来源”里，核对过了再写“已核对”"))
