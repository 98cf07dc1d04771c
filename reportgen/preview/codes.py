"""The codes of this room's problems → what each means, an example, and the same mended."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.problem import Code

CODES: Mapping[str, Code] = {
    "L01": Code("没有找到 LibreOffice", "没有装 LibreOffice 就运行 reportgen 预览", "装上 LibreOffice（免费）再运行"),
    "L02": Code("LibreOffice 没有转成 PDF", "LibreOffice 装坏了，启动不了", "先用 LibreOffice 打开文件看看；或用 Word 另存为 PDF"),
    "L03": Code("转成 PDF 用时太长，已停下", "机器太忙，两分钟还没有排完", "关掉别的大程序再试"),
    "L04": Code("这台机器上缺办公字体，用了替代字体（说明）", "没有仿宋_GB2312", "在装有办公字体的机器上看"),
    "L05": Code("没有装出图片、量版面要用的程序库", "没有 pypdfium2", 'pip install "reportgen-gongwen[preview]"'),
    "L10": Code("满页不是 22 行", "行距 30 磅，一页 21 行", "行距固定值 28.95 磅，一页 22 行"),
    "L11": Code("满行不是 28 字", "字距标准，一行 27 字", "字符间距紧缩 0.25 磅，一行 28 字"),
    "L12": Code("页码的高度不对", "页码距页面上边 280 毫米", "页码距页面上边 269 毫米"),
    "L13": Code("页码没有单页居右、双页居左", "页码都居中", "页脚设奇偶页不同，各空一字"),
    "L14": Code("首页没有正文", "版头和标题占满了首页", "压缩标题的行数，让正文从首页开始"),
    "L15": Code("署名、成文日期单独落在一页", "末页只有署名和日期", "调整行距、字距，让末段至少一行与署名同页"),
    "L17": Code("版记不在偶数页", "版记在第 3 页", "数据里写 版记另面: 是，版记落到第 4 页"),
    "L16": Code("纸张不是 A4", "216×279 毫米（信纸）", "210×297 毫米"),
}
