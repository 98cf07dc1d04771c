"""What Jinja or Python say of a fault, in English → a sentence for a clerk.

Knows no places.  Jinja's own words name tokens; the sentences here name what to type.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import DivisionByZero, InvalidOperation

from jinja2.exceptions import SecurityError, TemplateSyntaxError

from reportgen.engine.render.run_xml import ForbiddenCharacter, Unfilterable
from reportgen.message import say
from reportgen.sandbox import UnknownName, is_chinese

_TOKENS = {
    "end of print statement": "“}}”", "end of statement block": "“%}”", "end of template": "标签的结尾", "name": "一个名字",
    "assign": "“=”", "in": "“in”", "comma": "“,”", "rparen": "“)”", "rbracket": "“]”", "colon": "“:”", "pipe": "“|”",
    "integer": "一个数", "float": "一个数", "string": "一段带引号的文字",
}  # fmt: skip

_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(r"expected token '(.+?)', got '(.+?)'"),
        lambda found: say("这里应当是{token}，写的却是{token_2}", token=_token(found[1]), token_2=_token(found[2])),
    ),
    (re.compile(r"[Uu]nexpected '?end of"), lambda found: "表达式没有写完"),
    (
        re.compile(r"[Ee]xpected an expression, got '(.+?)'"),
        lambda found: say("缺少要打印的内容，直接到了{token}", token=_token(found[1])),
    ),
    (re.compile(r"[Uu]nexpected '(.+?)'"), lambda found: say("“{found}”用得不对", found=found[1])),
    (re.compile(r"unexpected char '(.+?)'"), lambda found: say("不认识的字符“{found}”", found=found[1])),
    (re.compile(r"chunk after expression"), lambda found: "表达式后面还有多余的内容"),
    (re.compile(r"cannot assign to '(.+?)'"), lambda found: say("不能给“{found}”赋值", found=found[1])),
)


def syntax_sentence(error: TemplateSyntaxError) -> str:
    """A syntax error of Jinja, as a sentence."""
    message = error.message or ""
    if is_chinese(message):
        return message
    for pattern, sentence in _PATTERNS:
        found = pattern.search(message)
        if found:
            return sentence(found)
    return "写法不对，读不懂"


def runtime_sentence(error: Exception) -> str:
    """What went wrong while a tag was evaluated, as a sentence."""
    if isinstance(error, (UnknownName, ForbiddenCharacter, SecurityError)):
        message = str(error)
        return message if is_chinese(message) else "这个操作不允许"
    if isinstance(error, (ZeroDivisionError, DivisionByZero, InvalidOperation)):
        return "除数是 0，算不出来"
    if isinstance(error, RecursionError):
        return "宏一层套一层，没有尽头"
    if isinstance(error, MemoryError):
        return "结果太大"
    text = str(error)
    if is_chinese(text):
        return text
    if isinstance(error, TypeError):
        return _type_sentence(text)
    return "这里算不出来，请检查数据的类型和写法"


def runtime_advice(error: Exception) -> str:
    """How to mend what went wrong while a tag was evaluated; empty where only the sentence itself can say it."""
    if isinstance(error, (ZeroDivisionError, DivisionByZero, InvalidOperation)):
        return "先核对这项数据；可能是 0 的，在模板里先判断：{% if 数 %}……{% endif %}"
    if isinstance(error, RecursionError):
        return "宏不能没有条件地调用自己"
    if isinstance(error, MemoryError):
        return "检查循环有没有套得太多；确实要这么大的，分成几个文件"
    if isinstance(error, TypeError):
        return _type_advice(str(error))
    if isinstance(error, Unfilterable):
        return "把过滤器写在里面的值上，例如 {{ 名称|upper }}"
    return ""


def _type_advice(text: str) -> str:
    if "unsupported operand" in text or "can only concatenate" in text:
        return '把文字接起来用“~”，例如 {{ 数 ~ "元" }}；要计算的，数据里写成数（不加引号）'
    if "not iterable" in text or "has no len" in text:
        return "在数据里写成列表：[甲, 乙]，或者一行一个“- 甲”"
    return "核对这项数据的写法：数不加引号，列表写成 [甲, 乙]"


def _type_sentence(text: str) -> str:
    found = re.search(r"unsupported operand type\(s\) for (.+?):", text)
    if found:
        return say("两边的数据类型不同，不能用“{found}”计算", found=found[1])
    if "not iterable" in text or "has no len" in text:
        return "这项数据不是列表，不能逐项循环"
    if "not supported between" in text:
        return "两边的数据类型不同，不能比大小"
    if "argument" in text:
        return "过滤器或宏的参数个数不对"
    return "数据的类型不对"


def _token(name: str) -> str:
    return _TOKENS.get(name, say("“{name}”", name=name))
