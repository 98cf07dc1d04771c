"""The names under which a template can make values: filters such as ``|富文本``, ``|图片`` and ``|图表``, names such as ``{{ 分页 }}``.

Knows no values: what a filter does is read from ``filters`` when a template first uses one, so that plain reports start
at once.  Each filter has a Chinese and an English name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reportgen.engine.values.base import Break, Value
from reportgen.sandbox import keeps_trace

ENGLISH: Mapping[str, str] = {
    "富文本": "markdown", "字样": "look", "链接": "link", "图片": "picture", "表格": "table", "图表": "chart",
    "子文档": "subdocument",
}  # fmt: skip


def _late(name: str) -> Callable[..., Any]:
    @keeps_trace
    def apply(*args: Any, **named: Any) -> Any:
        from reportgen.engine.values.filters import apply_filter  # imported here: few templates print more than text

        return apply_filter(name, args, named)

    return apply


def _dated(value: Any, picture: str = "") -> str:
    from reportgen.engine.values.dates import (  # imported here: most templates print dates as they were written
        USUAL,
        dated,
    )

    return dated(value, picture or USUAL)


VALUE_FILTERS: Mapping[str, Callable[..., Any]] = {
    name: _late(english) for chinese, english in ENGLISH.items() for name in (chinese, english)
} | {"日期": _dated, "date": _dated}
VALUE_NAMES: Mapping[str, Value] = {
    "分页": Break("page"), "page_break": Break("page"), "分节": Break("section"), "section_break": Break("section"),
    "重新编号": Break("restart"), "restart_numbering": Break("restart"),
}  # fmt: skip
"""Names that a template may print without any data; data of the same name come first."""
