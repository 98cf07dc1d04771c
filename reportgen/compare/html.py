"""A comparison → one HTML page that needs nothing but itself.

Knows no files.  Everything that comes from an input is escaped; there are no scripts, no links, nothing to fetch, and the
page forbids them itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from reportgen.compare.alignment import Pair
from reportgen.compare.comparison import Comparison
from reportgen.compare.figures import HEADS, NUMBERS
from reportgen.compare.word_diff import IN, OUT

_STYLE = """
body{font:16px/1.7 "Songti SC","SimSun",serif;margin:2em auto;max-width:76em;padding:0 1em;color:#222}
h1{font-size:1.5em;text-align:center}h2{font-size:1.15em;margin-top:2em}h3{font-size:1em;color:#555}
table{border-collapse:collapse;width:100%;font-size:.92em}th,td{border:1px solid #bbb;padding:.25em .6em;text-align:left}
th{background:#eef2f8}td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
p{margin:.3em 0;padding:.2em .6em;border-left:4px solid #ddd}b{font-weight:normal;font-size:.85em;color:#666;margin-right:.6em}
.k0{border-color:#e0a800;background:#fff8e1}.k1{border-color:#e0a800}.k2{border-color:#4a7}.k3{border-color:#36c}
.k4{border-color:#c33;color:#777}
del{color:#b00020;background:#fde8ea}ins{color:#00602b;background:#e3f5e9;text-decoration:none}
@media print{body{margin:0;max-width:none}}
"""


def page(comparison: Comparison) -> bytes:
    """The page in UTF-8."""
    one = comparison.is_of_one_year
    title = f"{comparison.later} 年的打算和交代" if one else f"{comparison.earlier} 年与 {comparison.later} 年比对"
    body = "\n".join((*(() if one else (*_prose(comparison), *_figures(comparison))), *_promised(comparison)))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    ).encode()


def _prose(comparison: Comparison) -> Iterator[str]:
    counts = "，".join(f"{kind} {count} 句" for kind, count in comparison.counts.items())
    yield f"<h2>文字</h2>\n<p>{counts}。〔<del>删去的</del> <ins>增加的</ins>〕</p>"
    for part, topic, pair in comparison.headed():
        if part is not None:
            yield f"<h3>{escape(part)}</h3>"
        if topic is not None:
            yield f"<h4>{escape(topic)}</h4>" if topic else ""
        yield _sentence(pair, list(comparison.counts).index(pair.kind))


def _sentence(pair: Pair, kind: int) -> str:
    tags = {IN: "ins", OUT: "del"}
    if pair.words:
        text = "".join(
            f"<{tags[each.kind]}>{escape(each.text)}</{tags[each.kind]}>" if each.kind in tags else escape(each.text)
            for each in pair.words
        )
    else:
        text = escape(pair.spot.text)
    return f'<p class="k{kind}"><b>{pair.kind}</b> {text}</p>'


def _promised(comparison: Comparison) -> Iterator[str]:
    """What was planned for the later year beside what it says of it."""
    if not comparison.promises:
        return
    year = comparison.later
    yield f"<h2>{year} 年的打算，{year} 年的交代</h2>\n<table>\n<tr><th>打算<th>写在<th>交代<th>{year} 年稿子里的话</tr>"
    for each in comparison.promises:
        answers = "<br>".join(map(escape, each.answers)) or "—"
        yield f"<tr><td>{escape(each.text)}<td>{escape(each.source)}<td>{each.verdict}<td>{answers}</tr>"
    yield "</table>"


def _figures(comparison: Comparison) -> Iterator[str]:
    yield f"<h2>数据</h2>\n<table>\n<tr>{''.join(f'<th>{head}' for head in HEADS)}</tr>"
    for each in comparison.figures:
        kinds = (' class="n"' if place in NUMBERS else "" for place in range(len(HEADS)))
        row = "".join(f"<td{kind}>{escape(text)}" for kind, text in zip(kinds, each.cells, strict=True))
        yield f"<tr>{row}</tr>"
    yield "</table>"
