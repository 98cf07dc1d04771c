"""A word for a kind of document (通知) → its builder, what it is, and a sample of its data.

Knows the kinds, not how they look.  The samples are invented: no such 街道 exists; they fill every optional element
once, so that who sees the filled template sees what is possible.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

from reportgen.gongwen.templates.annual import annual_report, signed_report
from reportgen.gongwen.templates.letter import letter
from reportgen.gongwen.templates.official import official_document


@dataclass(frozen=True, slots=True)
class Kind:
    """A template that can be made: ``build(margins, fonts)`` gives its bytes, ``sample`` its data as YAML."""

    name: str
    summary: str
    build: Callable[[str, str], bytes]
    data: str

    @property
    def sample(self) -> str:
        """The sample's text, which fills the template at once."""
        return files("reportgen.gongwen.templates").joinpath("samples", f"{self.data}.yaml").read_text(encoding="utf-8")


_UPWARD = partial(official_document, upward=True)
KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("汇报材料", "年度汇报材料，单位和日期写在标题下面", annual_report, "annual"),
        Kind("汇报材料-文末署名", "年度汇报材料，署名和日期写在文末", signed_report, "annual"),
        Kind("请示", "公文，上行文：版头有签发人，版记在末页", _UPWARD, "request"),
        Kind("报告", "公文，上行文：版头有签发人，版记在末页", _UPWARD, "report"),
        Kind("通知", "公文，下行文：发文字号居中，版记在末页", official_document, "notice"),
        Kind("函", "公文，信函格式：首页红色双线，发文字号在右", letter, "letter"),
    )
}
"""The kinds by the word that a clerk types, in the order of the list."""
