"""The codes of this room's problems → what each means, in a few words for the table in the documents."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "Y01": "没有这个文件，或打不开",
    "Y02": "文件太大",
    "Y03": "文件的编码不是 UTF-8，已按认出的编码读取",
    "Y04": "文件的编码认不出来",
    "Y05": "有看不见的控制字符",
    "Y06": "层次或括号套得太深",
    "Y07": "有不能出现的字符",
    "Y08": "这一行的写法读不懂（缩进、冒号、引号）",
    "Y09": "引用或合并了别处的内容",
    "Y10": "名称不是一个词",
    "Y11": "同一个名称写了两次",
    "Y12": "用了“!”开头的标记",
    "Y13": "缩进用了制表符",
    "Y14": "用了中文冒号",
    "Y15": "冒号后面缺空格",
    "Y16": "值以特殊符号开头而没有加引号，已按文字读取",
    "Y19": "“#”后面的字当作旁注，没有读进句子",
}
