"""A name and bytes → a whole file under a safe name, or the sentence that says why not.

Knows nothing of what is in the file.  ``names`` makes names that every system takes; ``lock`` lets one run at a time write;
``atomic_write`` puts bytes on the disk whole or not at all, beside what somebody else wrote; ``durability`` sees that they stay
there.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.problem import Code
from reportgen.storage.atomic_write import (
    digest,
    place_beside,
    place_faults,
    sweep,
    write_beside,
    write_file,
    write_files,
    write_folder,
)
from reportgen.storage.durability import sync_folder
from reportgen.storage.lock import locked, undisturbed
from reportgen.storage.names import safe_stem

CODES: Mapping[str, Code] = {
    "W06": Code("原来的文件有人改过，新稿另存（说明）", "出稿以后有人在 Word 里改过 output 里的文件", "用“回收”把改动写回输入，或以新稿为准"),
    "W07": Code("同名文件太多，没有可用的名字", "“……(99).docx”都有了", "移走不要的旧稿"),
    "W10": Code("同名的文件夹挡着", "output 里有名为“汇报材料.docx”的文件夹", "移走这个文件夹，或用 -o 换个名字"),
    "W11": Code("文件是只读的", "文件属性勾了“只读”", "去掉“只读”，或用 -o 换个名字"),
    "W12": Code("没有权限，或文件正被打开", "文件正在 Word 里开着", "关掉它再运行"),
    "W13": Code("磁盘满了", "U 盘满了", "腾出空间，或用 -o 写到别处"),
    "W14": Code("文件名太长", "标题有几百个字", "用 -o 指明短一些的名字"),
    "W15": Code("写文件时出了别的错", "网络盘断开了", "换一个文件夹再试"),
    "W16": Code("另一次运行正在写同一个文件夹", "两个窗口同时运行“生成”", "等另一次做完再运行"),
}

__all__ = [
    "digest", "locked", "place_beside", "place_faults", "safe_stem", "sweep", "sync_folder", "undisturbed",
    "write_beside", "write_file", "write_files", "write_folder",
]  # fmt: skip
