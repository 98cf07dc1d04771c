"""The relationships and fields of a package → a note for each thing outside of it that Word would fetch, show or start, and
for each thing inside that is no text of its own.

Knows nothing of tags.  Links that a reader clicks are ordinary; a template, picture or object that lies elsewhere is
fetched by Word without being asked, and tells whoever owns the address that the file was opened.  This program fetches
nothing, and leaves them as they are: whether they are meant, the author has to say.  A field that speaks to another
program (DDE) has been used to run commands, and is never meant in an official document: that is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.message import Message, say
from reportgen.ooxml.names import W
from reportgen.ooxml.package import Package, parse_xml, rels_name
from reportgen.problem import Code, Grade, Problem, WordPlace

P25 = Code("P25", "文件引用了外面的模板、图片或程序，或嵌着别的文件（说明或提醒）", "图片“链接到文件”而没有插入", "在 Word 里改成插入；不必改的可以不管")



_ORDINARY = frozenset(("hyperlink",))
_CALLED = {
    "attachedTemplate": say("模板"), "image": say("图片"), "oleObject": say("对象"), "frame": say("框架"), "subDocument": say("子文档"),
    "video": say("视频"), "audio": say("声音"), "mailMergeSource": say("邮件合并的数据源"), "mailMergeHeaderSource": say("邮件合并的数据源"),
}  # fmt: skip
_EMBEDDED = {"aFChunk": say("网页或文件"), "oleObject": say("对象"), "control": say("控件")}
_FETCHING = {
    "INCLUDETEXT": say("文件"), "INCLUDEPICTURE": say("图片"), "LINK": say("对象"),
    "DATABASE": say("数据库"), "IMPORT": say("图片"), "INCLUDE": say("文件"), "RD": say("文件"),
}  # fmt: skip
_STARTING = frozenset(("DDE", "DDEAUTO"))
"""Field types (ECMA-376 Part 1, 17.16.5) that fetch from elsewhere, and those that speak to another program."""


def outside_references(package: Package) -> tuple[Problem, ...]:
    """One note for each relationship that leads out of the file and is no link to click (``TargetMode="External"``), for
    each embedded file, and for each field that fetches; a warning for one that starts a program."""
    return (*_related(package), *_fields(package))


def _related(package: Package) -> tuple[Problem, ...]:
    found = []
    for source in ("", *package.names):
        if rels_name(source) in package:
            for line in package.relationships(source):
                if line.external and line.kind not in _ORDINARY:
                    found.append(_note(source, _CALLED.get(line.kind, say("{kind}", kind=line.kind)), line.target))
                elif not line.external and line.kind in _EMBEDDED:
                    message = say(
                        "文件里嵌着{kind}“{target}”，已原样保留，没有打开", kind=_EMBEDDED[line.kind], target=_shown(line.target)
                    )
                    hint = say("不是有意的，就在 Word 里删去它")
                    found.append(Problem(P25, message, Grade.NOTE, WordPlace(source) if source else None, hint))
    return tuple(found)


def _fields(package: Package) -> Iterator[Problem]:
    for name in package.text_parts:
        data = package.read(name)
        if b"instrText" in data or b"fldSimple" in data:
            for instruction in dict.fromkeys(_instructions(parse_xml(data, name))):
                word, _, rest = instruction.strip().partition(" ")
                if word.upper() in _STARTING:
                    message = say(
                        "文件里有 {field} 域“{target}”，Word 更新域时会去找别的程序", field=word.upper(), target=_shown(rest.strip())
                    )
                    hint = say("公文里用不着，请在 Word 里按 Alt+F9 找到它，删去")
                    yield Problem(P25, message, Grade.WARNING, WordPlace(name), hint)
                elif word.upper() in _FETCHING:
                    yield _note(name, _FETCHING[word.upper()], rest.strip())


def _instructions(root: etree._Element) -> Iterator[str]:
    """What the fields of a part say, each joined over its runs."""
    text = ""
    for element in root.iter(W + "fldChar", W + "instrText", W + "fldSimple"):
        if element.tag == W + "instrText":
            text += element.text or ""
            continue
        if text:
            yield text
        text = ""
        if element.tag == W + "fldSimple":
            yield element.get(W + "instr", "")


def _note(source: str, kind: Message, target: str) -> Problem:
    message = say("文件引用了外面的{kind}“{target}”，已原样保留，没有去取", kind=kind, target=_shown(target))
    hint = say("不是有意的，就在 Word 里断开链接（文件→信息→编辑指向文件的链接），或改成插入")
    return Problem(P25, message, Grade.NOTE, WordPlace(source) if source else None, hint)


def _shown(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
