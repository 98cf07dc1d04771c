"""A document whose roles are known → which kind of text it is, where that decides what may be asked of it.

Knows no rule.  GB/T 9704-2012 cl. 10 has forms of its own for 信函, 命令 and 纪要; a speech has a 称谓 and no signature; a manual
(rules in chapters and articles, a table of contents) and what is no 公文 at all (a form, a résumé, a text without Chinese) are
not judged by the form of a 公文.
"""

from __future__ import annotations

from reportgen.gongwen.document.head import is_kind_mark
from reportgen.gongwen.document.model import DocTable, Role, WordDocument
from reportgen.regex import regex

LETTER, ORDER, MINUTES, SPEECH, MANUAL, FOREIGN = "信函格式", "命令（公告）格式", "纪要格式", "讲话稿", "规章、手册一类的书稿", "表单或别的文件"
UNOFFICIAL = frozenset((MANUAL, FOREIGN))
"""Kinds that the standard does not speak of."""

_SPEECH = regex(r"(?:讲话|致辞|致词|发言|讲话稿|发言稿|主持词|贺词|献词|演讲稿)(?:提纲|稿|材料)?$")
_MANUAL = regex(r"(?:手册|指南|规程|白皮书|汇编|说明书|章程|条例|守则|制度|规定|办法|细则|规则)(?:[（(].{0,20}[）)])?$")
_OTHER = regex(r"(?:简历|履历|合同|合同书|协议|协议书|教案|试卷|试题|新闻稿|论文)(?:[（(].{0,20}[）)])?$")
_NEWS = regex(r"(?:本报|本网|本刊|本台|新华社)[^，。]{0,20}(?:讯|电)|[^，。]{2,20}讯[（(]")
_ABSTRACT, _KEYWORDS = regex(r"摘[\s\u3000]*要(?:$|[:：])"), regex(r"关[\s\u3000]*键[\s\u3000]*[词字][:：]")
"""A paper begins with both."""
_ARTICLE = regex(r"第[〇零一二三四五六七八九十百]+[编章节条][\s\u3000]")
_MARKED = frozenset((Role.MARK, Role.NUMBER, Role.SIGNER, Role.RECIPIENT, Role.SIGNATURE, Role.DATE, Role.COPIES, Role.PRINTED))
_MANY_ARTICLES, _MANY_CONTENTS = 5, 3
_HAN = regex("[\u4e00-\u9fff]+")
_FEW = 30
"""汉字 below which there is nothing to judge."""


def kind_of(document: WordDocument) -> str:
    """One of the kinds of this module, empty for an ordinary text."""
    marks = document.having(Role.MARK)
    ends = "".join(marks[-1].words.split()) if marks else ""
    announced = ends.endswith(("公告", "通告", "公报")) and any("第" in each.words for each in document.having(Role.NUMBER))
    if ends.endswith("令") or announced:
        return ORDER
    if ends.endswith("纪要"):
        return MINUTES
    if _is_letter(document):
        return LETTER
    title = "".join(paragraph.words for paragraph in document.having(Role.TITLE))
    if _SPEECH.search(title) or any(_SPEECH.search(each.words) for each in document.having(Role.SUBTITLE)):
        return SPEECH
    if document.profile == "公文" and any(True for _ in document.having(*_MARKED)):
        return ""
    if _is_manual(document, title):
        return MANUAL
    return FOREIGN if _is_foreign(document) or _is_of_another_trade(document, title) else ""


def is_letter(document: WordDocument) -> bool:
    """Whether the letterhead is that of a 信函 (cl. 10.1): the document number at the right, below a red double rule."""
    return document.kind == LETTER


def below_title(document: WordDocument) -> bool:
    """Whether the document number stands under the title, as pages of the web have it, and no letterhead is there to judge."""
    first = next((each.role for each in document.paragraphs if each.role in (Role.TITLE, Role.NUMBER)), None)
    return first is Role.TITLE and bool(document.having(Role.NUMBER))


def _is_letter(document: WordDocument) -> bool:
    """A mark that is the body's name alone, and a document number at the right, or none and a first page of its own."""
    numbers, marks = document.having(Role.NUMBER), document.having(Role.MARK)
    upward = document.having(Role.TITLE) and document.having(Role.TITLE)[-1].words.endswith(("请示", "报告"))
    if below_title(document) or (upward and not marks):
        return False
    if any(each.layout.align == "right" for each in numbers) and not any(is_kind_mark(each.words) for each in marks):
        return True
    lone = bool(marks) and not any(is_kind_mark(each.words) for each in marks) and not document.having(Role.SIGNER)
    if numbers:
        return lone and any(each.text.startswith("\t") for each in numbers)
    return lone and document.sections[0].first_differs


def _is_manual(document: WordDocument, title: str) -> bool:
    articles = sum(_ARTICLE.match(each.words + " ") is not None for each in document.paragraphs)
    contents = len(document.having(Role.CONTENTS))
    named = _MANUAL.search(title) is not None
    return articles >= _MANY_ARTICLES or contents > _MANY_CONTENTS or (named and articles + contents > 0)


def _is_of_another_trade(document: WordDocument, title: str) -> bool:
    """A contract, a résumé, a paper, a piece of news."""
    first = next((each.words for each in document.paragraphs if each.role is Role.BODY), "")
    words = [each.words for each in document.paragraphs]
    paper = any(map(_ABSTRACT.match, words)) and any(map(_KEYWORDS.match, words))
    return paper or _OTHER.search(title) is not None or _NEWS.match(first) is not None


def _is_foreign(document: WordDocument) -> bool:
    """Hardly any 汉字, or a form: most of what it says stands in tables, and no numbered heading or long paragraph beside."""
    outside = sum(map(_chinese, (each.text for each in document.paragraphs)))
    inside = sum(_chinese(each.text) for block in document.blocks if isinstance(block, DocTable) for each in block.paragraphs)
    every = sum(len(each.text) for each in document.paragraphs)
    if outside + inside < _FEW and every > 4 * (outside + inside):
        return True
    if every > 400 and outside < every // 5:
        return True
    prose = any(len(each.words) > 60 or each.role in (Role.LEVEL_1, Role.LEVEL_2) for each in document.text)
    return inside > 3 * outside and inside > 60 and not prose


def _chinese(text: str) -> int:
    return sum(map(len, _HAN.findall(text)))
