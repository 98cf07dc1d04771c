"""The codes of tags (T) and of filling (R) → what each means, in a few words for the table in the documents.

Those of packages and of the finished file (P) stand in the modules that find them.
"""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "T01": "标签没有写完",
    "T02": "标签里的全角符号已按半角读取",
    "T03": "结尾或分支没有对应的开头",
    "T04": "开头没有对应的结尾",
    "T05": "不认识或不能用的标签",
    "T06": "带前缀的标签不在表格里",
    "T07": "带前缀的标签会拿掉同段（行、格）的文字",
    "T08": "看不出标签所在的段或行算不算在内",
    "T09": "看不出要重复整行还是各格",
    "T10": "一块的开头和结尾不在同一层",
    "T11": "一块跨过了内容控件或域的边界",
    "T12": "标签里的表达式写得不对",
    "T13": "没有这个过滤器或判断，或它不能用",
    "T14": "标签里的“-”不起作用",
    "T16": "模板里有程序自用的字符",
    "T15": "链接地址、图片说明里写了 {% %}",
    "R01": "模板要的数据没有",
    "R02": "标签算不出来，或超出了限度",
    "R03": "数据里有 Word 文件不能存放的字符",
    "R04": "要打印的数据是空的",
    "R05": "要打印的是列表或一组数据",
}
