"""The page in a real browser, as a clerk uses it: a year filled in, pages clicked both ways, problems mended, a final copy made."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from clerk import change
from local_page import running

pytest.importorskip("selenium", reason="selenium is not installed")
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs Debian's chromium and chromium-driver"),
]
KEY = "数据.经济发展.外资外贸.自营出口"


class Clerk:
    """Somebody at the browser."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, address: str) -> Clerk:
        self.driver.get(address)
        self.until(lambda: self.all(".sheet"), "pages")
        return self

    def all(self, selector: str) -> list[WebElement]:
        found: list[WebElement] = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return found

    def one(self, selector: str) -> WebElement:
        self.until(lambda: self.all(selector), selector)
        return self.all(selector)[0]

    def field(self, key: str) -> WebElement:
        return self.one(f'[id="v-{key}"]')

    def fill(self, key: str, value: str) -> None:
        field = self.field(key)
        field.click()
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(value)

    def press(self, *keys: str) -> None:
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def chord(self, held: str, key: str) -> None:
        webdriver.ActionChains(self.driver).key_down(held).send_keys(key).key_up(held).perform()

    def button(self, name: str) -> WebElement:
        return next(each for each in self.all("button") if each.text == name)

    def run(self, script: str, *given: Any) -> Any:
        return self.driver.execute_script(script, *given)

    @property
    def pages(self) -> str:
        return str(self.run("return document.querySelector('.sheets').textContent"))

    @property
    def state(self) -> str:
        return self.one("header .state").text

    def until(self, wanted: Callable[[], Any], what: str, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if wanted():
                return
            time.sleep(0.05)
        pytest.fail(f"still not: {what}")

    def faults(self) -> list[str]:
        """What the browser complained of: scripts, and all that the page's policy forbids."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]


@contextmanager
def browser(*more: str) -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for each in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=zh-CN", "--window-size=1366,768", *more):
        options.add_argument(each)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER or ""))
    driver.set_script_timeout(120)
    try:
        yield driver
    finally:
        driver.quit()


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with browser() as made:
        yield made


@pytest.fixture
def clerk(driver: Any, office: Path) -> Iterator[Clerk]:
    with running(office) as address:
        here = Clerk(driver).open(address)
        yield here
        assert here.faults() == []
        driver.get("about:blank")


def written(office: Path) -> str:
    return (office / "inputs/2024.yaml").read_text(encoding="utf-8")


def test_a_figure_is_seen_on_the_page_while_it_is_typed_and_written_with_enter(clerk: Clerk, office: Path) -> None:
    before = written(office)
    clerk.fill(KEY, "61.75")
    clerk.until(lambda: "61.75" in clerk.pages, "the figure on the page")
    assert written(office) == before and "1 处还没有存" in clerk.state
    clerk.press(Keys.ENTER)
    clerk.until(lambda: "61.75" in written(office) and "已保存" in clerk.state, "written")
    assert clerk.run("return document.activeElement.classList.contains('value') && document.activeElement.id") != f"v-{KEY}"
    clerk.button("撤回").click()
    clerk.until(lambda: written(office) == before, "taken back")
    clerk.until(lambda: clerk.field(KEY).get_property("value") == "50.20", "the old figure in its field")
    clerk.button("重做").click()
    clerk.until(lambda: "61.75" in written(office), "made again")


def test_clicks_lead_both_ways_for_every_figure_that_is_printed(clerk: Clerk) -> None:
    """All spans by one script, since each is a click and a look; some of them with the mouse."""
    led = clerk.run(
        """const spans = [...document.querySelectorAll('.sheets .figure')], wait = () => new Promise((done) => setTimeout(done, 0));
        const found = [];
        return (async () => {
          for (const span of spans) {
            span.click();
            for (let turn = 0; turn < 8 || (turn < 500 && !span.classList.contains('chosen')); turn++) await wait();
            const field = document.activeElement, key = field.id.replace(/^v-/, '');
            found.push([span.textContent, key, span.classList.contains('chosen')]);
          }
          return found;
        })()"""
    )
    assert len(led) > 100
    assert [each for each in led if not each[1].startswith(("数据.", "单位.")) or not each[2]] == []
    span = next(each for each in clerk.all(".sheets .figure") if each.text == "50.20")
    clerk.run("arguments[0].scrollIntoView({block: 'center'})", span)
    span.click()
    clerk.until(lambda: clerk.run("return document.activeElement.id") == f"v-{KEY}", "the field")
    words = next(each for each in clerk.all(".sheets .words") if "面对外部环境变化" in each.text)
    clerk.run("arguments[0].scrollIntoView({block: 'center'})", words)
    words.click()
    assert "面对外部环境变化" in str(clerk.one("#sentence").get_property("value"))


def test_the_pictures_of_the_manual_show_the_page(clerk: Clerk, office: Path) -> None:
    """With REPORTGEN_PICTURES in the environment they are made anew; else it is held that they are of a screen of 1366 dots."""
    change(office, 2024, "国家级人才工程申报: 7", "国家级人才工程申报:")
    clerk.until(lambda: clerk.one("#missing").text == "1", "a gap")
    clerk.fill(KEY, "61.75")
    clerk.until(lambda: "61.75" in clerk.pages and clerk.all(".sheets .chosen"), "the figure on the page")
    clerk.until(lambda: clerk.all(".card .years"), "the card")
    clerk.until(lambda: "增长17.0%" in clerk.one(f'[data-key="{KEY}"] .last').text, "growth, which follows the pages")
    assert {each.text for each in clerk.all(".sheets .chosen")} >= {"61.75"}
    picture = ROOT / "docs/manual/page-figures.png"
    made = clerk.driver.get_screenshot_as_png()
    if os.environ.get("REPORTGEN_PICTURES"):
        picture.write_bytes(made)
    assert picture.read_bytes()[16:24] == made[16:24], "width and height"
    clerk.press(Keys.ESCAPE)


def test_words_are_changed_in_their_sentence(clerk: Clerk, office: Path) -> None:
    words = next(each for each in clerk.all(".sheets .words") if "面对外部环境变化" in each.text)
    clerk.run("arguments[0].scrollIntoView({block: 'center'})", words)
    words.click()
    text = clerk.one("#sentence")
    text.send_keys(Keys.END, Keys.BACKSPACE, "！")
    clerk.until(lambda: "1 处还没有存" in clerk.state, "kept")
    clerk.chord(Keys.CONTROL, "s")
    clerk.until(lambda: "已保存" in clerk.state and "！" in written(office), "written")


def test_only_gaps_are_filled_in_one_after_another_and_a_final_copy_is_made(clerk: Clerk, office: Path) -> None:
    change(office, 2024, "国家级人才工程申报: 7", "国家级人才工程申报:")
    change(office, 2024, "省级人才工程申报: 16", "省级人才工程申报:")
    clerk.until(lambda: clerk.one("#missing").text == "2", "two gaps, told by news")
    assert "待补：" in clerk.pages
    clerk.button("生成").click()
    clerk.until(lambda: clerk.all(".dialog") and "没有出送审稿" in clerk.one(".dialog").text, "refused")
    clerk.press(Keys.ESCAPE)
    clerk.all(".tools input[type=checkbox]")[0].click()
    gaps = [each.get_attribute("id") for each in clerk.all(".list input.value")]
    assert len(gaps) == 2
    clerk.one(".list input.value").click()
    clerk.press("7", Keys.ENTER)
    clerk.until(lambda: clerk.run("return document.activeElement.id") == gaps[1], "Enter leads to the next gap")
    clerk.press("16", Keys.ENTER)
    clerk.until(lambda: clerk.one("#missing").text == "0" and "已保存" in clerk.state, "no gap left")
    assert "待补" not in clerk.pages
    clerk.button("定稿").click()
    clerk.until(lambda: clerk.all(".dialog"), "asked")
    assert list((office / "output").glob("*.docx")) == []
    clerk.one(".dialog button.main").click()
    clerk.until(lambda: clerk.all(".dialog") and "定稿好了" in clerk.one(".dialog").text, "a final copy")
    assert [path.name for path in (office / "output").glob("*.docx")] == ["澄屿街道2024年重点任务完成情况汇报材料.docx"]


def test_a_broken_line_is_mended_by_one_click_while_the_last_pages_stay(clerk: Clerk, office: Path) -> None:
    good, pages = written(office), clerk.pages
    change(office, 2024, "      自营出口: {值: 50.20", "      自营出口：{值: 50.20")
    clerk.until(lambda: clerk.all(".stale"), "marked as old")
    assert clerk.pages == pages
    clerk.button("改好这一行").click()
    clerk.until(lambda: written(office) == good and not clerk.all(".stale"), "mended")


def test_where_somebody_else_was_first_both_are_shown_and_it_is_asked(clerk: Clerk, office: Path) -> None:
    clerk.fill(KEY, "51.00")
    change(office, 2024, "自营出口: {值: 50.20", "自营出口: {值: 50.80")
    clerk.press(Keys.ENTER)
    clerk.until(lambda: clerk.all(".clash"), "asked")
    assert "50.80" in clerk.one(".clash").text and "51.00" in clerk.one(".clash").text and "50.80" in written(office)
    clerk.button("用我填的").click()
    clerk.until(lambda: "自营出口: {值: 51.00" in written(office) and not clerk.all(".clash"), "mine")


def test_composition_of_chinese_is_not_disturbed(clerk: Clerk, office: Path) -> None:
    key = "单位.街道名称"
    key = next(each.get_attribute("id") or "" for each in clerk.all(".list input.value") if each.get_property("value") == "澄屿")[2:]
    field = clerk.field(key)
    field.click()
    field.send_keys(Keys.CONTROL, "a")
    for text in ("x", "xi", "xin", "xin yu"):
        clerk.driver.execute_cdp_cmd("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        assert field.get_property("value") == text
        assert clerk.run("return document.activeElement.id") == f"v-{key}"
    assert text not in clerk.pages
    clerk.driver.execute_cdp_cmd("Input.insertText", {"text": "新屿"})
    clerk.until(lambda: "新屿街道" in clerk.pages, "composed")
    assert "xin" not in written(office)
    clerk.press(Keys.ENTER)
    clerk.until(lambda: "新屿" in written(office), "written")


def test_a_column_from_a_table_is_listed_first_and_then_filled_in(clerk: Clerk, office: Path) -> None:
    clerk.run(
        """const field = document.getElementById(arguments[0]); field.focus();
        const data = new DataTransfer(); data.setData('text/plain', '51.5\\t备注\\r\\n\\r\\n');
        data.setData('text/plain', '51.5\\r\\n\\r\\n77\\r\\n');
        field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))""",
        f"v-{KEY}",
    )
    clerk.until(lambda: clerk.all(".dialog"), "listed")
    before = written(office)
    assert "粘贴 3 行" in clerk.one(".dialog").text and "（空，不动）" in clerk.one(".dialog").text
    clerk.button("填进去").click()
    clerk.until(lambda: "自营出口: {值: 51.5" in written(office) and "已保存" in clerk.state, "written")
    assert sum(a != b for a, b in zip(before.split("\n"), written(office).split("\n"), strict=True)) == 2
    clerk.button("撤回").click()
    clerk.until(lambda: written(office) == before, "one step back")


def test_what_was_typed_outlives_a_server_that_ends(driver: Any, office: Path) -> None:
    with running(office) as address:
        here = Clerk(driver).open(address)
        port = int(address.split(":")[2].partition("/")[0])
        here.fill(KEY, "66.60")
        here.until(lambda: "1 处还没有存" in here.state, "kept")
    here.press(Keys.ENTER)
    here.until(lambda: "连不上" in here.state, "told")
    here.faults()
    with running(office, port=port) as address:
        here.open(address)
        here.until(lambda: here.field(KEY).get_property("value") == "66.60" and "66.60" in here.pages, "still there")
        here.chord(Keys.CONTROL, "s")
        here.until(lambda: "66.60" in written(office), "written")
        driver.get("about:blank")
        here.faults()


def test_the_keyboard_alone_leads_everywhere_and_everything_has_a_name(clerk: Clerk) -> None:
    clerk.chord(Keys.ALT, "1")
    assert clerk.run("return document.activeElement.classList.contains('value')")
    clerk.chord(Keys.ALT, "2")
    assert clerk.run("return document.activeElement.closest('.pages') !== null")
    clerk.press(Keys.ENTER)
    clerk.until(lambda: clerk.run("return document.activeElement.classList.contains('value')"), "Enter on a printed figure")
    clerk.chord(Keys.ALT, "3")
    clerk.until(lambda: clerk.run("return document.activeElement.closest('.bottom') !== null"), "problems")
    clerk.press(Keys.F8)
    clerk.until(lambda: clerk.run("return document.activeElement.classList.contains('value')"), "the next problem's figure")
    nameless = clerk.run(
        """return [...document.querySelectorAll('button, input, select, textarea, [role]')].filter((each) =>
          !(each.textContent.trim() || each.getAttribute('aria-label') || each.labels?.length || ['tablist', 'status', 'tabpanel'].includes(each.role)))
          .map((each) => each.outerHTML)"""
    )
    assert nameless == []
    wide = clerk.run("return [document.documentElement.scrollWidth, innerWidth, document.querySelector('header').scrollWidth]")
    assert wide[0] <= wide[1] and wide[2] <= wide[1]


def drop(clerk: Clerk, *paths: Path) -> None:
    """Files let go over the page, as a file manager does it."""
    from base64 import b64encode

    files = [[path.name, b64encode(path.read_bytes()).decode()] for path in paths]
    clerk.run(
        """const data = new DataTransfer();
        for (const [name, text] of arguments[0]) data.items.add(new File([Uint8Array.from(atob(text), (each) => each.charCodeAt(0))], name));
        for (const kind of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}))""",
        files,
    )


def test_a_word_file_that_came_back_is_dropped_chosen_from_and_written(clerk: Clerk, office: Path) -> None:
    import docx

    clerk.button("生成").click()
    clerk.until(lambda: clerk.all(".dialog") and "送审稿好了" in clerk.one(".dialog").text, "a copy")
    clerk.press(Keys.ESCAPE)
    path = next((office / "output").glob("*.docx"))
    document = docx.Document(str(path))
    for old, new in (("现将有关情况", "现将主要情况"), ("各项工作", "各方面工作")):
        run = next(run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text)
        run.text = run.text.replace(old, new)
    document.save(str(path))
    before = written(office)
    drop(clerk, path)
    clerk.until(lambda: clerk.all(".brought tr"), "listed", 60)
    boxes = clerk.all(".brought input[type=checkbox]")
    assert len(boxes) == 2 and all(box.is_selected() for box in boxes) and written(office) == before
    boxes[1].click()
    clerk.button("写入 1 处").click()
    clerk.until(lambda: "写好了" in clerk.one(".dialog").text, "written")
    assert sum(a != b for a, b in zip(before.split("\n"), written(office).split("\n"), strict=True)) == 1
    clerk.press(Keys.ESCAPE)
    clerk.button("撤回").click()
    clerk.until(lambda: written(office) == before, "taken back")


def test_another_year_is_opened_and_what_was_typed_stays_with_its_own(clerk: Clerk, office: Path) -> None:
    clerk.fill(KEY, "61.75")
    clerk.run("const year = document.getElementById('year'); year.value = '2023'; year.dispatchEvent(new Event('change', {bubbles: true}))")
    clerk.until(lambda: "year=2023" in clerk.driver.current_url and clerk.all(".sheet"), "the other year")
    assert "61.75" in written(office) and clerk.field(KEY).get_property("value") != "61.75"
    clerk.fill(KEY, "47.77")
    clerk.press(Keys.ENTER)
    clerk.until(lambda: "47.77" in (office / "inputs/2023.yaml").read_text(encoding="utf-8"), "written there")
    assert "47.77" not in written(office)


def test_the_outline_and_the_files_are_changed_as_well(clerk: Clerk, office: Path) -> None:
    clerk.button("提纲").click()
    line = next(each for each in [*filter(None, [clerk.one(".outline .line")]), *clerk.all(".outline textarea")] if "现将有关情况" in str(each.get_property("value")))
    line.click()
    clerk.press(Keys.END, Keys.BACKSPACE, "。")
    clerk.press(Keys.TAB)
    clerk.until(lambda: "现将有关情况汇报如下。" in written(office), "written when it is left")
    clerk.button("＋").click()
    clerk.one(".outline .added").send_keys("新加的一句。")
    clerk.button("加上").click()
    clerk.until(lambda: "新加的一句。" in written(office) and "新加的一句" in clerk.pages, "added")
    clerk.button("文件").click()
    text = clerk.one("#file")
    clerk.until(lambda: "新加的一句。" in str(text.get_property("value")), "the file's text")
    clerk.run("arguments[0].focus(); arguments[0].setSelectionRange(0, 0)", text)
    clerk.press("# 记事", Keys.ENTER)
    clerk.until(lambda: "1 处还没有存" in clerk.state, "kept")
    change(office, 2024, "自营出口: {值: 50.20", "自营出口: {值: 50.80")
    clerk.button("存").click()
    clerk.until(lambda: written(office).startswith("# 记事\n") and "50.80" in written(office), "merged")


def test_two_years_are_compared(clerk: Clerk, office: Path) -> None:
    clerk.one(".menu summary").click()
    clerk.button("比对").click()
    clerk.until(lambda: clerk.all(".dialog"), "asked")
    clerk.button("2023 年").click()
    clerk.until(lambda: "2023 年与 2024 年比对" in clerk.one(".dialog").text and clerk.all(".dialog ins"), "compared")
    clerk.button("存成 Excel").click()
    clerk.until(lambda: list((office / "output").glob("*比对.xlsx")), "kept")


@pytest.mark.libreoffice
def test_real_pages_take_the_place_of_the_instant_ones_and_lead_as_well(driver: Any, office: Path) -> None:
    with running(office, real=True) as address:
        clerk = Clerk(driver).open(address)
        clerk.until(lambda: clerk.all(".office:not([hidden]) .figure"), "LibreOffice's pages", 120)
        assert clerk.one(".pagebar .kind").text == "LibreOffice 排版"
        span = next(each for each in clerk.all(".office .figure") if each.get_attribute("data-text") == "50.20")
        clerk.run("arguments[0].scrollIntoView({block: 'center'})", span)
        span.click()
        clerk.until(lambda: clerk.run("return document.activeElement.id") == f"v-{KEY}" and clerk.all(".office .chosen"), "the field")
        clerk.press("61.75")
        clerk.until(lambda: clerk.all(".sheets:not([hidden])") and "61.75" in clerk.pages, "at once, on the instant pages")
        assert "即时版" in clerk.one(".pagebar .kind").text
        clerk.press(Keys.ENTER)
        texts = "return [...document.querySelectorAll('.office:not([hidden]) .figure')].map((each) => each.dataset.text)"
        clerk.until(lambda: "61.75" in clerk.run(texts), "replaced", 120)
        assert clerk.faults() == []
        driver.get("about:blank")


def test_it_fits_a_small_screen_at_125_percent(office: Path) -> None:
    """1366 × 768 dots, of which 1093 × 614 remain at 125 %."""
    with running(office) as address, browser("--force-device-scale-factor=1.25") as small:
        small.set_window_size(1093, 614)
        clerk = Clerk(small).open(address)
        for view in ("提纲", "文件", "数据"):
            clerk.button(view).click()
            found = clerk.run(
                """const wide = (name) => { const each = document.querySelector(name); return each ? each.scrollWidth - each.clientWidth : 0; };
                return [devicePixelRatio, document.documentElement.scrollWidth - innerWidth, wide('header'), wide('.list'), wide('.left > .tools'), wide('.pages')]"""
            )
            assert found == [1.25, 0, 0, 0, 0, 0], (view, found)
        rows = clerk.run("return [...document.querySelectorAll('.figure-row')].filter((row) => row.getBoundingClientRect().bottom < document.querySelector('.list').getBoundingClientRect().bottom).length")
        assert rows >= 4
        buttons = clerk.run("return [...document.querySelectorAll('header button, header select')].filter((each) => each.offsetParent && each.getBoundingClientRect().right > innerWidth).length")
        assert buttons == 0


def test_no_request_leaves_the_machine(clerk: Clerk) -> None:
    import json

    messages = [json.loads(entry["message"])["message"] for entry in clerk.driver.get_log("performance")]
    asked = {each["params"]["request"]["url"] for each in messages if each["method"] == "Network.requestWillBeSent"}
    assert any("/api/state" in each for each in asked)
    assert [each for each in asked if not each.startswith(("http://127.0.0.1:", "about:", "data:", "blob:"))] == []


SAME = """const done = arguments[0];
Promise.all([import('/static/store.js'), import('/static/sheets.js')]).then(([{store}, {draw}]) => {
  const host = document.createElement('div'), here = document.querySelector('.sheets');
  host.className = 'sheets'; host.style.zoom = here.style.zoom;
  document.body.append(host);
  draw(host, (store.preview ?? store.state).sheets);
  const read = (from) => [...from.querySelectorAll('.sheet')].map((sheet) => [...sheet.querySelectorAll('.piece')].map((piece) => {
    const drawn = piece.cloneNode(true);
    for (const each of drawn.querySelectorAll('.chosen')) each.classList.remove('chosen');
    return drawn.outerHTML.replace(/[\\d.]+px/g, (each) => `${Math.round(parseFloat(each))}px`).replaceAll(' class=""', '');
  }).sort());
  const pair = [read(here), read(host)];
  host.remove();
  done(pair);
});"""


def test_pages_of_which_only_what_is_other_is_drawn_are_those_that_are_drawn_anew(clerk: Clerk, office: Path) -> None:
    words = next(each for each in clerk.all(".sheets .words") if "面对外部环境变化" in each.text)
    for value in ("61.75", "7", "123456789.25", "61.76"):
        clerk.fill(KEY, value)
        clerk.until(lambda: value in clerk.pages, "the figure on the page")  # noqa: B023
        here, anew = clerk.driver.execute_async_script(SAME)
        assert here == anew and len(here) > 5
    time.sleep(1)
    assert clerk.run("for (const each of document.querySelector('.scales').children) each.id = 'kept'; return document.getElementById('kept') !== null")
    clerk.fill(KEY, "61.77")
    clerk.until(lambda: "61.77" in clerk.pages, "the figure on the page after a pause")
    assert clerk.run("return document.getElementById('kept') !== null"), "what was measured is not made anew"
    here, anew = clerk.driver.execute_async_script(SAME)
    assert here == anew
    clerk.press(Keys.ESCAPE)
    words.click()
    for said in ("一句不长的话。", "很长很长的话，" * 40, ""):
        field = clerk.one("#sentence")
        field.send_keys(Keys.CONTROL, Keys.END)
        field.send_keys(said or Keys.BACKSPACE * 40)
        clerk.until(lambda: clerk.run("return document.querySelector('.kind').textContent.includes('还没有存')"), "the sentence on the page")
        time.sleep(0.5)
        here, anew = clerk.driver.execute_async_script(SAME)
        assert here == anew
