"""YAML and JSON that costs, runs or deceives; as data of a template, and as a year's input."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from docx_samples import document

from hostile.case import RENDER, Case

KIND = "data"
Text = str | bytes | Callable[[], bytes]
ROOT = Path(__file__).parents[2]
JSON = tuple(word.replace("数据.yaml", "数据.json") for word in RENDER)
LAUGHS = "a: &a0 [哈, 哈]\n" + "".join(f"b{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))

YAML: dict[str, tuple[Text, str]] = {
    "a bomb of aliases": (LAUGHS, "ok"),
    "a bomb of aliases that is used": (LAUGHS.replace("a: ", "a: ") + "c: *a9\n", "Y09"),
    "an alias of itself": ("a: &a [*a]\n", "ok"),
    "an anchor": ("a: &b 1\n", "ok"),
    "a merge": ("b: &b {c: 1}\na: {<<: *b}\n", "Y"),
    "python/object/apply": ("a: !!python/object/apply:os.system ['touch evil']\n", "Y"),
    "python/object/new": ("a: !!python/object/new:subprocess.Popen [[touch, evil]]\n", "Y"),
    "python/name": ("a: !!python/name:os.system\n", "Y"),
    "python/module": ("a: !!python/module:os\n", "Y"),
    "a tag of one's own": ("a: !evil 1\n", "Y"),
    "a tag as a directive": ("%TAG ! tag:yaml.org,2002:python/\n---\na: !object/apply:os.system ['touch evil']\n", "Y"),
    "binary": ("a: !!binary aGk=\n", "Y"),
    "two documents": ("a: 1\n---\na: 2\n", "Y"),
    "a key twice": ("a: 1\na: 2\n", "Y"),
    "a key that is a list": ("? [a, b]\n: 1\n", "Y"),
    "a key that is a group": ("{a: 1}: 2\n", "Y"),
    "lists 1,000 deep": ("a: " + "[" * 1000 + "]" * 1000 + "\n", "Y"),
    "lists 100,000 deep": ("a: " + "[" * 100_000 + "\n", "Y"),
    "blocks 2,000 deep": ("".join(" " * n + "a:\n" for n in range(2000)), "Y"),
    "100,000 keys": ("".join(f"k{n}: 1\n" for n in range(100_000)) + "a: 1\n", ""),
    "a value of 5 million characters": (lambda: ("a: " + "长" * 5_000_000 + "\n").encode(), "Y02"),
    "a file above the bound": (lambda: b"a: " + b"x" * 20_000_000, "Y"),
    "a number of 5,000 digits": ("a: " + "9" * 5000 + "\n", ""),
    "a number with an exponent": ("a: 1e999999999\n", ""),
    "a NUL": ("a: 'b\0c'\n", "Y"),
    "a NUL by an escape": ('a: "b\\0c"\n', "R03"),
    "an escape by an escape": ('a: "\\e[31m"\n', "R03"),
    "a lone surrogate by an escape": ('a: "\\ud800"\n', "Y08"),
    "bytes of no encoding": (b"a: \xff\xff\xff\x81\n", "Y"),
    "UTF-16": ("a: 甲\n".encode("utf-16"), "ok"),
    "UTF-32": ("a: 甲\n".encode("utf-32"), "Y05 Y03"),
    "only a text": ("甲\n", "Y"),
    "a list at the top": ("- 1\n", "Y"),
    "nothing": ("", "Y"),
    "a million brackets": ("a: " + "[]" * 1_000_000, "Y"),
    "a million quotes": ("a: " + '"' * 1_000_001, "Y"),
    "50,000 lines that are none": ("：：甲乙\n" * 50_000, "Y"),
    "tabs": ("a:\n\t- 1\n\t- 2\n" * 1000, "Y"),
    "a star": ("a: *\n", "ok"),
    "a direction sign": ("a: \u202e甲\n", "ok"),
    "a block text without end": ("a: |\n" + "  甲\n" * 100_000, "ok"),
}
JSONS: dict[str, tuple[Text, str]] = {
    "JSON 100,000 deep": ('{"a":' + "[" * 100_000, "Y17"),
    "JSON 900 deep": ('{"a":' + "[" * 900 + "]" * 900 + "}", "R05"),
    "JSON with a number of 5,000 digits": ('{"a": ' + "9" * 5000 + "}", "Y17"),
    "JSON with an immense exponent": ('{"a": 1e999999999}', "ok"),
    "JSON with an exponent beyond all": ('{"a": 1e99999999999999999999}', "Y17"),
    "JSON with NaN": ('{"a": NaN}', "Y17"),
    "JSON with a lone surrogate": ('{"a": "\\ud800"}', "R03"),
    "JSON with a NUL": ('{"a": "\\u0000"}', "R03"),
    "JSON with U+FFFF": ('{"a": "\\uffff"}', "R03"),
    "JSON with a lone surrogate as a key": ('{"a": {"\\ud800": 1}}', "R05"),
    "JSON with a key twice": ('{"a": 1, "a": 2}', "Y17"),
    "JSON with 20,000 keys and one twice": ("{" + ",".join(f'"k{n}": 1' for n in range(20_000)) + ',"k19999": 2}', "Y17"),
    "JSON cut off": ('{"a": "', "Y17"),
    "JSON that is a list": ("[1]", "Y18"),
    "JSON that is nothing": ("", "Y17"),
    "JSON of bytes": (b"\xff\xfe\x00{", "Y17"),
    "JSON above the bound": (lambda: b'{"a": "' + b"x" * 80_000_000 + b'"}', "Y"),
}  # fmt: skip
YEARS: dict[str, tuple[str, str, str]] = {
    "a year with code in its prose": ("开头:\n  - ", "开头:\n  - 【''.__class__.__mro__】", "F11"),
    "a year with a call in its prose": ("开头:\n  - ", "开头:\n  - 【lipsum.__globals__.os.popen('touch evil')】", "F08"),
    "a year with an endless number": ("开头:\n  - ", "开头:\n  - 【9**(9**9)】", "F11"),
    "a year with a text times a number": ("开头:\n  - ", "开头:\n  - 【'A'*10**10】", "F11"),
    "a year with a wide format": ("开头:\n  - ", "开头:\n  - 【'%2000000000d'|format(1)】", "F11"),
    "a year with a number of 5,000 digits in its prose": ("开头:\n  - ", f"开头:\n  - 【研发费用投入 + {'1' * 5000}】", "F10"),
    "a year with 3,000 brackets in a reference": ("开头:\n  - ", f"开头:\n  - 【{'(' * 3000}1{')' * 3000}】", "F10"),
    "a year with 3,000 signs in a reference": ("开头:\n  - ", f"开头:\n  - 【{'-' * 3000}1】", "F10"),
    "a year with 3,000 words in a reference": ("开头:\n  - ", f"开头:\n  - 【{'not ' * 3000}1】", "F10"),
    "a year with 2,000 filters in a reference": ("开头:\n  - ", f"开头:\n  - 【研发费用投入 + 1{'|default(1)' * 2000}】", "F10"),
    "a year with a sum of 4,000 terms in a reference": ("开头:\n  - ", f"开头:\n  - 【{'1+' * 4000}1】", "F10"),
    "a year with an immense exponent in a reference": ("开头:\n  - ", "开头:\n  - 【研发费用投入 * 1e999999】", "F11"),
    "a year with a figure turned about": ("开头:\n  - ", "开头:\n  - 投入\u202e50.7\u202c亿元。#", "Y22"),
    "a year with a figure turned about by an escape": ("开头:\n  - ", '开头:\n  - "投入\\u202e50.7\\u202c亿元。" #', "Y22"),
    "a year with a sign without width": ("开头:\n  - ", "开头:\n  - 投入\u200b50.7亿元。#", "Y22"),
    "a year with a control sign of the second set": ("开头:\n  - ", "开头:\n  - 投入\x9b50.7亿元。#", "Y"),
    "a year with a mark of joining within a figure": ("开头:\n  - ", "开头:\n  - 投入5\u20600.7亿元。#", "Y22"),
    "a year with an unclosed reference": ("开头:\n  - ", "开头:\n  - 【研发", "F29"),
    "a year with references 1,000 deep": ("开头:\n  - ", "开头:\n  - " + "【" * 1000 + "】" * 1000, "F29"),
    "a year whose title leads out": ("标题: ", "标题: ../../../evil/", ""),
    "a year whose title is a device": ("标题: ", "标题: CON #", "ok"),
    "a year whose title is very long": ("标题: ", "标题: " + "长" * 3000, ""),
    "a year with emoji in its title": ("标题: ", "标题: 🎉🎉 ", ""),
    "a year with a tag in its prose": ("开头:\n  - ", "开头:\n  - '{{ 7*7 }}{% for %}' #", "ok"),
    "a year with 4,000 references in a sentence": ("开头:\n  - ", f'开头:\n  - "{"投入【研发费用投入】亿元，" * 4000}。" #', "ok"),
    "a year with 20,000 names in a sentence": ("开头:\n  - ", f'开头:\n  - "{"甲乙工业区" * 20_000}。" #', "ok"),
    "a year with a word and no end behind it": ("开头:\n  - ", f'开头:\n  - "有力{"甲" * 200_000}。" #', "ok"),
    "a year with code as a value": ("数据:", "数据: !!python/object/apply:os.system ['touch evil'] #", "Y"),
}
YAML |= {
    "an alias whose anchor stands in the file": ("b: &n 甲\na: *n\n", "Y09"),
    "aliases in a list whose anchors stand in the file": ("b: [&n 甲, *n]\na: 1\n", "Y09"),
    "nine levels of aliases": ("c: &c0 [x, x]\n" + "".join(f"d{n}: &c{n} [*c{n - 1}, *c{n - 1}]\n" for n in range(1, 10)) + "a: *c9\n", "Y09"),
    "an alias whose anchor stands below it": ("a: *n\nb: &n 甲\n", "Y"),
    "an alias as a name": ("b: &n 甲\n*n : 1\na: 1\n", "Y"),
    "3,000 levels of brackets and names": ("a: " + "{b: [" * 1500 + "\n", "Y"),
    "3,000 levels by indentation": ("".join("  " * n + f"a{n}:\n" for n in range(3000)), "Y06"),
    "3,000 lists by indentation": ("a:\n" + "".join("  " * n + "  -\n" for n in range(3000)), "Y06"),
    "3,000 levels of lists and names": ("a:\n" + "".join("  " * n + "  - b:\n" for n in range(3000)), "Y06"),
}
DEAR = ("100,000 keys", "a million brackets", "blocks 2,000 deep", "a million quotes")
"""A quarter of a second to one second each."""


def cases() -> Iterator[Case]:
    for name, (text, codes) in YAML.items():
        yield _of(name, "数据.yaml", text, codes, RENDER)
    for name, (text, codes) in JSONS.items():
        yield _of(name, "数据.json", text, codes, JSON)
    year = (ROOT / "inputs/2024.yaml").read_text(encoding="utf-8")
    for name, (old, new, codes) in YEARS.items():
        assert year.count(f"\n{old}") == 1, old
        text = year.replace(f"\n{old}", f"\n{new}", 1).encode()
        turned = codes in ("Y22", "Y0", "Y") and any(word in name for word in ("turned", "sign", "joining"))  # told by the checks, which generate only counts
        command = ("check" if turned else "generate", "2024")
        yield Case(KIND, name, lambda _, text=text: {"inputs/2024.yaml": text}, codes, command, office=True, partly=turned)


def _of(name: str, file: str, text: Text, codes: str, command: tuple[str, ...]) -> Case:
    def files(_: Path) -> dict[str, bytes]:
        data = text.encode() if isinstance(text, str) else text if isinstance(text, bytes) else text()
        return {"模板.docx": document("{{ a }}"), file: data}

    return Case(KIND, name, files, codes, command, slow=name in DEAR)
