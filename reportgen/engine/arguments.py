"""What a program passes to the engine's door → the same in the types that the engine knows, or a problem that says what is wanted.

Knows no template.  A template's author reads sentences about tags; whoever calls the engine reads these, and not an error from
the depth of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from reportgen.message import Message, say
from reportgen.problem import Code, Problem, ReportError

R14 = Code(
    "R14", "程序调用时传来的类型不对，或文件不能写到那里", "template.render(None)", 'template.render({"标题": "汇报材料"})'
)


def wrong(message: Message, hint: Message) -> ReportError:
    """To be raised."""
    return ReportError([Problem(R14, message, hint=hint)])


def kind_of(thing: object) -> str:
    """What Python calls the type of a thing."""
    return type(thing).__name__


def source_of(source: object) -> Path | bytes:
    """A path or bytes; what can be read is read.  Raises ``ReportError`` (R14)."""
    if isinstance(source, (str, PathLike)):
        return Path(source)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    read = getattr(source, "read", None)
    content = read() if callable(read) else None
    if isinstance(content, bytes):
        return content
    message = say("模板要传文件的路径、内容（bytes）或打开的二进制文件，这里传的是 {type}", type=kind_of(source))
    raise wrong(message, say('例如 Template.open("模板.docx")'))


def filters_of(filters: object) -> Mapping[str, Callable[..., Any]]:
    """Names and functions.  Raises ``ReportError`` (R14)."""
    if filters is None:
        return {}
    if not isinstance(filters, Mapping) or not all(isinstance(name, str) and callable(one) for name, one in filters.items()):
        raise wrong(say("filters 要传“名称: 函数”的字典"), say('例如 filters={{"万元": lambda 数: f"{{数 / 10000:.2f}}万元"}}'))
    return filters


def of_type(thing: object, wanted: type, name: str) -> None:
    """Raises ``ReportError`` (R14) for what is neither nothing nor of the type that an argument wants."""
    if thing is not None and not isinstance(thing, wanted):
        message = say("{argument} 要传 {wanted}，这里传的是 {type}", argument=name, wanted=wanted.__name__, type=kind_of(thing))
        raise wrong(message, say("照 docs/engine.zh.md 里的写法改"))


_PLAIN = frozenset((str, int, float, bool, type(None), list, tuple, dict))
"""The types that nearly all data are of; only of others is asked what they can do, which costs more than to print them."""


def check_data(data: object) -> None:
    """Raises ``ReportError`` (R14) for data that a template could not read, or would not read the same way twice."""
    if not isinstance(data, Mapping):
        raise wrong(say("数据要传字典（dict），这里传的是 {type}", type=kind_of(data)), say('例如 template.render({{"标题": "汇报材料"}})'))
    for name, value in data.items():
        if not isinstance(name, str):
            message = say("数据的名称要是文字，“{name}”是 {type}", name=str(name)[:40], type=kind_of(name))
            raise wrong(message, say("把名称写成文字，例如 {{\"一\": …}}"))
        if type(value) in _PLAIN:
            continue
        if isinstance(value, Iterator):
            message = say("数据“{name}”是只能读一遍的 {type}，再用到时就没有了", name=name, type=kind_of(value))
            raise wrong(message, say("先变成列表再传：list(…)"))
        if isinstance(value, (set, frozenset)):
            message = say("数据“{name}”是没有先后次序的 {type}，每次印出来可能不一样", name=name, type=kind_of(value))
            raise wrong(message, say("先排好次序再传：sorted(…)"))


def check_files(files: object) -> None:
    """Raises ``ReportError`` (R14) for what is no folder and no mapping of names to files."""
    if not (files is None or isinstance(files, (Path, Mapping))):
        message = say("files 要传文件夹（Path）或“名称: 文件”的字典，这里传的是 {type}", type=kind_of(files))
        raise wrong(message, say('例如 files=Path("图片")'))


def target_of(target: object) -> Path:
    """The path of a file to be written.  Raises ``ReportError`` (R14) for what is none, and where its folder is missing."""
    if not isinstance(target, (str, PathLike)):
        message = say("成品要写到哪个文件，请传路径，这里传的是 {type}", type=kind_of(target))
        raise wrong(message, say('例如 result.save("成品.docx")；要内容本身，用 result.package'))
    path = Path(target)
    if path.is_dir():
        raise wrong(say("“{file}”是文件夹，不能当作成品的文件名", file=path.name or str(path)), say("在后面加上文件名，例如 成品.docx"))
    if not path.parent.is_dir():
        raise wrong(say("没有“{folder}”这个文件夹，成品写不进去", folder=path.parent.name), say("先建好文件夹，或换一个"))
    return path
