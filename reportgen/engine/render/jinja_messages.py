"""What Jinja or Python say of a fault, in English → a sentence for a clerk.

Knows no places.  Jinja's own words name tokens; the sentences here name what to type.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import DivisionByZero, InvalidOperation

from jinja2.exceptions import SecurityError, TemplateSyntaxError

from reportgen.engine.render.run_xml import ForbiddenCharacter, Unfilterable
from reportgen.message import NOTHING, Message, said_by, say
from reportgen.problem import Code
from reportgen.regex import regex
from reportgen.sandbox import UnknownName
from reportgen.sandbox.figures import NoNumber

R01 = Code("R01", "模板要的数据没有", "模板里写 {{ 标体 }}，数据里是“标题”", "{{ 标题 }}，或在数据里补上")

_TOKENS = {
    "end of print statement": say("“}}}}”"), "end of statement block": say("“%}}”"), "end of template": say("标签的结尾"),
    "name": say("一个名字"),
    "assign": say("“=”"), "in": say("“in”"), "comma": say("“,”"), "rparen": say("“)”"),
    "rbracket": say("“]”"), "colon": say("“:”"), "pipe": say("“|”"),
    "integer": say("一个数"), "float": say("一个数"), "string": say("一段带引号的文字"),
}  # fmt: skip

_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Message]], ...] = (
    (
        regex(r"expected token '(.+?)', got '(.+?)'"),
        lambda found: say("这里应当是{expected}，写的却是{written}", expected=_token(found[1]), written=_token(found[2])),
    ),
    (regex(r"[Uu]nexpected '?end of"), lambda found: say("表达式没有写完")),
    (
        regex(r"[Ee]xpected an expression, got '(.+?)'"),
        lambda found: say("缺少要打印的内容，直接到了{token}", token=_token(found[1])),
    ),
    (regex(r"[Uu]nexpected '(.+?)'"), lambda found: say("“{sign}”用得不对", sign=found[1])),
    (regex(r"unexpected char '(.+?)'"), lambda found: say("不认识的字符“{sign}”", sign=found[1])),
    (regex(r"chunk after expression"), lambda found: say("表达式后面还有多余的内容")),
    (regex(r"cannot assign to '(.+?)'"), lambda found: say("不能给“{name}”赋值", name=found[1])),
)


def syntax_sentence(error: TemplateSyntaxError) -> Message:
    """A syntax error of Jinja, as a sentence."""
    if said := said_by(error):
        return said
    message = error.message or ""
    for pattern, sentence in _PATTERNS:
        found = pattern.search(message)
        if found:
            return sentence(found)
    return say("写法不对，读不懂")


def runtime_sentence(error: Exception) -> Message:
    """What went wrong while a tag was evaluated, as a sentence."""
    if isinstance(error, (UnknownName, ForbiddenCharacter, SecurityError)):
        return said_by(error) or say("这个操作不允许")
    if isinstance(error, (ZeroDivisionError, DivisionByZero, InvalidOperation)):
        return say("除数是 0，算不出来")
    if isinstance(error, RecursionError):
        return say("宏一层套一层，没有尽头")
    if isinstance(error, MemoryError):
        return say("结果太大")
    if said := said_by(error):
        return said
    if isinstance(error, TypeError):
        return _type_sentence(str(error))
    return say("这里算不出来，请检查数据的类型和写法")


def runtime_advice(error: Exception) -> Message:
    """How to mend what went wrong while a tag was evaluated; empty where only the sentence itself can say it."""
    if isinstance(error, (ZeroDivisionError, DivisionByZero, InvalidOperation)):
        return say("先核对这项数据；可能是 0 的，在模板里先判断：{{% if 数 %}}……{{% endif %}}")
    if isinstance(error, RecursionError):
        return say("宏不能没有条件地调用自己")
    if isinstance(error, MemoryError):
        return say("检查循环有没有套得太多；确实要这么大的，分成几个文件")
    if isinstance(error, TypeError):
        return _type_advice(str(error))
    if isinstance(error, NoNumber):
        return say("数据里只写数，单位和“约”“近”写在模板里；没有数时另印什么，写 {{% if %}}，或写在括号里：|int(0)")
    if isinstance(error, Unfilterable):
        return say("把过滤器写在里面的值上，例如 {{{{ 名称|upper }}}}")
    return NOTHING


def _type_advice(text: str) -> Message:
    if "unsupported operand" in text or "can only concatenate" in text:
        return say('把文字接起来用“~”，例如 {{{{ 数 ~ "元" }}}}；要计算的，数据里写成数（不加引号）')
    if "not iterable" in text or "has no len" in text:
        return say("在数据里写成列表：[甲, 乙]，或者一行一个“- 甲”")
    return say("核对这项数据的写法：数不加引号，列表写成 [甲, 乙]")


def _type_sentence(text: str) -> Message:
    found = re.search(r"unsupported operand type\(s\) for (.+?):", text)
    if found:
        return say("两边的数据类型不同，不能用“{operator}”计算", operator=found[1])
    if "not iterable" in text or "has no len" in text:
        return say("这项数据不是列表，不能逐项循环")
    if "not supported between" in text:
        return say("两边的数据类型不同，不能比大小")
    if "argument" in text:
        return say("过滤器或宏的参数个数不对")
    return say("数据的类型不对")


def _token(name: str) -> Message:
    return _TOKENS.get(name, say("“{sign}”", sign=name))
