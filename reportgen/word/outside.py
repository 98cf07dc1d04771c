"""The relationships of a package → a note for each thing outside of it that Word would fetch or show.

Knows nothing of tags.  Links that a reader clicks are ordinary; a template, picture or object that lies elsewhere is
fetched by Word without being asked, and tells whoever owns the address that the file was opened.  This program fetches
nothing, and leaves them as they are: whether they are meant, the author has to say.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.problem import Code, Grade, Problem, WordPlace
from reportgen.word.package import Package, rels_name

CODES: Mapping[str, Code] = {
    "P25": Code("文件引用了外面的模板、图片或对象（说明）", "图片“链接到文件”而没有插入", "在 Word 里改成插入；不必改的可以不管"),
}

_ORDINARY = frozenset(("hyperlink",))
_CALLED = {
    "attachedTemplate": "模板", "image": "图片", "oleObject": "对象", "frame": "框架", "subDocument": "子文档",
    "video": "视频", "audio": "声音", "mailMergeSource": "邮件合并的数据源", "mailMergeHeaderSource": "邮件合并的数据源",
}  # fmt: skip


def outside_references(package: Package) -> tuple[Problem, ...]:
    """One note for each relationship that leads out of the file and is no link to click (``TargetMode="External"``)."""
    found = []
    for source in ("", *package.names):
        if rels_name(source) in package:
            for line in package.relationships(source):
                if line.external and line.kind not in _ORDINARY:
                    found.append(_note(source, line.kind, line.target))
    return tuple(found)


def _note(source: str, kind: str, target: str) -> Problem:
    shown = target if len(target) <= 60 else target[:60] + "…"
    message = f"文件引用了外面的{_CALLED.get(kind, kind)}“{shown}”，已原样保留，没有去取"
    hint = "不是有意的，就在 Word 里断开链接（文件→信息→编辑指向文件的链接），或改成插入"
    return Problem("P25", message, Grade.NOTE, WordPlace(source) if source else None, hint)
