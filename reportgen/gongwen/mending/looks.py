"""A run, how it looks and how it should → its properties changed where they depart.

Knows no roles.  All four fonts are written when one departs, without theme attributes, with the hint that makes Word draw
quotes and dashes from the Chinese font (MS-OI29500 §2.1.88).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reportgen.gongwen.lint.model import Document, Run
from reportgen.gongwen.lint.wording import has_chinese
from reportgen.gongwen.style import FONTS, LATIN, font_class
from reportgen.gongwen.typearea import CHARACTER_SPACING
from reportgen.word.names import W
from reportgen.word.paragraphproperties import run_properties_of
from reportgen.word.runproperties import set_fonts, set_property

_AMBIGUOUS = frozenset("“”‘’—…·")


def usual_names(document: Document) -> dict[str, str]:
    """Class → the name that most of the document's text of that class uses; the _GB2312 set where it uses none."""
    counts: Counter[str] = Counter()
    for paragraph in document.everything:
        for run in paragraph.runs:
            if font_class(run.look.chinese):
                counts[run.look.chinese] += len(run.text)
    found = {made.name: made.gb2312 for made in FONTS.values()}
    for name, _ in reversed(counts.most_common()):
        found[font_class(name)] = name
    return found


def mend_fonts(run: Run, wanted: str, names: dict[str, str], done: Counter[str]) -> None:
    """Sets the fonts of a run; ``wanted`` is a class, empty to keep the run's own Chinese font."""
    if run.element is None or not run.text.strip():
        return
    look = run.look
    chinese = names[wanted] if wanted and not _fits(look.chinese, wanted, run.text, names) else look.chinese
    latin = look.latin if look.latin == LATIN or font_class(look.latin) else LATIN
    departs = chinese != look.chinese and has_chinese(run.text)
    hint = look.hint != "eastAsia" and not font_class(look.other) and bool(_AMBIGUOUS & set(run.text))
    foreign = latin != look.latin and any(char.isascii() and char.isalnum() for char in run.text)
    if not (departs or look.themed or hint or foreign):
        return
    fonts = {"ascii": latin, "hAnsi": latin, "cs": latin} | ({"eastAsia": chinese} if chinese else {})
    properties = run_properties_of(run.element)
    set_fonts(properties, fonts)
    held = properties.find(W + "rFonts")
    if held is not None:
        held.set(W + "hint", "eastAsia")
    sentence = f"字体改成{wanted}" if departs else "主题字体改成写明的字体" if look.themed else "西文字体和引号的显示"
    done[sentence] += 1


def _fits(font: str, wanted: str, text: str, names: dict[str, str]) -> bool:
    """Whether a font is of the class and has the document's usual name, or has another because the usual lacks a sign."""
    rare = any(has_chinese(char) and not _common(char) for char in text)
    return font_class(font) == wanted and (font == names[wanted] or rare)


def _common(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def mend_look(run: Run, size: int, *, plain: bool, black: bool, done: Counter[str]) -> None:
    """Sets size, weight and colour of a run where they depart."""
    if run.element is None or not run.text.strip():
        return
    look = run.look
    changes: list[tuple[str, tuple[str, ...], str]] = []
    if look.size != size:
        changes.append(("字号", ("sz", "szCs"), str(size)))
    if plain and look.bold:
        changes.append(("标题不再加粗", ("b", "bCs"), "0"))
    if black and look.colour:
        changes.append(("文字改成黑色", ("color",), "auto"))
    for sentence, keys, value in changes:
        done[sentence] += 1
        for key in keys:
            set_property(run_properties_of(run.element), key, {"val": value})


def mend_spacing(runs: Iterable[Run], done: Counter[str]) -> None:
    """Sets the spacing that lets 28 characters stand in a line."""
    for run in runs:
        if run.element is not None and run.text.strip():
            set_property(run_properties_of(run.element), "spacing", {"val": str(CHARACTER_SPACING)})
            done["字距改成紧缩 0.25 磅，一行 28 字"] += 1


def mend_language(run: Run, done: Counter[str]) -> None:
    """Sets the language of Chinese text to Chinese."""
    foreign = run.look.language and not run.look.language.lower().startswith("zh")
    if run.element is not None and foreign and has_chinese(run.text):
        set_property(run_properties_of(run.element), "lang", {"val": "en-US", "eastAsia": "zh-CN"})
        done["文字的语言改成中文"] += 1
