"""The template of a workspace → the present one with the office's styles in its place, the old one kept beside it.

Knows neither styles nor tags.  The old file is kept before the new one is written, so that whatever happens in between there is a
template.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.gongwen.templates.upgrade import upgraded
from reportgen.message import say
from reportgen.ooxml.package import Package
from reportgen.problem import Code, Problem, ReportError
from reportgen.storage import place_faults, write_file
from reportgen.storage.given import read_given
from reportgen.workspace.locate import Workspace

W55 = Code("W55", "没有可以升级的模板", "templates/annual 里没有 template.docx，或已经是新的", "不用升级，用的就是新模板")

_KEPT = "（从前的）"
NEW_TAG = "全文"
"""What only a template of now asks for."""


@dataclass(frozen=True, slots=True)
class UpgradedTemplate:
    """Where the new template and the old one are (empty where that was not touched), and what to say of it."""

    path: str
    kept: str
    styles: tuple[str, ...]
    words: tuple[str, ...]


def upgrade_template(root: Path, target: Path | None = None) -> UpgradedTemplate:
    """Raises ``ReportError`` (W55 and what the disk refuses)."""
    workspace = Workspace.open(root)
    path = workspace.templates / "template.docx"
    if not path.is_file():
        hint = say("用的是随程序附带的模板，不用升级；要自己的一份，运行 reportgen 模板 新建 汇报材料")
        raise ReportError([Problem(W55, say("没有 {template}", template=workspace.shown(path)), hint=hint)])
    old = read_given(path)
    package = Package.open(old)
    if NEW_TAG.encode() in package.read(package.main):
        message = say("{template} 已经是新的模板", template=workspace.shown(path))
        raise ReportError([Problem(W55, message, hint=say("不用升级"))])
    made = upgraded(package)
    if target is not None:
        _write(root / target, made.package)
        return UpgradedTemplate(workspace.shown(root / target), "", made.styles, made.words)
    kept = _free(path)
    _write(kept, old.content)
    _write(path, made.package, over=True)
    return UpgradedTemplate(workspace.shown(path), workspace.shown(kept), made.styles, made.words)


def _free(path: Path) -> Path:
    """The first name beside it that nothing has."""
    names = (path.with_name(f"{path.stem}{_KEPT}{number or ''}{path.suffix}") for number in range(1000))
    return next(name for name in names if not name.exists())


def _write(path: Path, data: bytes, *, over: bool = False) -> None:
    if path.exists() and not over:
        message = say("{file} 已经有了，没有覆盖", file=path.name)
        raise ReportError([Problem(W55, message, hint=say("移走它，或换个文件名"))])
    fault = place_faults(path) or write_file(path, data)
    if fault is not None:
        raise ReportError([fault])
