// The page: figures on the left, pages on the right, problems and cards below.
import { html, render, useEffect, useReducer, useRef, useState } from "/static/preact-htm.js";
import { about, change, changed, dropped, figureId, hear, listen, load, mend, missing, office, save, sentenceId, settle, store, takeBack, typed } from "/static/store.js";
import { draw, mark } from "/static/sheets.js";

const VALUE = "值", NOTES = ["来源", "口径", "截至"], STATE = "状态";
const shown = () => store.preview ?? store.state;
const allRows = () => (store.state?.departments ?? []).flatMap((department) => department.groups.flatMap((group) => group.rows));
const rowOf = (key) => allRows().find((row) => row.key === key);
const stood = (row, slot) => (slot === VALUE ? row.value : row.noted[slot]);

function choose(key, { focus = false, panel = "card" } = {}) {
  changed({ selected: key, sentence: "", panel: key ? panel : store.panel });
  if (focus) document.getElementById(`v-${key}`)?.focus();
}

function Field({ row, slot, id, className = "", label, ...more }) {
  const draft = store.drafts.get(figureId(row.path, slot));
  const name = figureId(row.path, slot), composing = useRef(false);
  const step = (value) => ({ kind: "figure", path: row.path, slot, old: stood(row, slot), new: value });
  const input = (event) => typed(name, step(event.target.value), composing.current || event.isComposing);
  const keys = (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") { event.preventDefault(); save([name]); step_from(event.target, event.shiftKey ? -1 : 1); }
    else if (event.key === "Escape" && draft) { event.preventDefault(); dropped(name); }
  };
  const paste = (event) => {
    const lines = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n+$/, "").split("\n");
    if (lines.length < 2) return;
    event.preventDefault();
    pasted(row, slot, lines);
  };
  return html`<input id=${id} class=${`${className} ${draft ? "dirty" : ""}`} aria-label=${label} value=${draft ? draft.step.new : stood(row, slot)}
    autocomplete="off" spellcheck=${false} onInput=${input} onKeyDown=${keys} onPaste=${paste}
    oncompositionstart=${() => { composing.current = true; }} oncompositionend=${(event) => { composing.current = false; input(event); }}
    onBlur=${() => save([name])} onFocus=${() => choose(row.key)} aria-invalid=${Boolean(draft?.now !== undefined || draft?.message)} ...${more} />`;
}

/** Enter leads to the next field of the same kind. */
function step_from(field, by) {
  const kind = field.classList.contains("value") ? ".list input.value" : ".list input.source";
  const all = [...document.querySelectorAll(kind)];
  const next = all[all.indexOf(field) + by];
  next?.focus();
  next?.select();
}

/** A column from a table program: this row and those below it, as they are shown. */
function pasted(row, slot, lines) {
  const ids = [...document.querySelectorAll(".list input.value")].map((field) => field.id.slice(2));
  const rows = ids.slice(ids.indexOf(row.key)).map(rowOf);
  const pairs = lines.map((line, at) => [rows[at], line.split("\t")[0].trim()]).filter(([each]) => each);
  const write = () => {
    for (const [each, value] of pairs) if (value) store.drafts.set(figureId(each.path, slot), { step: { kind: "figure", path: each.path, slot, old: stood(each, slot), new: value } });
    changed({ dialog: null });
    save(pairs.map(([each]) => figureId(each.path, slot)));
  };
  changed({ dialog: html`<h2>粘贴 ${pairs.length} 行</h2><p>从“${row.label}”起往下填，空的不动：</p>
    <ol>${pairs.map(([each, value]) => html`<li>${each.label}：${value || "（空，不动）"}${each.value && value && each.value !== value ? html` <span class="warn">现在是 ${each.value}</span>` : ""}</li>`)}</ol>
    ${lines.length > pairs.length ? html`<p class="warn">多出 ${lines.length - pairs.length} 行，下面没有指标了，不填。</p>` : ""}
    <button class="main" onClick=${write}>填进去</button> <button onClick=${() => changed({ dialog: null })}>不填</button>` });
}

function Trouble({ name }) {
  const draft = store.drafts.get(name);
  if (draft?.now !== undefined) return html`<div class="clash" role="alert">在别处改成了“${draft.now || "（空）"}”，这里填的是“${draft.step.new || "（空）"}”。
    <button onClick=${() => settle(name, true)}>用我填的</button> <button onClick=${() => settle(name, false)}>用现在的</button></div>`;
  return draft?.message ? html`<div class="refused" role="alert">${draft.message}</div>` : null;
}

function Row({ row, states }) {
  const live = row.state ?? row;
  const draft = store.drafts.get(figureId(row.path, STATE));
  const pick = (event) => { const name = figureId(row.path, STATE); typed(name, { kind: "figure", path: row.path, slot: STATE, old: row.noted[STATE], new: event.target.value }, true); save([name]); };
  const now = shown() === store.state ? row : (shown().departments.flatMap((d) => d.groups.flatMap((g) => g.rows)).find((each) => each.key === row.key) ?? row);
  return html`<div class=${`figure-row ${store.selected === row.key ? "selected" : ""}`} data-key=${row.key}>
    <label for=${`v-${row.key}`}>${row.label}</label>
    <${Field} row=${row} slot=${VALUE} id=${`v-${row.key}`} className=${`value ${row.numeric ? "" : "list-value"} ${now.gap ? "gap" : ""}`} placeholder=${row.gap ? "待补" : ""} />
    <span class="unit">${row.unit}</span>
    <span class="last">${live.last ? `去年 ${row.last}` : ""}${now.growth ? html`<br />${now.growth}` : ""}</span>
    <${Field} row=${row} slot="来源" className="source" label=${`${row.label}的来源`} placeholder="来源" />
    <select aria-label=${`${row.label}的状态`} value=${draft ? draft.step.new : row.noted[STATE]} onChange=${pick}>
      ${["", ...states].map((each) => html`<option value=${each}>${each}</option>`)}</select>
    <span class=${`grade-${row.grade}`} title=${row.grade} aria-label=${row.grade}>${row.grade ? { 错误: "✕", 提醒: "！", 说明: "·" }[row.grade] : ""}</span>
    <${Trouble} name=${figureId(row.path, VALUE)} />
  </div>`;
}

function Figures({ filter, setFilter }) {
  const { departments, states } = store.state;
  const wanted = (row) => (!filter.words || row.label.includes(filter.words) || row.group.includes(filter.words))
    && (!filter.gaps || row.gap || store.drafts.has(figureId(row.path, VALUE)) || store.selected === row.key) && (!filter.doubts || ["错误", "提醒"].includes(row.grade));
  return html`<section class="left" aria-label="数据">
    <div class="tools"><input type="search" id="search" placeholder="查找指标" aria-label="查找指标" value=${filter.words} onInput=${(event) => setFilter({ ...filter, words: event.target.value.trim() })} />
      <label><input type="checkbox" checked=${filter.gaps} onChange=${(event) => setFilter({ ...filter, gaps: event.target.checked })} /> 只看缺的</label>
      <label><input type="checkbox" checked=${filter.doubts} onChange=${(event) => setFilter({ ...filter, doubts: event.target.checked })} /> 只看有问题的</label></div>
    <div class="list">${departments.map((department) => {
      const groups = department.groups.map((group) => ({ ...group, rows: group.rows.filter(wanted) })).filter((group) => group.rows.length);
      return groups.length ? html`<div key=${department.name}><h2>${department.name}${department.gaps ? html` <span class="warn">缺 ${department.gaps}</span>` : ""}</h2>
        ${groups.map((group) => html`<div key=${group.name}><h3>${group.name}</h3>${group.rows.map((row) => html`<${Row} key=${row.key} row=${row} states=${states} />`)}</div>`)}</div>` : null;
    })}</div></section>`;
}

const QUIET = 1500;

/** LibreOffice's pages, asked for when nobody has typed for a while; the old ones stay until the new are there, marked as old. */
function Office({ zoom }) {
  const [found, setFound] = useState({ pages: 0, number: 0 }), number = store.state.number;
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => office().then((answer) => wanted && setFound(answer), () => {}), found.number ? QUIET : 0);
    return () => { wanted = false; clearTimeout(timer); };
  }, [number]);
  const old = store.preview || found.number !== number;
  return html`<div class="office">${found.told ? html`<p class="warn">${found.told}</p>` : !found.number ? html`<p role="status">LibreOffice 正在排版……</p>` : old ? html`<p role="status">这是刚才的，停手以后换成新的。</p>` : null}
    ${Array.from({ length: found.pages }, (_, at) => html`<img key=${at} alt=${`第 ${at + 1} 页`} src=${`/api/office/${at + 1}?${found.number}`} style=${{ width: `${zoom * 794}px` }} />`)}</div>`;
}

function Pages() {
  const host = useRef(), scroller = useRef(), drawn = useRef(null), [count, setCount] = useState(0), [zoom, setZoom] = useState(0.75), [exact, setExact] = useState(false);
  const data = shown().sheets, fit = () => setZoom(Math.max(0.4, Math.min(1.5, (scroller.current.clientWidth - 46) / (595.3 * 96 / 72))));
  useEffect(() => { fit(); const watcher = new ResizeObserver(fit); watcher.observe(scroller.current); return () => watcher.disconnect(); }, []);
  useEffect(() => {
    if (!data?.blocks) return;
    if (drawn.current?.data !== data) {
      const text = JSON.stringify([data.sections, data.blocks, data.origins]);
      if (drawn.current?.text !== text) setCount(draw(host.current, data));
      drawn.current = { data, text };
    }
    const found = mark(host.current, data, { figure: store.selected, sentence: store.sentence });
    const key = `${store.selected}|${store.sentence}`;
    if (found.length && host.current.dataset.chosen !== key) found[0].scrollIntoView({ block: "center", behavior: "auto" });
    host.current.dataset.chosen = key;
    host.current.dataset.number = shown().number;
    performance.mark("drawn");
  });
  const lead = (event) => {
    const span = event.target.closest?.("[data-from]");
    if (!span || (event.type === "keydown" && event.key !== "Enter")) return;
    event.preventDefault();
    const origin = data.origins[span.dataset.from];
    host.current.dataset.chosen = "";
    if (origin.figures.length) {
      host.current.dataset.chosen = `${origin.figures.at(-1)}|`;
      lift(origin.figures.at(-1));
      changed({ beside: origin.sentence ?? "" });
    } else if (origin.sentence) {
      host.current.dataset.chosen = `|${origin.sentence}`;
      changed({ selected: "", sentence: origin.sentence, panel: "sentence", beside: "" });
      setTimeout(() => document.querySelector(".card textarea")?.focus());
    }
  };
  const stale = store.state && !store.state.current;
  return html`<section class="right" aria-label="版面">
    <div class="pagebar"><span>共 ${count} 页</span>
      <button onClick=${() => setZoom(zoom - 0.1)} aria-label="缩小">－</button><span>${Math.round(zoom * 100)}%</span><button onClick=${() => setZoom(zoom + 0.1)} aria-label="放大">＋</button><button onClick=${fit}>适合宽度</button>
      <button aria-pressed=${exact} onClick=${() => setExact(!exact)}>LibreOffice 排版</button>
      <span class="kind">${exact ? "LibreOffice 排版" : "即时版"}${store.preview ? "（含还没有存的）" : ""}</span></div>
    ${stale ? html`<div class="stale" role="status">输入文件现在读不通或出不了稿，下面是上一次读通时的版面。</div>` : null}
    <div class="pages" ref=${scroller} tabindex="0" aria-label="各页" id="pages">${exact ? html`<${Office} zoom=${zoom} />` : null}<div class="sheets" ref=${host} hidden=${exact} style=${{ zoom }} onClick=${lead} onKeyDown=${lead}></div></div></section>`;
}

let unfilter = () => {};
/** To the field of a figure, whatever is filtered out. */
function lift(key) {
  if (!document.getElementById(`v-${key}`)) unfilter();
  setTimeout(() => { const field = document.getElementById(`v-${key}`); choose(key); field?.scrollIntoView({ block: "center" }); field?.focus(); field?.select(); });
}

function Problems() {
  const found = shown().problems;
  return html`<div>${found.length ? found.map((problem) => html`<div class="problem" data-code=${problem.code}>
    <span class=${`where grade-${problem.grade}`}>${problem.grade} ${problem.code}</span>
    <button class="text" onClick=${() => goto(problem)}>${problem.place ? `${problem.place}：` : ""}${problem.message}${problem.hint ? `（${problem.hint}）` : ""}${problem.department ? ` ${problem.department}` : ""}</button>
    ${problem.repair ? html`<button onClick=${() => mend(problem.repair)} title=${problem.repair.new}>改好这一行</button>` : null}</div>`) : "没有问题。"}</div>`;
}
function goto(problem) { if (problem.key) lift(problem.key); }

function Past({ row }) {
  const [found, setFound] = useState(null), number = store.state.number;
  useEffect(() => { let wanted = true; setFound(null); about(row.path).then((card) => wanted && setFound(card), () => {}); return () => { wanted = false; }; }, [row.key, number]);
  if (!found) return null;
  return html`<span>历年</span><div class="wide years">${found.years.map((each) => `${each.year} 年 ${each.value}`).join("　") || "没有"}</div>
    ${found.copies.length ? html`<span>各稿</span><div class="wide copies">${found.copies.map((each) => html`<div>第 ${each.number} 稿 ${each.kind} ${each.time.slice(0, 16).replace("T", " ")}：${each.value || "待补"}</div>`)}</div>` : null}
    ${found.changes.length ? html`<span>改动</span><div class="wide changes">${found.changes.map((each) => html`<div>${each.time.slice(0, 16).replace("T", " ") || "上次以后"} ${each.by}：${each.old || "（空）"} → ${each.new || "（空）"}</div>`)}</div>` : null}`;
}

function FigureCard() {
  const row = rowOf(store.selected);
  if (!row) return html`<p>在左边点一个指标，或在版面上点一个数。</p>`;
  const data = shown().sheets, places = (data?.blocks ?? []).flatMap((block) => block.kind === "table" ? block.rows.flatMap((each) => each.cells.flatMap((cell) => cell.blocks)) : [block])
    .filter((block) => block.runs.some((run) => run.from !== undefined && data.origins[run.from].figures.includes(row.key)))
    .map((block) => { const text = block.runs.map((run) => run.text).join(""), hit = block.runs.findIndex((run) => run.from !== undefined && data.origins[run.from].figures.includes(row.key));
      const at = block.runs.slice(0, hit).reduce((sum, run) => sum + run.text.length, 0); return `…${text.slice(Math.max(0, at - 16), at + 24)}…`; });
  const own = shown().problems.filter((problem) => problem.key === row.key);
  return html`<div class="card"><b>${row.label}</b><span>${row.department || "未定科室"} · ${row.group}</span><span>在输入文件里</span><span>${row.place || "还没有写"}</span>
    ${NOTES.map((slot) => html`<label for=${`n-${slot}`}>${slot}</label><${Field} key=${row.key + slot} row=${row} slot=${slot} id=${`n-${slot}`} />`)}
    <span>去年</span><span>${row.last || "没有"} ${row.growth}</span>
    <span>印在</span><div class="wide">${places.length ? places.map((each) => html`<div>${each}</div>`) : "正文里没有用到"}</div>
    ${store.beside ? html`<span>所在的句子</span><div class="wide"><button onClick=${() => changed({ sentence: store.beside, selected: "", panel: "sentence" })}>改这一句</button></div>` : null}
    <${Past} row=${row} />
    ${own.map((problem) => html`<span class=${`grade-${problem.grade}`}>${problem.grade}</span><div class="wide">${problem.message}${problem.hint ? `（${problem.hint}）` : ""}</div>`)}</div>`;
}

function SentenceCard() {
  const sentence = store.state.sentences[store.sentence];
  if (!sentence) return html`<p>在版面上点一句话。</p>`;
  const name = sentenceId(store.sentence), draft = store.drafts.get(name);
  const input = (event) => typed(name, { kind: "sentence", address: sentence.address, old: sentence.text, new: event.target.value }, event.isComposing);
  return html`<div class="card"><label for="sentence">${store.sentence}</label><div class="wide">
    <textarea id="sentence" class=${draft ? "dirty" : ""} value=${draft ? draft.step.new : sentence.text} onInput=${input} oncompositionend=${input} onBlur=${() => save([name])}></textarea>
    <${Trouble} name=${name} />【】里的是数据，改它的值请到左边。</div></div>`;
}

const TABS = [["problems", "问题"], ["card", "指标"], ["sentence", "句子"]];
function Bottom() {
  const { counts } = shown();
  return html`<section class="bottom" aria-label="问题和指标"><nav role="tablist">${TABS.map(([name, label]) => html`<button role="tab" id=${`tab-${name}`} aria-selected=${store.panel === name} onClick=${() => changed({ panel: name })}>${label}${name === "problems" ? ` 错误${counts.错误} 提醒${counts.提醒} 说明${counts.说明}` : ""}</button>`)}
    ${store.told.map((problem) => html`<span class=${`told grade-${problem.grade}`} role="status">${problem.message}${problem.hint ? `（${problem.hint}）` : ""}</span>`)}</nav>
    <div class="body" role="tabpanel" tabindex="0" id="bottom">${store.panel === "problems" ? html`<${Problems} />` : store.panel === "card" ? html`<${FigureCard} />` : html`<${SentenceCard} />`}</div></section>`;
}

async function give(kind) {
  await save();
  const answer = await change("/api/copy", { kind });
  if (!answer) return;
  changed({ dialog: html`<h2>${answer.files.length ? `${kind}好了` : `没有出${kind}`}</h2>${answer.files.map((file) => html`<p>存为 <b>${file}</b></p>`)}
    ${answer.told.map((problem) => html`<p class=${`grade-${problem.grade}`}>${problem.grade} ${problem.place ? `${problem.place}：` : ""}${problem.message}${problem.hint ? `（${problem.hint}）` : ""}</p>`)}
    <button class="main" onClick=${() => changed({ dialog: null })}>知道了</button>` });
}
const final = () => changed({ dialog: html`<h2>定稿？</h2><p>定稿以后，这份文件不会再被新稿覆盖。数齐、问题看过了再定。</p>
  <button class="main" onClick=${() => { changed({ dialog: null }); give("定稿"); }}>定稿</button> <button onClick=${() => changed({ dialog: null })}>先不定</button>` });
async function chase() {
  const text = await missing();
  changed({ dialog: html`<h2>催数</h2><p>可以整段复制，贴到群里：</p><textarea readonly>${text}</textarea><button class="main" onClick=${() => { navigator.clipboard?.writeText(text); changed({ dialog: null }); }}>复制</button> <button onClick=${() => changed({ dialog: null })}>关</button>` });
}
async function forms() {
  const answer = await change("/api/forms", { missing: false });
  if (answer) changed({ dialog: html`<h2>填报表</h2>${answer.files.map((file) => html`<p>${file}</p>`)}${answer.told.map((problem) => html`<p class=${`grade-${problem.grade}`}>${problem.message}</p>`)}<p>填好收回，放在同一个文件夹里，运行 reportgen 填报 导入 ${store.state.year}。</p><button class="main" onClick=${() => changed({ dialog: null })}>知道了</button>` });
}

function Header() {
  const { title, undo, redo } = store.state, unsaved = store.drafts.size;
  const state = !store.online ? html`<span class="warn">连不上，填的都留着；请在命令行再运行 reportgen 打开</span>` : store.busy ? "正在存……" : unsaved ? html`<span class="warn">${unsaved} 处还没有存</span>` : "已保存";
  return html`<header><h1>${title || "汇报材料"}</h1>
    <button class="main" onClick=${() => give("送审稿")}>生成</button><button onClick=${() => give("草稿")}>草稿</button><button onClick=${final}>定稿</button><button onClick=${() => give("核稿稿")}>核稿</button>
    <button onClick=${chase}>催数</button><button onClick=${forms}>填报表</button>
    <button disabled=${!undo} title=${undo ? `${undo.time} ${undo.command}` : ""} onClick=${() => takeBack(false)}>撤回</button><button disabled=${!redo} title=${redo ? redo.command : ""} onClick=${() => takeBack(true)}>重做</button>
    <span class="state" role="status" aria-live="polite">${state} · 缺 <b id="missing">${shown().missing}</b></span></header>`;
}

function Dialog() {
  const box = useRef();
  useEffect(() => { box.current?.querySelector("button.main")?.focus(); }, [store.dialog]);
  return store.dialog ? html`<div class="dialog" role="dialog" aria-modal="true" onKeyDown=${(event) => event.key === "Escape" && changed({ dialog: null })}><div ref=${box}>${store.dialog}</div></div>` : null;
}

let problemAt = -1;
function keys(event) {
  if (event.isComposing) return;
  if (event.ctrlKey && event.key === "s") { event.preventDefault(); save(); }
  else if (event.altKey && ["1", "2", "3"].includes(event.key)) {
    event.preventDefault();
    if (event.key === "1") (document.getElementById(`v-${store.selected}`) ?? document.querySelector(".list input.value") ?? document.getElementById("search")).focus();
    if (event.key === "2") (document.querySelector(".sheets .chosen.figure") ?? document.querySelector(".sheets .figure") ?? document.getElementById("pages")).focus();
    if (event.key === "3") { changed({ panel: "problems" }); setTimeout(() => (document.querySelector(".problem button") ?? document.getElementById("bottom")).focus()); }
  } else if (event.key === "F8") {
    event.preventDefault();
    const found = shown().problems.filter((problem) => problem.key);
    if (!found.length) return;
    problemAt = (problemAt + (event.shiftKey ? found.length - 1 : 1)) % found.length;
    goto(found[problemAt]);
  } else if (event.ctrlKey && event.key === "z" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName)) { event.preventDefault(); takeBack(event.shiftKey); }
}

function App() {
  const [, again] = useReducer((number) => number + 1, 0);
  const [filter, setFilter] = useState({ words: "", gaps: false, doubts: false });
  useEffect(() => listen(again), []);
  unfilter = () => setFilter({ words: "", gaps: false, doubts: false });
  if (!store.state) return html`<p>${store.online ? "正在打开……" : "连不上，请在命令行再运行 reportgen 打开"}</p>`;
  return html`<div class="frame"><${Header} /><${Figures} filter=${filter} setFilter=${setFilter} /><${Pages} /><${Bottom} /><${Dialog} /></div>`;
}

document.addEventListener("keydown", keys);
window.addEventListener("beforeunload", (event) => { if (store.drafts.size && !store.online) event.preventDefault(); });
document.getElementById("app").replaceChildren();
render(html`<${App} />`, document.getElementById("app"));
await load();
document.title = store.state?.title || document.title;
hear();
