"""A package → a note for each thing outside of it that Word would fetch, show or start, and for each thing inside that is no
text of its own.

Knows nothing of tags.  Links that a reader clicks are ordinary while they lead to the web or to a mail; one to a file or another
program is told.  A template, picture or object that lies elsewhere is fetched by Word without being asked, and tells whoever
owns the address that the file was opened.  This program fetches nothing, and leaves them as they are: whether they are meant,
the author has to say.  A field that speaks to another program (DDE) has been used to run commands, and is never meant in an
official document: that is refused, as a link that runs code is, and as a field is whose name other fields make up, since it may be
the same.  The same is asked of a finished file, since data may make a field or a link as well as
a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote

from lxml import etree

from reportgen.message import Message, say
from reportgen.ooxml.names import V, W
from reportgen.ooxml.package import Package, Relationship, parse_xml, rels_name
from reportgen.problem import Code, Grade, Problem, ReportError, WordPlace
from reportgen.regex import regex

P25 = Code("P25", "文件引用了外面的模板、图片或程序，或嵌着别的文件（说明或提醒）", "图片“链接到文件”而没有插入", "在 Word 里改成插入；不必改的可以不管")

_CALLED = {
    "attachedtemplate": say("模板"), "image": say("图片"), "oleobject": say("对象"), "frame": say("框架"), "subdocument": say("子文档"),
    "video": say("视频"), "audio": say("声音"), "mailmergesource": say("邮件合并的数据源"), "mailmergeheadersource": say("邮件合并的数据源"),
}  # fmt: skip
_EMBEDDED = {
    "afchunk": say("网页或文件"), "oleobject": say("对象"), "control": say("控件"), "extensibility": say("自定义界面"), "customui": say("自定义界面"),
    "webextension": say("网络加载项"), "webextensiontaskpanes": say("网络加载项"),
}  # fmt: skip
_LOADED = frozenset(("extensibility", "customui", "webextension", "webextensiontaskpanes"))
"""What acts by itself when the file is opened."""
_FETCHING = {
    "INCLUDETEXT": say("文件"), "INCLUDEPICTURE": say("图片"), "LINK": say("对象"),
    "DATABASE": say("数据库"), "IMPORT": say("图片"), "INCLUDE": say("文件"), "RD": say("文件"),
}  # fmt: skip
_STARTING = frozenset(("DDE", "DDEAUTO"))
"""Field types (ECMA-376 Part 1, 17.16.5) that fetch from elsewhere, and those that speak to another program."""
_WEB = frozenset(("http", "https", "mailto", "ftp", "tel"))
_RUNNING = frozenset(
    "javascript vbscript livescript jscript data mhtml mk its shell search search-ms hcp res jar view-source x-usc wscript".split()
)
"""Schemes that carry something out, beside all that begin with ``ms-`` (``ms-word:``, ``ms-msdt:``)."""
_PROGRAMS = tuple(
    ".exe .com .bat .cmd .scr .pif .lnk .url .js .jse .vbs .vbe .wsf .wsh .ps1 .hta .msi .msc .cpl .jar .chm .reg .scf "
    ".application .docm .dotm .xlsm .pptm .iso .vhd .sh .desktop .app .command".split()
)
_ACTING = frozenset(("attachedtemplate", "oleobject", "frame", "subdocument"))
"""What Word takes in with all that acts in it: a template from the net brings its macros."""
_O = "{urn:schemas-microsoft-com:office:office}"
_VML = "urn:schemas-microsoft-com:vml"
_NAMESPACE = regex(rb"(?::([^\s=]+))?\s*=\s*[\"']([^\"'<>]*)[\"']")
"""What follows ``xmlns`` where it declares a namespace."""
_FETCHED = ("src", f"{_O}href", f"{_O}althref")
"""Attributes of VML that name a picture at an address (ECMA-376 Part 4, 14.1.2.5 and 14.2.2)."""


def outside_references(package: Package) -> tuple[Problem, ...]:
    """One note for each relationship that leads out of the file and is no link to click (``TargetMode="External"``), for
    each embedded file, and for each field that fetches; a warning for one that starts a program."""
    drawings = (name for name in package.names if "vmldrawing" in package.content_type(name).lower())
    within = _within(package, (*_worded(package), *drawings))
    return (*_related(package, ("", *package.names)), *within, *_pictured(package, package.names))


def _worded(package: Package) -> tuple[str, ...]:
    """The parts where fields and drawings may stand: those that are filled in, and the building blocks, which are not."""
    blocks = (name for name in package.names if package.content_type(name).lower().endswith("document.glossary+xml"))
    return (*package.text_parts, *blocks)


def new_references(finished: Package, template: Package, changed: Iterable[str]) -> tuple[Problem, ...]:
    """What the same question finds in the parts of a finished file that were filled in, and not in its template."""
    names = frozenset(changed)
    linked = any(name.endswith(".rels") for name in names)
    sources = [source for source in ("", *finished.names) if rels_name(source) in names] if linked else []
    drawings = (name for name in names if "vmldrawing" in finished.content_type(name).lower())
    texts = (*finished.texts_among(names), *sorted(drawings))
    found = (*_related(finished, sources), *_within(finished, texts), *_pictured(finished, names))
    return tuple(problem for problem in dict.fromkeys(found) if problem not in outside_references(template)) if found else ()


def _related(package: Package, sources: Iterable[str]) -> Iterator[Problem]:
    for source in sources:
        if rels_name(source) in package:
            for line in package.relationships(source):
                yield from _line(source, line)


def _line(source: str, line: Relationship) -> Iterator[Problem]:
    place = WordPlace(source) if source else None
    kind = line.kind.lower()
    if kind == "hyperlink" and (line.external or _leads_out(line.target)):
        yield from _link(source, line.target)
    elif line.external:
        yield from _fetched(source, kind, _CALLED.get(kind, say("{kind}", kind=line.kind)), line.target)
    elif kind in _EMBEDDED:
        message = say("文件里嵌着{kind}“{target}”，已原样保留，没有打开", kind=_EMBEDDED[kind], target=_shown(line.target))
        hint = say("不是有意的，就在 Word 里删去它")
        yield Problem(P25, message, Grade.WARNING if kind in _LOADED else Grade.NOTE, place, hint)


def _link(source: str, target: str) -> Iterator[Problem]:
    """An error for a link that runs something, a warning for one that leads to a file of some machine or to a program; none for
    the web, a mail, a place in this file, or a text beside it."""
    place = WordPlace(source) if source else None
    hint = say("不是有意的，请在 Word 里取消这个链接")
    if _runs(target):
        message = say("文件里有通向“{target}”的链接，点一下就会运行代码或别的程序，没有照做", target=_shown(target))
        yield Problem(P25, message, Grade.ERROR, place, say("请在 Word 里取消这个链接"))
    elif _leads_out(target):
        message = say("文件里有通向“{target}”的链接，点一下就会打开别处的文件或程序", target=_shown(target))
        yield Problem(P25, message, Grade.WARNING, place, hint)


def _fetched(source: str, kind: str, called: Message, target: str) -> Iterator[Problem]:
    """What Word fetches without being asked: worse than a link where it runs something, or shows another machine who opened it."""
    if _runs(target) and not plain_address(target).lower().startswith("data:image/"):
        yield from _link(source, target)
    elif (_scheme(target) not in _WEB and _is_of_a_machine(target)) or (kind in _ACTING and _scheme(target) in _WEB):
        yield replace(_note(source, called, target), grade=Grade.WARNING)
    else:
        yield _note(source, called, target)


def plain_address(target: str) -> str:
    """An address as programs read it: blanks and signs without width are left out, ``%6A`` is a letter."""
    return unquote("".join(char for char in target if char.isprintable() and not char.isspace() and not _has_no_width(char)))


def _scheme(target: str) -> str:
    """What stands before the first colon, in small letters; empty where the address has none."""
    scheme, colon, _ = plain_address(target).partition(":")
    return scheme.lower() if colon and not set(scheme) & set("/\\#?") else ""


def _runs(target: str) -> bool:
    """Whether an address is carried out rather than opened: a script, a page within a file, a program called by its scheme."""
    scheme = _scheme(target)
    return scheme in _RUNNING or scheme.startswith("ms-")


def _is_of_a_machine(target: str) -> bool:
    r"""Whether an address names another machine without the web: ``\\\\host``, ``file://host``, ``smb:``."""
    plain = plain_address(target).replace("\\", "/").lower()
    remote = plain.startswith("file://") and not plain.startswith("file:///")
    return plain.startswith("//") or remote or plain.startswith(("file:////", "smb:", "nfs:", "dav:", "davs:", "ldap:"))


def _leads_out(target: str) -> bool:
    plain = plain_address(target)
    path = plain.partition("#")[0].partition("?")[0].lower()
    away = bool(_scheme(target)) and _scheme(target) not in _WEB
    return away or plain.startswith(("\\\\", "//", "\\/", "/\\")) or (not _scheme(target) and path.endswith(_PROGRAMS))


def _within(package: Package, names: Iterable[str]) -> Iterator[Problem]:
    for name in names:
        data = package.read(name)
        if may_refer(data):
            root = parse_xml(data, name)
            for instruction in dict.fromkeys(_instructions(root)):
                yield from _field(name, instruction)
            yield from dict.fromkeys(_drawn(root, name))


def _pictured(package: Package, names: Iterable[str]) -> Iterator[Problem]:
    """What a drawing of lines (SVG) leads to or runs; one that is no XML is no picture of ours, and is shown by nobody."""
    for name in names:
        if not package.content_type(name).lower().startswith("image/svg"):
            continue
        try:
            root = parse_xml(package.read(name), name)
        except ReportError:
            continue
        for target in dict.fromkeys(_led_to(root)):
            yield from () if _scheme(target) == "data" else _link(name, target)
        if any(map(_acts, root.iter("{*}*"))):
            message = say("图片里有代码，Word 不会运行")
            yield Problem(P25, message, Grade.WARNING, WordPlace(name), say("请换一张普通的图片"))


def _led_to(root: etree._Element) -> Iterator[str]:
    for element in root.iter("{*}*"):
        yield from (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == "href")


def _acts(element: etree._Element) -> bool:
    """Whether an element of a drawing is code, or has some for a click."""
    return str(element.tag).endswith("}script") or any(str(key).startswith("on") for key in element.attrib)


def may_refer(data: bytes) -> bool:
    """Whether a field or a VML picture may stand in a part."""
    return b"instrText" in data or b"fldSimple" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")) or _may_be_drawn(data)


def _may_be_drawn(data: bytes) -> bool:
    """Whether VML may stand in a part: most parts declare its namespace and use it nowhere, and to read them takes longer than to
    fill them.  A name that is written with references counts as that of VML."""
    declared = {found.groups() for piece in data.split(b"xmlns")[1:] if (found := _NAMESPACE.match(piece))}
    for prefix, address in declared:
        if (address == _VML.encode() or b"&" in address) and (not prefix or b"<" + prefix + b":" in data):
            return True
    return False


def _field(name: str, instruction: str) -> Iterator[Problem]:
    """What is to be said of a field: its first word may stand between quotes, and any blank ends it."""
    word, rest = _first_word(instruction)
    if word in _STARTING:
        message = say("文件里有 {field} 域“{target}”，Word 更新域时会运行别的程序，没有照做", field=word, target=_shown(rest))
        yield Problem(P25, message, Grade.ERROR, WordPlace(name), say("公文里用不着，请在 Word 里按 Alt+F9 找到它，删去"))
    elif word in _FETCHING:
        targets = _addresses(rest)
        worst = max(targets, key=lambda target: (_runs(target), _is_of_a_machine(target)), default=rest)
        yield from _fetched(name, "", _FETCHING[word], rest if not (_runs(worst) or _is_of_a_machine(worst)) else worst)
    elif word == "HYPERLINK":
        for target in _addresses(rest):
            yield from _link(name, target)
    elif word == _MADE:
        message = say("文件里有一个域，域名是由别的域拼成的“{target}”，看不出会做什么，没有照做", target=_shown(rest))
        yield Problem(P25, message, Grade.ERROR, WordPlace(name), say("公文里用不着，请在 Word 里按 Alt+F9 找到它，删去"))


def _first_word(instruction: str) -> tuple[str, str]:
    visible = "".join(char if char.isprintable() else " " for char in instruction if not _has_no_width(char)).strip()
    if visible.startswith('"'):
        word, _, rest = visible[1:].partition('"')
    else:
        word, rest = (*visible.split(maxsplit=1), "", "")[:2]
    return word.strip().upper(), rest.strip()


_WORDS = regex(r'"((?:[^"\\]|\\.)*)"?|(\S+)')
_SWITCH = regex(r"\\[a-zA-Z*@#!]")
_TAKING = frozenset(("\\l", "\\o", "\\t", "\\*", "\\@", "\\#", "\\c", "\\f"))
"""Switches of a field that take the next word (a place in the file, a tip, a frame, a format)."""


def _addresses(rest: str) -> list[str]:
    """The words of a field that are no switch and belong to none; a backslash is written twice in a field, and often once."""
    found: list[str] = []
    taken = False
    for match in _WORDS.finditer(rest):
        word = match[2] if match[1] is None else match[1]
        is_switch = match[1] is None and _SWITCH.fullmatch(word) is not None
        if not is_switch and not taken and word:
            found.append(word.replace("\\\\", "\\") if word.startswith("\\\\\\\\") or not word.startswith("\\\\") else word)
        taken = is_switch and word.lower() in _TAKING
    return found


def _has_no_width(char: str) -> bool:
    return char in "\u200b\u200c\u200d\u2060\ufeff\u00ad"


_MADE = "（域）"
"""Stands for the name of a field that other fields make up."""


def _instructions(root: etree._Element) -> Iterator[str]:
    """What the fields of a part say, each joined over its runs; a field within another one's instruction apart from it."""
    opened: list[str] = []
    for element in root.iter(W + "fldChar", W + "instrText", W + "fldSimple"):
        kind = element.get(W + "fldCharType")
        if element.tag == W + "fldSimple":
            yield element.get(W + "instr", "")
        elif element.tag == W + "instrText":
            opened[-1:] = [(opened[-1] if opened else "") + (element.text or "")]
        elif kind == "begin":
            if opened and not opened[-1].strip():
                opened[-1] = f"{_MADE} "
            opened.append("")
        elif opened:
            said = opened.pop()
            yield said
            opened += ["\\ended "] if kind == "separate" else []
    yield from opened


def _drawn(root: etree._Element, name: str) -> Iterator[Problem]:
    """Pictures at an address and links that VML names without a relationship."""
    for element in root.iter(f"{V}*"):
        for attribute in _FETCHED:
            if target := (element.get(attribute) or "").strip():
                yield from _fetched(name, "image", say("图片"), target)
        yield from _link(name, element.get("href") or "")


def _note(source: str, kind: Message, target: str) -> Problem:
    message = say("文件引用了外面的{kind}“{target}”，已原样保留，没有去取", kind=kind, target=_shown(target))
    hint = say("不是有意的，就在 Word 里断开链接（文件→信息→编辑指向文件的链接），或改成插入")
    return Problem(P25, message, Grade.NOTE, WordPlace(source) if source else None, hint)


def _shown(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
