// The server's blocks → pages on the screen.  Each section is laid out once, in columns of the type area's size, so that the browser
// breaks lines and pages (widows, headings that stay with their text); then each piece is put where it fell, on its page.

const FONTS = [
  [/小标宋/, "方正小标宋简体, 方正小标宋_GBK, FZXiaoBiaoSong-B05S, 华文中宋, STZhongsong, 'AR PL SungtiL GB', 'Noto Serif CJK SC', SimSun, serif"],
  [/黑/, "黑体, SimHei, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"],
  [/楷/, "楷体_GB2312, KaiTi_GB2312, 楷体, KaiTi, STKaiti, 'AR PL KaitiM GB', serif"],
  [/宋/, "宋体, SimSun, STSong, 'Noto Serif CJK SC', 'AR PL SungtiL GB', serif"],
  [/./, "仿宋_GB2312, FangSong_GB2312, 仿宋, FangSong, STFangsong, 'Noto Serif CJK SC', 'AR PL SungtiL GB', serif"],
];
const LATIN = "'Times New Roman', 'Liberation Serif', Tinos, serif";
const GAP = 60;               // points between two columns of the layout
const NARROW = 596;           // points: a sheet that lies on its side is shown as wide as the others
const IDEOGRAPH = /[\u3400-\u9fff]/;
const pt = (value) => `${value}pt`;

function made(name, styles = {}, ...children) {
  const element = document.createElement(name);
  Object.assign(element.style, styles);
  element.append(...children);
  return element;
}

function text(run, before, after) {
  const span = made("span", { fontSize: pt(run.size), fontFamily: FONTS.find(([name]) => name.test(run.font || "仿宋"))[1] });
  if (run.spacing) span.style.letterSpacing = pt(run.spacing);
  if (run.bold) span.style.fontWeight = "bold";
  if (run.italic) span.style.fontStyle = "italic";
  if (run.underline || run.strike) span.style.textDecoration = run.strike ? "line-through" : "underline";
  if (run.highlight) span.classList.add("marked");
  if (run.colour) span.style.color = run.colour;
  if (run.from !== undefined) span.dataset.from = run.from;
  const pieces = run.text.split(/([\x21-\x7e]+)/);
  pieces.forEach((piece, number) => {
    if (!piece) return;
    if (number % 2 === 0) { span.append(...broken(piece).flatMap((each) => (typeof each === "string" ? hanging(each, run) : [each]))); return; }
    const left = (number > 0 && pieces[number - 1].slice(-1)) || before, right = (pieces[number + 1] ?? "")[0] ?? after;
    const latin = made("span", { fontFamily: LATIN }, piece);
    // a blank between 汉字 and Latin, which takes no room where a line begins or ends
    latin.style.setProperty("--room", pt(run.size / 4));
    if (IDEOGRAPH.test(left)) latin.classList.add("apart-before");
    if (IDEOGRAPH.test(right)) latin.classList.add("apart-after");
    span.append(latin);
  });
  return span;
}

// Marks that Word and LibreOffice let stand in the margin where a line is full.  A mark has no width of its own here, and a blank of
// its width follows, which at the end of a line takes no room.
const HANGING = /([、。，．：；！？])/;
function hanging(piece, run) {
  return piece.split(HANGING).filter(Boolean).map((each) => {
    if (!HANGING.test(each)) return each;
    const mark_ = made("span", { letterSpacing: pt(-run.size) }, each);
    mark_.className = "hang";
    mark_.style.setProperty("--room", pt(run.size + (run.spacing ?? 0)));
    return mark_;
  });
}

function broken(piece) {
  return piece.split(/(\n|\t)/).map((each) => (each === "\n" ? document.createElement("br") : each === "\t" ? "\u2003" : each));
}

/** The characters before a run and after it. */
const beside = ({ runs }, at) => [runs[at - 1]?.text.slice(-1) ?? "", runs[at + 1]?.text[0] ?? ""];
const runOf = (block, at) => text(block.runs[at], ...beside(block, at));

function paragraph(block) {
  const { layout } = block;
  const element = made("p", {
    textAlign: { both: "justify", distribute: "justify", center: "center", right: "right", end: "right" }[layout.align] ?? "left",
    marginTop: pt(layout.before), marginBottom: pt(layout.after), marginLeft: pt(layout.left), marginRight: pt(layout.right),
    textIndent: pt(layout.first), fontSize: pt(block.size), lineHeight: layout.line ? pt(layout.line) : String(1.3 * layout.share),
    breakAfter: layout.keep ? "avoid" : "auto", breakInside: layout.keep ? "avoid" : "auto", breakBefore: block.fresh ? "column" : "auto",
  });
  if (layout.line) element.classList.add("pitch");
  if (!layout.widow) element.classList.add("loose");
  if (block.label) element.append(block.label);
  element.append(...block.runs.map((run, at) => runOf(block, at)));
  if (!block.runs.length) element.append("\u200b");
  if (block.chart) element.append(chart(block.chart));
  return element;
}

/** Columns without widths of their own are as wide as their longest words ask for, and share what is left. */
function fitted(block, columns) {
  const wide = (text, size) => [...text].reduce((all, char) => all + (char < "\u2e80" && char !== "—" ? size / 2 : size), 0) + 11;
  const wanted = Array(columns).fill(20);
  for (const row of block.rows) {
    if (row.cells.length !== columns) continue;
    row.cells.forEach((cell, at) => { for (const each of cell.blocks) wanted[at] = Math.max(wanted[at], wide(each.runs.map((run) => run.text).join(""), each.size)); });
  }
  return wanted.map((width) => `minmax(0, ${width}fr)`).join(" ");
}

/** How wide the columns of a table are. */
function shares(block) {
  if (block.columns.some(Boolean)) return block.columns.map((width) => `minmax(0, ${width}fr)`).join(" ");
  const columns = Math.max(...block.rows.map((row) => row.cells.reduce((sum, cell) => sum + (cell.span ?? 1), 0)));
  const widest = block.rows.find((row) => row.cells.length === columns) ?? block.rows[0];
  const sum = widest.cells.reduce((total, cell) => total + cell.width, 0) || 1;
  return widest.cells.some((cell) => cell.width) ? widest.cells.map((cell) => `${(cell.width || sum / columns)}fr`).join(" ") : fitted(block, columns);
}

const shaped = new WeakMap();     // a table → its columns, which are worked out of all its words
function shapeOf(block, wide) {
  const known = shaped.get(block);
  if (known?.wide === wide) return known;
  const columns = shares(block), width = block.width || wide, setting = JSON.stringify([columns, width, block.align, block.ruled, block.padding]);
  const made_ = { wide, columns, width, setting };
  shaped.set(block, made_);
  return made_;
}

/** What is laid out as a whole and put on a page: a paragraph, or a row of a table; `same` tells of two whether they look alike. */
function units(section, blocks) {
  const wide = section.width - section.left - section.right;
  return blocks.flatMap((block) => {
    if (block.kind !== "table") return [{ source: block, setting: "", make: () => paragraph(block) }];
    const { columns, width, setting } = shapeOf(block, wide);
    const heads = block.rows.findIndex((row) => !row.head);
    return block.rows.map((row, at) => ({ source: row, setting, table: block, isHead: at < heads, make: () => line(row, block, columns, width) }));
  });
}
const written = (unit) => (unit.text ??= JSON.stringify(unit.source));
const same = (one, other) => one.setting === other.setting && (one.source === other.source || written(one) === written(other));

function line(row, block, columns, width) {
  const made_ = made("div", { gridTemplateColumns: columns, width: pt(width), minHeight: pt(row.height) }), [left, right] = block.padding.map(pt);
  if (block.align === "center") made_.style.margin = "0 auto";
  made_.className = "row";
  for (const cell of row.cells) {
    const box = made("div", { paddingLeft: left, paddingRight: right, ...(cell.span ? { gridColumn: `span ${cell.span}` } : {}) }, ...cell.blocks.map(paragraph));
    box.className = block.ruled ? "cell ruled" : "cell";
    made_.append(box);
  }
  return made_;
}

const SVG = "http://www.w3.org/2000/svg";
function chart(data) {
  const { width, height } = sizeOf(data), svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("role", "img");
  Object.assign(svg.style, { width: pt(width), height: pt(height), display: "block" });
  svg.setAttribute("aria-label", labelOf(data));
  for (const stroke of strokes(data)) svg.append(stroked(document.createElementNS(SVG, stroke.name), stroke));
  return svg;
}
const sizeOf = (data) => ({ width: data.width || 400, height: data.height || 300 });
const namesOf = (data) => data.series[0]?.categories ?? [];
const labelOf = (data) => `图：${namesOf(data).join("、")}`;
function stroked(element, { attributes, words }) {
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (words !== undefined) element.textContent = words;
  return element;
}

/** What a chart is drawn with, one after the other. */
function strokes(data) {
  const names = namesOf(data), { width, height } = sizeOf(data), found = [];
  const most = Math.max(1e-9, ...data.series.flatMap((each) => each.values.map(Number).filter(Number.isFinite)));
  const add = (name, attributes, words) => found.push({ name, attributes, words });
  const label = data.across ? width * 0.3 : 0, band = (data.across ? height - 24 : width) / Math.max(1, names.length);
  const thick = (band * 0.7) / Math.max(1, data.series.length);
  names.forEach((name, at) => {
    const start = at * band + band * 0.15;
    if (data.across) add("text", { x: label - 6, y: start + band * 0.35, "text-anchor": "end", "font-size": 10.5, "dominant-baseline": "middle" }, name);
    else add("text", { x: start + band * 0.35, y: height - 30, "text-anchor": "middle", "font-size": 10.5 }, name);
    data.series.forEach((each, number) => {
      const size = Math.max(0, Number(each.values[at]) / most || 0);
      if (data.across) {
        const long = size * (width - label - 50);
        add("rect", { x: label, y: start + number * thick, width: long, height: thick, fill: each.colour });
        add("text", { x: label + long + 4, y: start + (number + 0.5) * thick, "font-size": 9, "dominant-baseline": "middle" }, each.values[at]);
      } else {
        const long = size * (height - 70);
        add("rect", { x: start + number * thick, y: height - 44 - long, width: thick, height: long, fill: each.colour });
      }
    });
  });
  data.series.forEach((each, number) => {
    add("rect", { x: width / 2 - 60 + number * 70, y: height - 14, width: 9, height: 9, fill: each.colour });
    add("text", { x: width / 2 - 47 + number * 70, y: height - 6, "font-size": 9 }, each.name);
  });
  return found;
}

/** A chart of the same size becomes another one: of a hundred strokes a key changes a handful. */
function redrawn(svg, was, now) {
  const before = strokes(was), after = strokes(now);
  if (was.across !== now.across || before.length !== after.length || before.some(({ name }, at) => name !== after[at].name)) { svg.replaceWith(chart(now)); return; }
  after.forEach((stroke, at) => { if (JSON.stringify(stroke) !== JSON.stringify(before[at])) stroked(svg.children[at], stroke); });
  svg.setAttribute("aria-label", labelOf(now));
}

/** How high the lines are that a paragraph has in each column: its box reaches to the column's end, also where no line fits in. */
function rowsIn(element, rects) {
  const range = document.createRange(), high = parseFloat(getComputedStyle(element).lineHeight);
  range.selectNodeContents(element);
  const middles = [...range.getClientRects()].filter((each) => each.width).map((each) => [each.left, (each.top + each.bottom) / 2]);
  return rects.map((rect) => {
    const own = middles.filter(([left, middle]) => left >= rect.left - 40 && left < rect.right + 40 && middle >= rect.top && middle <= rect.bottom + high / 2);
    return own.length ? (Math.floor((Math.max(...own.map(([, middle]) => middle)) - rect.top) / high) + 1) * high : rect.height;
  });
}

/** Lays a section out, and gives its pages; of each unit is noted in which pieces it stands. */
function pagesOf(section, items, first) {
  const width = section.width - section.left - section.right, height = section.height - section.top - section.bottom;
  const flow = made("div", { columnWidth: pt(width), columnGap: pt(GAP), height: pt(height), width: pt(width) });
  flow.className = "flow";
  const placed = items.map((item, index) => ({ element: item.make(), index }));
  flow.append(...placed.map((each) => each.element));
  document.body.append(flow);
  const base = flow.getBoundingClientRect(), px = 96 / 72, step = (width + GAP) * px;
  repeatHeads(items, placed, (element) => Math.floor((element.getBoundingClientRect().left - base.left + 1) / step));
  const found = placed.map(({ element, index }) => { const rects = [...element.getClientRects()]; return [index, element, rects, rects.length > 1 ? rowsIn(element, rects) : rects.map((rect) => rect.height)]; });
  for (const item of items) item.pieces = [];
  const pages = [];
  const page = (number) => {
    while (pages.length <= number) pages.push(sheet(section, width, height, first + pages.length));
    return pages[number].querySelector(".area");
  };
  let last = {};
  for (const [index, element, rects, shown] of found) {
    const { pieces, table } = items[index];
    let above = 0;
    for (const [at, rect] of rects.entries()) {
      const column = Math.floor((rect.left - base.left + 1) / step);
      const piece = made("div", { left: `${rect.left - base.left - column * step}px`, top: `${rect.top - base.top}px`, width: `${rect.width}px`, height: `${shown[at]}px` });
      piece.className = rects.length > 1 ? "piece cut" : "piece";
      if (table && (last.table !== table || last.column !== column)) piece.classList.add("topmost");
      last = { table, column };
      fill(piece, rects.length > 1 ? element.cloneNode(true) : element, above, rect.width);
      pieces.push({ piece, above, width: rect.width });
      page(column).append(piece);
      above += shown[at];
    }
  }
  flow.remove();
  if (!pages.length) page(0);
  return pages;
}

/** Where a table goes on in another column, its head stands above it once more. */
function repeatHeads(items, placed, column) {
  for (let at = 1; at < placed.length; at++) {
    const item = items[placed[at].index], before = items[placed[at - 1].index];
    if (!item.table || item.isHead || before.isHead || before.table !== item.table || column(placed[at].element) <= column(placed[at - 1].element)) continue;
    const heads = items.flatMap((each, index) => (each.table === item.table && each.isHead ? [{ element: each.make(), index }] : []));
    if (!heads.length) continue;
    heads[0].element.style.breakBefore = "column";
    for (const each of heads) placed[at].element.before(each.element);
    placed.splice(at, 0, ...heads);
    at += heads.length;
  }
}

function fill(piece, inner, above, width) {
  Object.assign(inner.style, { margin: "0", marginTop: `${-above}px`, width: `${width}px` });
  piece.replaceChildren(inner);
}

/** What brings an element that was made of `was` to one that is made of `now`; null where more is other than the words of its runs and
    its chart, and it is to be made anew.  A browser lays out again what is new to it, and of a long paragraph that is then one run. */
function amends(was, now) {
  if (now.cells) return amendsOfRow(was, now);
  const size = (block) => block.chart && [block.chart.width, block.chart.height];
  const frame = (block) => JSON.stringify({ ...block, runs: block.runs.length, chart: size(block) });
  if (frame(was) !== frame(now)) return null;
  const found = now.runs.flatMap((run, at) => (isAlike(was, now, at) ? [] : [(element) => element.children[at].replaceWith(runOf(now, at))]));
  if (!now.chart || JSON.stringify(was.chart) === JSON.stringify(now.chart)) return found;
  return [...found, (element, seen) => { if (seen) redrawn(element.lastChild, was.chart, now.chart); }];     // of one size: nothing to measure
}
function amendsOfRow(was, now) {
  const frame = (row) => JSON.stringify({ ...row, cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.length })) });
  if (frame(was) !== frame(now)) return null;
  const found = now.cells.map((cell, at) => cell.blocks.map((block, place) => {
    const inner = amends(was.cells[at].blocks[place], block);
    return inner && inner.map((each) => (element, seen) => each(element.children[at].children[place], seen));
  })).flat();
  return found.includes(null) ? null : found.flat();
}
function isAlike(was, now, at) {
  const one = was.runs[at], other = now.runs[at];
  if (one.text !== other.text || one.from !== other.from) return false;
  return beside(was, at).join("|") === beside(now, at).join("|") && JSON.stringify(one) === JSON.stringify(other);
}

/** Units as they are measured, each alone in its width, out of sight; those of the last draw are kept for the next one. */
const scales = made("div");
scales.className = "flow scales";

/** How high some units are, and where their lines stand.  One layout for all of them, since each one costs as much again. */
function measure(wanted) {
  if (!wanted.length) return;
  for (const { item, scale, changes, width } of wanted) {
    item.scale = (changes && scale) ?? made("div", { display: "flow-root", width: pt(width) }, item.make());
    if (item.scale === scale) for (const change of changes) change(scale.firstChild, false);
  }
  const now = new Set(wanted.map(({ item }) => item.scale)), range = document.createRange();
  for (const each of [...scales.children]) if (!now.has(each)) each.remove();
  scales.append(...[...now].filter((each) => each.parentNode !== scales));
  if (!scales.isConnected) document.body.append(scales);
  for (const { item } of wanted) {
    const element = item.scale.firstChild, box = element.getBoundingClientRect();
    range.selectNodeContents(element);
    const tops = element.className === "row" ? [] : [...range.getClientRects()].filter((each) => each.width).map((each) => Math.round((each.top + each.bottom) / 2 - box.top));
    item.high = [Math.round(box.height * 4), ...new Set(tops)].join();
  }
}

/** Which units of a section are other than those that are drawn; null where other units follow one another than before. */
function othersOf(section, before, items) {
  if (before.length !== items.length) return null;
  const width = section.width - section.left - section.right, found = [];
  for (const [at, item] of items.entries()) {
    if (same(item, before[at])) continue;
    if (breaks(item.source) !== breaks(before[at].source)) return null;
    found.push({ item, was: before[at], width, changes: before[at].setting === item.setting ? amends(before[at].source, item.source) : null });
  }
  return found;
}

/** Measures all of them, and what they replace where that was never measured. */
function weigh(others) {
  measure(others.filter(({ was }) => was.high === undefined).map(({ was, width }) => ({ item: was, width })));
  measure(others.map((other) => ({ ...other, scale: other.was.scale })));
}

/** Puts what is other into the pages that are there.  That gives the same as laying all out anew where each unit that is other is
    as high as what it replaces and has its lines in the same places, since nothing else moves then; otherwise nothing is done. */
function replaced(before, items, others, dirty) {
  if (others.some(({ item, was }) => item.high !== was.high)) return false;
  for (const [at, item] of items.entries()) {
    item.pieces = before[at].pieces;
    item.high ??= before[at].high;
    if (before[at].scale?.isConnected) item.scale ??= before[at].scale;     // what was measured last is mostly what is typed in next
  }
  for (const { item, changes } of others) {
    for (const { piece, above, width } of item.pieces) {
      if (changes) for (const change of changes) change(piece.firstChild, true);
      else fill(piece, item.make(), above, width);
      dirty.push(piece);
    }
  }
  return true;
}
const breaks = (source) => (source.layout ? `${source.fresh} ${JSON.stringify(source.layout)}` : "");

function sheet(section, width, height, number) {
  const area = made("div", { left: pt(section.left), top: pt(section.top), width: pt(width), height: pt(height) });
  area.className = "area";
  const made_ = made("section", { width: pt(section.width), height: pt(section.height) }, area);
  made_.className = "sheet";
  if (section.width > NARROW) made_.style.zoom = NARROW / section.width;
  made_.setAttribute("aria-label", `第 ${number} 页`);
  if (section.numbered) {
    const even = section.odd_even && number % 2 === 0;
    const foot = made("div", { bottom: pt(section.bottom - 30), left: pt(section.left + 14), right: pt(section.right + 14), textAlign: even ? "left" : "right" }, `— ${number} —`);
    foot.className = "number";
    made_.append(foot);
  }
  return made_;
}

const drawn = new WeakMap();      // host → the sections that are drawn in it

/** Draws all pages into `host`, of those that are there already only what is other; gives their number, and marks what is wished. */
export function draw(host, data, wish = {}) {
  const before = drawn.get(host) ?? [], now = [], dirty = [];
  const plans = data.sections.map((section, index) => {
    const items = units(section, data.blocks.filter((block) => block.section === index)), setting = JSON.stringify(section);
    const held = before[index]?.setting === setting ? before[index] : null;
    return { section, setting, items, held, others: held && othersOf(section, held.items, items) };
  });
  weigh(plans.flatMap(({ others }) => others ?? []));
  let number = 1;
  for (const { section, setting, items, held, others } of plans) {
    if (section.start) number = Number(section.start);
    const stays = others && held.first === number && replaced(held.items, items, others, dirty);
    const pages = stays ? held.pages : pagesOf(section, items, number);
    now.push({ setting, first: number, items, pages });
    number += pages.length;
    if (!stays) dirty.push(...pages);
  }
  const pages = now.flatMap((each) => each.pages);
  if (pages.length !== host.childElementCount || pages.some((page, at) => host.children[at] !== page)) host.replaceChildren(...pages);
  drawn.set(host, now);
  for (const each of dirty) { lead(each, data, (span) => span.textContent); mark(each, data, wish); }
  return pages.length;
}

/** The pages `base` with what the server says is other on them. */
export function patched(base, other) {
  const block = (each) => {
    if (typeof each === "number") return base.blocks[each];
    return each.of === undefined ? each : { ...each, rows: each.rows.map((row) => (typeof row === "number" ? base.blocks[each.of].rows[row] : row)) };
  };
  return { sections: other.sections ?? base.sections, blocks: other.blocks.map(block), origins: { ...base.origins, ...other.origins } };
}

/** LibreOffice's pages into `host`: pictures, and over them what leads to fields and sentences. */
export function real(host, data) {
  const percent = (share) => `${share * 100}%`;
  host.replaceChildren(...data.pages.map((page, at) => {
    const sheet_ = made("section", { width: pt(page.width), height: pt(page.height) });
    sheet_.className = "sheet real";
    if (page.width > NARROW) sheet_.style.zoom = NARROW / page.width;
    sheet_.setAttribute("aria-label", `第 ${at + 1} 页`);
    const picture = data.pictures[at];
    picture.alt = `第 ${at + 1} 页`;
    sheet_.append(picture);
    for (const place of page.places) {
      const [left, top, width, height] = place.box, span = made("span", { left: percent(left), top: percent(top), width: percent(width), height: percent(height) });
      span.dataset.from = place.from;
      span.dataset.text = place.text;
      sheet_.append(span);
    }
    return sheet_;
  }));
  lead(host, data, (span) => span.dataset.text);
}

/** What can be clicked, and what it says of itself; a name of origins is that of the same ones always. */
function lead(host, data, words) {
  for (const span of host.querySelectorAll("[data-from]:not(.figure, .words)")) {
    const origin = data.origins[span.dataset.from];
    if (origin.figures.length) {
      span.classList.add("figure");
      span.tabIndex = 0;
      span.setAttribute("role", "link");
      span.setAttribute("aria-label", `${words(span)}，到它的那一栏`);
    } else if (origin.sentence) span.classList.add("words");
  }
}

/** Shows where a figure or a sentence is printed; gives the spans. */
export function mark(host, data, { figure, sentence }) {
  const found = [];
  for (const span of host.querySelectorAll("[data-from]")) {
    const origin = data.origins[span.dataset.from];
    const is = (figure && origin.figures.includes(figure)) || (!figure && sentence && origin.sentence === sentence);
    span.classList.toggle("chosen", Boolean(is));
    if (is) found.push(span);
  }
  return found;
}
