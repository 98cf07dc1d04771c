"""A Word file → its parts, their types and relationships; a package and some new parts → the bytes of a Word file.

Knows the package conventions (ECMA-376 Part 2) and no word of text.  A package is a value: ``revised`` gives another,
and parts nobody touched stay as their compressed bytes from ``open`` to ``write``.  What is not an ordinary .docx is
refused with its own sentence; a Word template (.dotx) is accepted, and what is written from it is typed as a document,
because Word rejects a .docx that calls itself a template.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.message import Message, say
from reportgen.ooxml.admission import broken_parts, dangling, is_xml, misregistered, refuse_declared
from reportgen.ooxml.archive import MIB, OWN, Limits, ZipEntry, by_name, deflate, read_entries, write_entries
from reportgen.ooxml.macros import macros, without_macros
from reportgen.ooxml.names import TYPES
from reportgen.ooxml.relationships import (
    TYPES_PART,
    ContentTypes,
    Relationship,
    read_relationships,
    read_types,
    rels_name,
    type_of,
)
from reportgen.ooxml.xml_tree import parse_xml, serialise_xml
from reportgen.problem import Code, Grade, Problem, ReportError, WordPlace
from reportgen.storage import read_regular
from reportgen.value_object import ValueObject

if TYPE_CHECKING:
    from reportgen.storage.given import Given

P01 = Code("P01", "文件不存在或打不开", "文件名打错了", "核对文件名和位置，关掉正开着它的程序")
P02 = Code("P02", "文件太大", "几百 MB 的 .docx", "压缩文件里的图片")
P03 = Code("P03", "文件是空的", "0 字节的文件", "重新取一份")
P04 = Code("P04", "不是 Word 文件", "把 .pdf 改名为 .docx", "用 Word 打开原来的文件，另存为 .docx")
P05 = Code("P05", "旧版 Word 文件（.doc、.wps），不是 .docx", "模板.doc", "在 Word 或 WPS 里另存为 .docx")
P06 = Code("P06", "文件设了打开密码", "打开时要输密码的 .docx", "去掉密码，另存")
P15 = Code("P15", "Word 文件缺少内容清单", "普通的 .zip 改名为 .docx", "另选文件；原是 Word 文件的，用 Word 修复后另存")
P16 = Code("P16", "Word 文件缺少正文", "没有 word/document.xml，或里面没有正文的 .docx", "用 Word 修复，另存为 .docx")
P17 = Code("P17", "Word 文件带宏", "模板.docm", "另存为 .docx（不带宏）")
P18 = Code("P18", "“严格”格式的 Word 文件", "存成“严格 Open XML 文档”", "另存为“Word 文档（*.docx）”")
P19 = Code("P19", "是表格、幻灯片或其他办公文件，不是 Word 文件", "表格.xlsx", "另选 Word 文件")
P20 = Code("P20", "Word 模板（.dotx）、没有宏的 .docm 按普通文档写出（说明）", "模板.dotx", "不用改；写出的是 .docx")
P23 = Code("P23", "Word 文件缺少要用的部分", "没有样式表、设置等部分的 .docx", "用 Word 打开，另存为 .docx")

__all__ = [
    "OWN",
    "TYPES_PART",
    "Limits",
    "Package",
    "Relationship",
    "parse_xml",
    "read_relationships",
    "read_types",
    "rels_name",
    "serialise_xml",
]



_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DOCUMENT = f"{_WML}document.main+xml"
_TEMPLATE = f"{_WML}template.main+xml"
_ENABLED = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
"""Types of the main parts of files that may have macros; without any they are read as documents."""
_SAVE_AS = say("请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”再试")
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_FOREIGN = (
    (b"%PDF", say("PDF 文件")),
    (b"{\\rtf", say("RTF 文件")),
    (b"<html", say("网页")),
    (b"<!DOCTYPE html", say("网页")),
    (b"<?xml", say("XML 文件")),
    (b"Rar!", say("RAR 压缩包")),
    (b"7z\xbc\xaf", say("7z 压缩包")),
    (b"\x89PNG", say("图片")),
    (b"\xff\xd8\xff", say("图片")),
)
_TEXT_TYPES = (
    _DOCUMENT,
    f"{_WML}header+xml",
    f"{_WML}footer+xml",
    f"{_WML}footnotes+xml",
    f"{_WML}endnotes+xml",
    f"{_WML}comments+xml",
    "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
    "application/vnd.ms-office.drawingml.diagramDrawing+xml",
    "application/vnd.openxmlformats-package.core-properties+xml",
    "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "application/vnd.openxmlformats-officedocument.custom-properties+xml",
)
_TEXT_ORDER = {kind: number for number, kind in enumerate(_TEXT_TYPES)}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Package(ValueObject):
    """A Word file as its parts.

    ``names`` in the order of the zip; ``main`` the name of the main document part; ``problems`` what is worth saying
    about a file that was accepted all the same.
    """

    names: tuple[str, ...]
    main: str
    types: ContentTypes
    problems: tuple[Problem, ...]
    contents: Mapping[str, ZipEntry | bytes]

    @classmethod
    def open(cls, source: Path | Given | bytes, limits: Limits | None = None, *, drop_macros: bool = False) -> Package:
        """The package in a file or in bytes, rid of its macros if that is wanted.  Raises ``ReportError`` with everything that
        forbids to read it."""
        limits = limits or Limits()
        label = say("这个文件") if isinstance(source, bytes) else say("“{name}”", name=source.name)
        data = _load(source, label, limits) if isinstance(source, Path) else source if isinstance(source, bytes) else source.content
        _refuse_size(len(data), label, limits)
        _refuse_foreign(data, label)
        contents = by_name(read_entries(data, label, limits))
        package = cls(tuple(contents), "", ({}, {}), (), contents)
        return _identified(package, label, drop_macros=drop_macros)

    def __contains__(self, name: object) -> bool:
        return name in self.contents

    def read(self, name: str) -> bytes:
        """The content of a part; inflated each time it is asked for.  Raises ``ReportError`` (P08, P23)."""
        content = self.contents.get(name)
        if content is None:
            message = say("文件里没有“{part}”这一部分，读不出来。", part=name)
            raise ReportError([Problem(P23, message, place=WordPlace(name), hint=_SAVE_AS)])
        return content.inflate() if isinstance(content, ZipEntry) else content

    def head(self, name: str) -> bytes:
        """The first bytes of a part that is there, by which a file within the file is known."""
        content = self.contents[name]
        return content.head(8) if isinstance(content, ZipEntry) else content[:8]

    def content_type(self, name: str) -> str:
        """The content type of a part, empty where none is declared."""
        return type_of(self.types, name)

    def relationships(self, name: str) -> tuple[Relationship, ...]:
        """The relationships of a part in their order; of the package itself where ``name`` is empty."""
        part = rels_name(name)
        if part not in self.contents:
            return ()
        data = self.read(part)
        return _small_relationships(data, part, name) if len(data) < _SMALL else _relationships(data, part, name)

    @property
    def text_parts(self) -> tuple[str, ...]:
        """The parts where tags may stand: document, headers, footers, notes, comments, charts, diagrams, properties;
        after them the relationship parts of those, whose hyperlink targets may hold tags."""
        parts = self.texts_among(self.names)
        return (*parts, *(rels_name(name) for name in parts if rels_name(name) in self.contents))

    def texts_among(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the parts where text may stand, in the order of ``text_parts``, without relationship parts."""
        found = [(_TEXT_ORDER[kind], len(name), name) for name in names if (kind := type_of(self.types, name)) in _TEXT_ORDER]
        return tuple(name for _, _, name in sorted(found))

    def revised(
        self,
        replaced: Mapping[str, bytes],
        added: Mapping[str, bytes] | None = None,
        removed: Collection[str] = frozenset(),
    ) -> Package:
        """Another package: some parts with new content, some more at the end, some gone."""
        added = added or {}
        if strange := [name for name in (*replaced, *removed) if name not in self.contents]:
            raise ValueError(f"no such part: {strange}")
        known = {name.lower() for name in self.names if name not in removed}
        if doubled := [name for name in added if name.lower() in known]:
            raise ValueError(f"part exists: {doubled}")
        kept = {name: replaced.get(name, self.contents[name]) for name in self.names if name not in removed}
        contents: dict[str, ZipEntry | bytes] = {**kept, **added}
        types = read_types(parse_xml(replaced[TYPES_PART], TYPES_PART)) if TYPES_PART in replaced else self.types
        return replace(self, names=tuple(contents), types=types, contents=contents)

    def packed(self, level: int = 4) -> Package:
        """The same with every part compressed, so that writing it again costs no more than joining them."""
        if not any(isinstance(content, bytes) for content in self.contents.values()):
            return self
        contents = {
            name: content if isinstance(content, ZipEntry) else deflate(name, content, level)
            for name, content in self.contents.items()
        }
        return replace(self, contents=contents)

    def write(
        self,
        replaced: Mapping[str, bytes] | None = None,
        added: Mapping[str, bytes] | None = None,
        removed: Collection[str] = frozenset(),
        level: int = 4,
    ) -> bytes:
        """The .docx with these parts; the same parts always give the same bytes.

        ``level`` is zlib's.  6, which is usual, takes from half more to twice the time of 4 for a fifteenth less bytes; 3 makes a
        long report a third larger.
        """
        package = self.revised(replaced or {}, added, removed) if replaced or added or removed else self
        return write_entries(content for content in package.packed(level).contents.values() if isinstance(content, ZipEntry))


def _relationships(data: bytes, part: str, source: str) -> tuple[Relationship, ...]:
    return read_relationships(parse_xml(data, part), source)


_SMALL = 16 * 1024
_small_relationships = lru_cache(maxsize=64)(_relationships)
"""Each part is asked for several times while a file is filled and checked."""


def read_word_file(path: Path) -> Given:
    """A Word file as it is at this moment: whoever needs its bytes and what is in them reads it once.  Raises ``ReportError``."""
    from reportgen.storage.given import Given  # here: a template is read by itself

    return Given(path.name, _load(path, say("“{name}”", name=path.name), Limits()), path)


def _load(path: Path, label: Message, limits: Limits) -> bytes:
    """The bytes of a file, not more than the limit."""
    try:
        _refuse_size(path.stat().st_size, label, limits)
        if path.is_dir():
            raise IsADirectoryError(path)
        return read_regular(path, limits.max_bytes)
    except FileNotFoundError:
        problem = Problem(P01, say("找不到文件{file}。", file=label), hint=say("请检查文件名和所在的文件夹"))
    except IsADirectoryError:
        problem = Problem(P01, say("{file}是文件夹，不是 Word 文件。", file=label), hint=say("请指明文件夹里的哪个文件"))
    except (OSError, ValueError):
        problem = Problem(P01, say("文件{file}打不开。", file=label), hint=say("可能正被别的程序占用，或没有读取的权限"))
    raise ReportError([problem])


def _refuse_size(size: int, label: Message, limits: Limits) -> None:
    if size > limits.max_bytes:
        size_mb, limit_mb = size // 1024 // 1024, limits.max_bytes // 1024 // 1024
        message = say(
            "{file}有{size_mb}MB，超过了上限{limit_mb}MB（max_bytes）。", file=label, size_mb=size_mb, limit_mb=limit_mb
        )
        raise ReportError([Problem(P02, message, hint=say("请先压缩文件里的图片"))])


def _refuse_foreign(data: bytes, label: Message) -> None:
    """What its first bytes show to be something else than a zip."""
    if data.startswith(b"PK\x03\x04"):
        return
    if data.startswith(_OLE2):
        raise ReportError([_old_format(data, label)])
    if not data.strip(b"\x00"):
        hint = say("可能没有下载完或没有复制完，请重新取一份")
        raise ReportError([Problem(P03, say("{file}是空的，里面什么也没有。", file=label), hint=hint)])
    kind = next((kind for start, kind in _FOREIGN if data.lstrip()[:20].lower().startswith(start.lower())), None)
    message = (
        say("{file}是{kind}，不是 Word 文件（.docx）。", file=label, kind=kind)
        if kind
        else say("{file}不是 Word 文件（.docx）。", file=label)
    )
    raise ReportError([Problem(P04, message, hint=_SAVE_AS)])


def _old_format(data: bytes, label: Message) -> Problem:
    """OLE2 holds both the old binary formats and a .docx with a password; its directory names tell which."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        hint = say("请在 Word 或 WPS 里去掉密码，另存后再试")
        return Problem(P06, say("{file}设了打开密码，不能读取。", file=label), hint=hint)
    for stream, kind in (("Workbook", say("旧版 Excel 表格")), ("PowerPoint Document", say("旧版幻灯片"))):
        if stream.encode("utf-16-le") in data:
            return _other_kind(label, kind)
    return Problem(P05, say("{file}是旧版的 Word 或 WPS 文件（.doc、.wps），不能读取。", file=label), hint=_SAVE_AS)


def _other_kind(label: Message, kind: Message) -> Problem:
    message = say("{file}是{kind}，不是 Word 文件（.docx）。", file=label, kind=kind)
    return Problem(P19, message, hint=say("请另选 Word 文件"))


def _identified(package: Package, label: Message, *, drop_macros: bool) -> Package:
    """The package with its types and main part, once it is certain that it is an ordinary Word document."""
    if TYPES_PART not in package:
        if "mimetype" in package and package.read("mimetype").startswith(b"application/vnd.oasis"):
            message = say("{file}是 OpenDocument 文件（.odt 等），不是 Word 文件（.docx）。", file=label)
            raise ReportError([Problem(P19, message, hint=_SAVE_AS)])
        message = say("{file}缺少内容清单（{part}），不是 Word 文件，或已损坏。", file=label, part=TYPES_PART)
        raise ReportError([Problem(P15, message, hint=_SAVE_AS)])
    root = parse_xml(package.read(TYPES_PART), TYPES_PART)
    package = replace(package, types=read_types(root))
    judged = _inflated(package)
    refuse_declared(judged)
    main = _main_part(judged, label)
    package, rid = _rid_of_macros(package, label) if drop_macros else (package, ())
    judged = _inflated(package) if rid else judged
    problems = list(_unsuitable(judged, main, label)) or [*misregistered(judged), *broken_parts(judged, judged.text_parts)]
    if problems:
        raise ReportError(problems)
    lines, told = dangling(judged)
    package = replace(package.revised(lines) if lines else package, main=main, problems=(*rid, *told))
    return _as_document(package, label) if type_of(package.types, main) in (_TEMPLATE, *_ENABLED) else package


_MOST_INFLATED = 8 * MIB


def _inflated(package: Package) -> Package:
    """The same, to be judged only: each part of XML is looked at several times for that, so the first 8 MiB of them are inflated
    once.  One that is damaged stays as it is, and is told when it is read."""
    contents = dict(package.contents)
    left = _MOST_INFLATED
    for name, content in package.contents.items():
        if isinstance(content, ZipEntry) and content.size <= left and is_xml(package, name):
            with suppress(ReportError):
                contents[name] = content.inflate()
                left -= content.size
    return replace(package, contents=contents)


def _rid_of_macros(package: Package, label: Message) -> tuple[Package, tuple[Problem, ...]]:
    changed, gone = without_macros(package)
    if not gone:
        return package, ()
    message = say("{file}带宏（{part}），已按要求去掉，写出的文件里没有宏", file=label, part=min(gone))
    return package.revised(changed, removed=gone), (Problem(P17, message, Grade.NOTE),)


def _main_part(package: Package, label: Message) -> str:
    """The part that the package's ``officeDocument`` relationship names, strict or not."""
    for relationship in package.relationships(""):
        if relationship.kind == "officeDocument":
            if relationship.type.startswith(_STRICT):
                message = say("{file}是“严格 Open XML”格式的 Word 文件，WPS 和本程序都不支持。", file=label)
                raise ReportError([Problem(P18, message, hint=_SAVE_AS)])
            found = {name.lower(): name for name in package.names}.get(relationship.target.lower())
            if found:
                return found
    raise ReportError([Problem(P16, say("{file}里没有正文，不是 Word 文件，或已损坏。", file=label), hint=_SAVE_AS)])


def _unsuitable(package: Package, main: str, label: Message) -> Iterator[Problem]:
    kind = type_of(package.types, main)
    found = macros(package, main)
    if found:
        message = say("{file}带宏（{part}）。宏可能有害，也不应出现在公文里，不予读取。", file=label, part=found[0])
        yield Problem(P17, message, hint=_SAVE_AS)
    others = (("spreadsheetml", say("Excel 表格")), ("presentationml", say("幻灯片")), ("visio", say("Visio 图")))
    for mark, other in others:
        if mark in kind:
            yield _other_kind(label, other)
            return
    if not found and kind not in (_DOCUMENT, _TEMPLATE, *_ENABLED):
        message = (
            say("{file}的正文类型不对（{type}），Word 不会打开这样的文件。", file=label, type=kind)
            if kind
            else say("{file}的正文类型不对（没有写明），Word 不会打开这样的文件。", file=label)
        )
        yield Problem(P16, message, place=WordPlace(main), hint=_SAVE_AS)


def _as_document(package: Package, label: Message) -> Package:
    """The package of a template or the like with the content type of a document."""
    kind = type_of(package.types, package.main)
    root = parse_xml(package.read(TYPES_PART), TYPES_PART)
    for element in root.iter(f"{TYPES}Override", f"{TYPES}Default"):
        if element.get("ContentType") == kind:
            element.set("ContentType", _DOCUMENT)
    message = (
        say("{file}是 Word 模板（.dotx），写出的文件按普通文档（.docx）处理。", file=label)
        if kind == _TEMPLATE
        else say("{file}是可以带宏的格式（.docm、.dotm），里面没有宏，写出的文件按普通文档（.docx）处理。", file=label)
    )
    note = Problem(P20, message, Grade.NOTE)
    return replace(package.revised({TYPES_PART: serialise_xml(root)}), problems=(*package.problems, note))
