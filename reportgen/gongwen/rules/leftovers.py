"""What work on a file leaves behind → findings: comments, tracked changes, highlights, hidden text, placeholders, makers.

Knows no form.  The standard is silent about these; a final copy must not carry them, so they ask for a person's look
(提醒), except where they may be meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.gongwen.document.model import DocParagraph, Role, RunLook, WordDocument
from reportgen.gongwen.document.properties import border
from reportgen.gongwen.rules.measures import has_chinese
from reportgen.gongwen.rules.rule import TAGS, Finding, at, at_run, fault, found, rule
from reportgen.gongwen.standard import Strength
from reportgen.message import Message, say
from reportgen.ooxml.names import W
from reportgen.problem import Grade, WordPlace

_PLACEHOLDERS = (
    fault(
        "【[^】]{0,40}待补[^】]{0,40}】|待补(?!充|办|齐|缴|偿|贴)|待定(?=[）】，。]|$)|（此处[^）]{0,20}）",
        say("有待补的内容"),
        say("补上内容"),
    ),
    fault(
        "[×✕]{2,}|(?<![A-Za-z])[XxＸ]{2,}(?![A-Za-z])|20[×xX*]{1,2}年|_{3,}|□{2,}|某某",
        say("有占位的符号"),
        say("换成实际内容"),
    ),
    fault(r"(?<!\*)(?!(?<=20)\*{1,2}年)\*+|＊+", say("有脱敏的星号"), say("定稿前换成实际内容；有意脱敏的不必改"), Grade.NOTE),
)
_MAKERS = {
    "creator": say("作者"),
    "lastModifiedBy": say("最后修改的人"),
    "Company": say("单位"),
    "Manager": say("主管"),
}

_LINED = frozenset((
    Role.MARK, Role.NUMBER, Role.SIGNER, Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY, Role.COPIES, Role.PRINTED, Role.OTHER,
))  # fmt: skip
"""What a red rule or the rules of a 版记 may hang on."""
_EFFECTS = {
    "em": say("着重号"), "bdr": say("文字边框"), "outline": say("空心字"), "shadow": say("阴影字"), "emboss": say("阳文"), "imprint": say("阴文"),
}  # fmt: skip


@rule("G120", "实务（清稿）", Strength.NORMAL)
def changes(document: WordDocument) -> Iterator[Finding]:
    """定稿没有修订痕迹和批注。
    为什么：修订和批注会随文件发出去，别人看得到改过什么、谁改的。
    例：审阅→接受所有修订，删除所有批注，关闭“修订”。
    """
    for place in document.changes:
        yield Finding(say("有没有接受的修订"), place, say("审阅→接受→接受所有修订"))
    for place in document.comments:
        yield Finding(say("有批注"), place, say("审阅→删除→删除文档中的所有批注"))
    if document.settings.tracking:
        yield Finding(say("“修订”还开着"), WordPlace("word/document.xml"), say("审阅→修订，关闭"))


@rule("G121", "实务（清稿）", Strength.NORMAL)
def marks(document: WordDocument) -> Iterator[Finding]:
    """定稿没有突出显示（荧光笔）、底纹、隐藏文字和删除线。
    为什么：这些是改稿时做的记号；隐藏文字打印不出来，但发出去的文件里还在。
    例：没核对的数字标了黄。
    """
    for paragraph in document.everything:
        for run in paragraph.runs:
            look = run.look
            for there, mark in (
                (look.highlight, say("突出显示")),
                (look.shading and not paragraph.place.table, say("底纹")),
                (look.hidden, say("隐藏文字")),
                (look.strike, say("删除线")),
            ):
                if there and run.text.strip():
                    yield Finding(
                        say("有{mark}", mark=mark), at_run(paragraph, run), say("核对后去掉{mark}", mark=mark)
                    )


@rule("G122", "实务（清稿）", Strength.NORMAL)
def placeholders(document: WordDocument) -> Iterator[Finding]:
    """定稿没有待补、××、XX、模板标签等占位的内容。
    为什么：占位的内容印出去就是差错；星号多是有意脱敏，带控制标签的文件就是模板，这两种只作说明。
    例：“同比增长XX%”“【待补：研发费用投入】”。
    """
    yield from found(document.everything, _PLACEHOLDERS)
    tags = [(paragraph, match) for paragraph in document.everything for match in TAGS.finditer(paragraph.text)]
    message = say("这是没有填的模板，只查页面、页码和字体名称") if document.template else say("有没有填的模板标签")
    for paragraph, match in tags:
        grade = Grade.NOTE if document.template else None
        yield Finding(message, at(paragraph, match.start(), match.end()), say("填好模板，再查成品"), grade)


@rule("G123", "实务（清稿）", Strength.PRACTICE)
def makers(document: WordDocument) -> Iterator[Finding]:
    """文件属性里不留个人姓名和软件名。
    为什么：文件发出去，谁都看得到作者、最后修改的人；程序名会露出稿子是怎么来的。
    例：作者“张三”、最后修改的人“Administrator”。
    """
    words = "".join(paragraph.text for paragraph in document.everything)
    for key, label in _MAKERS.items():
        value = document.settings.makers.get(key, "")
        if value and value not in words and not (document.template and "{{" in value):
            part = "docProps/app.xml" if key in ("Company", "Manager") else "docProps/core.xml"
            yield Finding(
                say("文件属性里的{property}是“{maker}”", property=label, maker=value[:40]),
                WordPlace(part),
                say("文件→信息→检查文档→删除个人信息"),
            )


@rule("G124", "实务（字形）", Strength.PRACTICE)
def slanted(document: WordDocument) -> Iterator[Finding]:
    """正文不用斜体、下划线、着重号和空心、阴影等花样。
    为什么：标准没有这两种字形；中文斜体是软件硬拉斜的，下划线多是填空留下的。
    例：“实现____万元”的下划线应当填上数字再去掉。
    """
    for paragraph in document.everything:
        if _boxes(paragraph):
            yield Finding(say("段落有边框"), at(paragraph), say("段落→边框→无"))
        for run in paragraph.runs:
            if run.look.vertical and len(run.text.strip()) > 1 and has_chinese(run.text):
                yield Finding(say("文字是上标或下标"), at_run(paragraph, run), say("字体→去掉上标、下标"))
            for there, mark in ((run.look.italic, say("斜体")), (run.look.underline, say("下划线")), *_effects(run.look)):
                if there and run.text.strip():
                    yield Finding(say("有{mark}", mark=mark), at_run(paragraph, run), say("去掉{mark}", mark=mark))


def _boxes(paragraph: DocParagraph) -> bool:
    """Whether lines are drawn around or beside a paragraph that has none by the standard."""
    sides = paragraph.element.find(f"{W}pPr/{W}pBdr")
    lined = paragraph.role not in _LINED and not paragraph.place.table and not paragraph.boxed and not paragraph.empty
    return lined and sides is not None and any(map(border, sides))


def _effects(look: RunLook) -> tuple[tuple[bool, Message], ...]:
    return tuple((name in look.effects, words) for name, words in _EFFECTS.items())
