"""Words → the paragraphs that several bodies share: lines with a tag alone, blank lines, conditions, closings.

Knows no kind of document.  A paragraph that holds nothing but ``{% … %}`` vanishes when the template is filled.
"""

from __future__ import annotations

from reportgen.gongwen.signature import CLOSING, CLOSING_DATE, ENCLOSED, ENCLOSED_FIRST, SEALED, SEALED_DATE
from reportgen.gongwen.templates.styles import BODY, ENCLOSED_NEXT, ENCLOSURE, TITLE
from reportgen.gongwen.wordml import paragraph, run, tab


def tag(words: str) -> str:
    """A paragraph that vanishes."""
    return paragraph(BODY, run(words))


def blank() -> str:
    """空一行: a real empty line of the body's pitch."""
    return paragraph(BODY)


def line(style: str, words: str) -> str:
    """A paragraph with one run."""
    return paragraph(style, run(words))


def when(condition: str, *inside: str) -> str:
    """Paragraphs that stand only where the condition holds."""
    return "".join((tag(f"{{% if {condition} %}}"), *inside, tag("{% endif %}")))


def each(loop: str, *inside: str) -> str:
    """Paragraphs that are repeated."""
    return "".join((tag(f"{{% for {loop} %}}"), *inside, tag("{% endfor %}")))


def text_body(name: str = "正文") -> str:
    """Paragraphs, headings of four levels among them: an item of the list is a text, or ``{一级: …}`` to ``{四级: …}``."""
    levels = "".join(
        tag(f"{{% {'elif' if level else 'if'} 段.{key} is defined %}}") + line(str(level + 1), f"{{{{ 段.{key} }}}}")
        for level, key in enumerate(("一级", "二级", "三级", "四级"))
    )
    return each(f"段 in {name}", levels, tag("{% else %}"), line(BODY, "{{ 段 }}"), tag("{% endif %}"))


def enclosure_list(name: str = "附件") -> str:
    """附件说明: a blank line, then one 附件, or several with numbers; wrapped lines stand below the name (cl. 7.3.4)."""
    number = ("{{ loop.index }}.", "{{ 附.名称 }}")
    first = paragraph(ENCLOSED_FIRST, run("附件：" + number[0]), tab(), run(number[1]))
    following = paragraph(ENCLOSED_NEXT, run(number[0]), tab(), run(number[1]))
    one = line(ENCLOSED, "附件：{{ 附.名称 }}")
    several = tag("{% elif loop.first %}") + first + tag("{% else %}") + following
    chosen = tag("{% if loop.length == 1 %}") + one + several + tag("{% endif %}")
    return when(name, blank(), each(f"附 in {name}", chosen))


def enclosures() -> str:
    """附件 pages: 附件1 顶格 on the first line, its title on the third, text as in the body (cl. 7.3.7)."""
    mark = line(ENCLOSURE, "附件{% if 附件|length > 1 %}{{ loop.index }}{% endif %}")
    return each("附 in 附件", mark, blank(), line(TITLE, "{{ 附.名称 }}"), blank(), text_body("附.正文"))


def closing(name: str, date: str) -> str:
    """署名 and 成文日期 below a blank line, ``name`` and ``date`` being expressions; with a seal where 印章 is 有 (cl.
    7.3.5.1, 7.3.5.2)."""
    sealed = line(SEALED, f"{{{{ {name} }}}}") + line(SEALED_DATE, f"{{{{ {date} }}}}")
    plain = line(CLOSING, f"{{{{ {name} }}}}") + line(CLOSING_DATE, f"{{{{ {date} }}}}")
    return "".join((blank(), tag('{% if 印章 == "有" %}'), sealed, tag("{% else %}"), plain, tag("{% endif %}")))
