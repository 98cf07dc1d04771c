// The page: figures on the left, pages on the right, problems and cards below.
import { html, render, useEffect, useReducer, useRef, useState } from "/static/preact-htm.js";
import { about, change, changed, dropped, figureId, goTo, hear, listen, load, mend, missing, office, openFolder, paintedBy, save, sentenceId, stamp, store, takeBack, typed, worked } from "/static/store.js";
import { draw, mark, real } from "/static/sheets.js";
import { bring, close, compareYears, Files, gradesOf, Outline, Trouble, Working } from "/static/views.js";

const VALUE = "值", NOTES = ["来源", "口径", "截至"], STATE = "状态";
const shown = () => store.preview ?? store.state;
const wish = () => ({ figure: store.selected, sentence: store.sentence });
const allRows = () => (store.state?.departments ?? []).flatMap((department) => department.groups.flatMap((group) => group.rows));
const rowOf = (key) => allRows().find((row) => row.key === key);
/** The same figure with what is being typed. */
let triedBy = null, triedRows = new Map();
function triedRow(row) {
  if (shown() === store.state) return row;
  if (triedBy !== store.preview) {
    triedBy = store.preview;
    triedRows = new Map(store.preview.departments.flatMap((department) => department.groups.flatMap((group) => group.rows)).map((each) => [each.key, each]));
  }
  return triedRows.get(row.key) ?? row;
}
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

function Row({ row, states }) {
  const draft = store.drafts.get(figureId(row.path, STATE));
  const pick = (event) => { const name = figureId(row.path, STATE); typed(name, { kind: "figure", path: row.path, slot: STATE, old: row.noted[STATE], new: event.target.value }, true); save([name]); };
  const now = triedRow(row);
  return html`<div class=${`figure-row ${store.selected === row.key ? "selected" : ""}`} data-key=${row.key}>
    <label for=${`v-${row.key}`}>${row.label}</label>
    <${Field} row=${row} slot=${VALUE} id=${`v-${row.key}`} className=${`value ${row.numeric ? "" : "list-value"} ${row.numeric || row.unit ? "" : "unitless"} ${now.gap ? "gap" : ""}`} placeholder=${row.gap ? "待补" : ""} title=${row.numeric ? null : row.value} />
    ${row.numeric || row.unit ? html`<span class="unit">${row.unit}</span>` : null}
    <span class="last">${row.last ? `去年 ${row.last}` : ""}${now.growth ? html`<br />${now.growth}` : ""}</span>
    <${Field} row=${row} slot="来源" className="source" label=${`${row.label}的来源`} placeholder="来源" />
    <select aria-label=${`${row.label}的状态`} value=${draft ? draft.step.new : row.noted[STATE]} onChange=${pick}>
      ${["", ...states].map((each) => html`<option value=${each}>${each}</option>`)}</select>
    <span class=${`grade-${row.grade}`} title=${row.grade} aria-label=${row.grade}>${row.grade ? { 错误: "✕", 提醒: "！", 说明: "·" }[row.grade] : ""}</span>
    <${Trouble} name=${figureId(row.path, VALUE)} />
  </div>`;
}

/** A row is made anew only where it is another: of a hundred rows a key changes one. */
const rowsMade = new Map();
function rowOnce(row, states) {
  const now = triedRow(row), drafts = store.drafts.size ? [VALUE, "来源", STATE].map((slot) => store.drafts.get(figureId(row.path, slot))) : [];
  const sign = JSON.stringify([store.selected === row.key, now.gap, now.growth, drafts.map((draft) => draft && [draft.step.new, draft.now, draft.message])]);
  const known = rowsMade.get(row.key);
  if (known?.row === row && known.states === states && known.sign === sign) return known.node;
  const node = html`<${Row} key=${row.key} row=${row} states=${states} />`;
  rowsMade.set(row.key, { row, states, sign, node });
  return node;
}

const VIEWS = [["figures", "数据"], ["outline", "提纲"], ["files", "文件"]];
function Figures({ filter, setFilter }) {
  const { departments, states } = store.state;
  const wanted = (row) => (!filter.words || row.label.includes(filter.words) || row.group.includes(filter.words))
    && (!filter.gaps || row.gap || store.drafts.has(figureId(row.path, VALUE)) || store.selected === row.key) && (!filter.doubts || ["错误", "提醒"].includes(row.grade));
  const { view } = store, figures = view === "figures";
  return html`<section class="left" aria-label=${VIEWS.find(([name]) => name === view)[1]}>
    <div class="tools"><span class="views" role="tablist">${VIEWS.map(([name, label]) => html`<button role="tab" aria-selected=${view === name} onClick=${() => changed({ view: name })}>${label}</button>`)}</span>
      ${view === "files" ? null : html`<input type="search" id="search" placeholder="查找" aria-label=${figures ? "查找指标" : "查找句子"} value=${filter.words} onInput=${(event) => setFilter({ ...filter, words: event.target.value.trim() })} />`}
      ${figures ? html`<label><input type="checkbox" checked=${filter.gaps} onChange=${(event) => setFilter({ ...filter, gaps: event.target.checked })} /> 缺的</label>
      <label><input type="checkbox" checked=${filter.doubts} onChange=${(event) => setFilter({ ...filter, doubts: event.target.checked })} /> 有问题的</label>` : null}</div>
    ${view === "outline" ? html`<${Outline} words=${filter.words} />` : view === "files" ? html`<${Files} />` : html`<div class="list">${departments.map((department) => {
      const groups = department.groups.map((group) => ({ ...group, rows: group.rows.filter(wanted) })).filter((group) => group.rows.length);
      return groups.length ? html`<div key=${department.name}><h2>${department.name}${department.gaps ? html` <span class="warn">缺 ${department.gaps}</span>` : ""}</h2>
        ${groups.map((group) => html`<div key=${group.name}><h3>${group.name}</h3>${group.rows.map((row) => rowOnce(row, states))}</div>`)}</div>` : null;
    })}</div>`}</section>`;
}

const QUIET = 1500;

/** LibreOffice's pages, asked for when nobody has typed for a while, and shown once their pictures are there. */
function useOffice(wished) {
  const [found, setFound] = useState({ number: 0, pages: [] }), { number, current } = store.state, quiet = !store.preview && !store.drafts.size;
  useEffect(() => {
    if (!wished || !quiet || !current || found.number === number) return undefined;
    let wanted = true;
    const timer = setTimeout(async () => {
      try {
        const answer = await office(), pictures = answer.pages.map((_, at) => { const image = new Image(); image.src = `/api/office/${at + 1}?${answer.number}`; return image; });
        await Promise.all(pictures.map((each) => each.decode()));
        if (wanted && !answer.stopped) setFound({ ...answer, pictures, origins: store.state.sheets.origins });
      } catch { /* the server has gone, which is told elsewhere */ }
    }, QUIET);
    return () => { wanted = false; clearTimeout(timer); };
  }, [number, quiet, wished, current]);
  return wished && quiet && found.number === number ? found : null;
}

function Pages() {
  const host = useRef(), printed = useRef(), scroller = useRef(), drawn = useRef(null), marked = useRef(""), [count, setCount] = useState(0), [zoom, setZoom] = useState(0.75), [exact, setExact] = useState(store.state.office);
  const data = shown().sheets, fit = () => setZoom(Math.max(0.4, Math.min(1.5, (scroller.current.clientWidth - 46) / (595.3 * 96 / 72))));
  const rendered = useOffice(exact), final_ = Boolean(rendered?.pages.length);
  useEffect(() => { fit(); const watcher = new ResizeObserver(fit); watcher.observe(scroller.current); return () => watcher.disconnect(); }, []);
  useEffect(() => { if (final_) real(printed.current, rendered); }, [rendered?.number, final_]);
  const paint = ({ sheets, number }) => {
    if (!sheets?.blocks || !host.current) return false;
    if (drawn.current !== sheets) setCount(draw(host.current, sheets, wish()));
    drawn.current = sheets;
    host.current.dataset.number = number;
    stamp("drawn");
    return true;
  };
  useEffect(() => { paintedBy(paint); return () => paintedBy(null); }, []);
  useEffect(() => {
    if (!paint(shown())) return;
    const key = `${store.selected}|${store.sentence}`, sign = `${key}|${final_ && rendered.number}`;
    if (marked.current === sign && host.current.dataset.chosen === key) return;
    const instant = mark(host.current, data, wish()), found = final_ ? mark(printed.current, rendered, wish()) : instant;
    if (found.length && host.current.dataset.chosen !== key) found[0].scrollIntoView({ block: "center", behavior: "auto" });
    host.current.dataset.chosen = key;
    marked.current = sign;
  });
  const lead = (event) => {
    const span = event.target.closest?.("[data-from]");
    if (!span || (event.type === "keydown" && event.key !== "Enter")) return;
    event.preventDefault();
    const origin = (final_ ? rendered : data).origins[span.dataset.from];
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
    <div class="pagebar"><span>共 ${final_ ? rendered.pages.length : count} 页</span>
      <button onClick=${() => setZoom(zoom - 0.1)} aria-label="缩小">－</button><span>${Math.round(zoom * 100)}%</span><button onClick=${() => setZoom(zoom + 0.1)} aria-label="放大">＋</button><button onClick=${fit}>适合宽度</button>
      ${store.state.office ? html`<label title="停手一会儿以后，换成 LibreOffice 排出来的样子"><input type="checkbox" id="exact" checked=${exact} onChange=${(event) => setExact(event.target.checked)} /> 真版面</label>` : null}
      <span class="kind" role="status">${final_ ? "LibreOffice 排版" : store.preview ? "即时版（含还没有存的）" : "即时版"}</span></div>
    ${stale ? html`<div class="stale" role="status">输入文件现在读不通或出不了稿，下面是上一次读通时的版面。</div>` : rendered?.told ? html`<div class="stale" role="status">${rendered.told}</div>` : null}
    <div class="pages" ref=${scroller} tabindex="0" aria-label="各页" id="pages"><div class="office" ref=${printed} hidden=${!final_} style=${{ zoom }} onClick=${lead} onKeyDown=${lead}></div><div class="sheets" ref=${host} hidden=${final_} style=${{ zoom }} onClick=${lead} onKeyDown=${lead}></div></div></section>`;
}

let unfilter = () => {};
/** To the field of a figure, whatever is filtered out. */
function lift(key) {
  if (store.view !== "figures") changed({ view: "figures" });
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
function goto(problem) {
  if (problem.key) lift(problem.key);
  else if (problem.file && problem.line) changed({ view: "files", at: { file: problem.file, line: problem.line } });
}

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
    <span>去年</span><span>${row.last || "没有"} ${triedRow(row).growth}</span>
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
  const answer = await worked(`正在出${kind}`, (work) => change("/api/copy", { kind, work }));
  if (!answer) return;
  changed({ dialog: html`<h2>${answer.stopped ? "停下了，什么也没有写" : answer.files.length ? `${kind}好了` : `没有出${kind}`}</h2>${answer.files.map((file) => html`<p>存为 <b>${file}</b></p>`)}${gradesOf(answer.told)}
    <button class="main" onClick=${close}>知道了</button>${answer.files.length ? html` <button onClick=${folder}>打开文件夹</button>` : null}` });
}
const final = () => changed({ dialog: html`<h2>定稿？</h2><p>定稿以后，这份文件不会再被新稿覆盖。数齐、问题看过了再定。</p>
  <button class="main" onClick=${() => { close(); give("定稿"); }}>定稿</button> <button onClick=${close}>先不定</button>` });
async function chase() {
  const text = await missing();
  changed({ dialog: html`<h2>催数</h2><p>可以整段复制，贴到群里：</p><textarea readonly>${text}</textarea><button class="main" onClick=${() => { navigator.clipboard?.writeText(text); close(); }}>复制</button> <button onClick=${close}>关</button>` });
}
async function forms(only) {
  const answer = await worked("正在导出填报表", () => change("/api/forms", { missing: only }));
  if (answer) changed({ dialog: html`<h2>填报表</h2>${answer.files.map((file) => html`<p>${file}</p>`)}${answer.files.length ? null : html`<p>没有要填的。</p>`}${gradesOf(answer.told)}<p>填好收回来的表，拖到这个页面上，或点“收回”选它们。</p><button class="main" onClick=${close}>知道了</button> <button onClick=${folder}>打开文件夹</button>` });
}
const formsOut = () => changed({ dialog: html`<h2>导出填报表</h2><p>一个科室一张表，存到 output 里。</p><button class="main" onClick=${() => { close(); forms(false); }}>全部指标</button> <button onClick=${() => { close(); forms(true); }}>只要还缺的</button> <button onClick=${close}>不导出</button>` });
async function folder() {
  const found = await openFolder();
  changed({ dialog: html`<h2>文件夹</h2><p>${found.there ? (found.shown ? "已经打开：" : "打不开，请自己到这里找：") : "还没有出过稿，没有这个文件夹："}<br /><b>${found.folder}</b></p><button class="main" onClick=${close}>知道了</button>` });
}
const others = () => store.state.years.map((each) => each.year).filter((year) => year !== store.state.year).reverse();
const compare = () => { const years = others(); if (years.length === 1) compareYears(years[0]); else changed({ dialog: html`<h2>与哪一年比？</h2><p>${years.map((year, at) => html`<button class=${at ? "" : "main"} onClick=${() => compareYears(year)}>${year} 年</button> `)}<button onClick=${close}>不比</button></p>` }); };

function Header() {
  const { title, undo, redo, year, years, text } = store.state, unsaved = store.drafts.size, chooser = useRef();
  const state = !store.online ? html`<span class="warn">连不上，填的都留着；请在命令行再运行 reportgen 打开</span>` : store.busy ? "正在存……" : unsaved ? html`<span class="warn">${unsaved} 处还没有存</span>` : "已保存";
  const texts = years.find((each) => each.year === year)?.texts ?? [], menu = (way) => (event) => { event.target.closest("details").open = false; way(); };
  return html`<header><h1 title=${title}>${title || "汇报材料"}</h1>
    ${years.length > 1 ? html`<select id="year" aria-label="年度" value=${year} onChange=${(event) => goTo(event.target.value, "")}>${[...years].reverse().map((each) => html`<option value=${each.year}>${each.year} 年</option>`)}</select>` : null}
    ${texts.length > 1 ? html`<select id="text" aria-label="文种" value=${text || texts[0]} onChange=${(event) => goTo(year, event.target.value)}>${texts.map((each) => html`<option>${each}</option>`)}</select>` : null}
    <button class="main" onClick=${() => give("送审稿")}>生成</button><button onClick=${final}>定稿</button><button onClick=${() => give("核稿稿")}>核稿</button>
    <button onClick=${() => chooser.current.click()} title="改过的 Word，或填好的表；也可以直接拖到页面上">收回</button><input ref=${chooser} id="chooser" type="file" class="hidden" tabindex="-1" aria-label="改过的 Word 或填好的表" multiple accept=".docx,.docm,.xlsx,.xls,.xlsm,.et,.ods,.csv,.tsv" onChange=${(event) => { bring(event.target.files); event.target.value = ""; }} />
    <button onClick=${chase}>催数</button><button onClick=${formsOut}>填报表</button>
    <details class="menu"><summary>更多</summary><div><button onClick=${menu(() => give("草稿"))}>草稿</button>${years.length > 1 ? html`<button onClick=${menu(compare)}>比对</button>` : null}<button onClick=${menu(folder)}>打开文件夹</button></div></details>
    <button disabled=${!undo} title=${undo ? `${undo.time} ${undo.command}` : ""} onClick=${() => takeBack(false)}>撤回</button><button disabled=${!redo} title=${redo ? redo.command : ""} onClick=${() => takeBack(true)}>重做</button>
    <span class="state" role="status" aria-live="polite">${state} · 缺 <b id="missing">${shown().missing}</b></span></header>`;
}

function Dialog() {
  const box = useRef();
  useEffect(() => { box.current?.querySelector("button.main")?.focus(); }, [store.dialog]);
  return store.dialog ? html`<div class="dialog" role="dialog" aria-modal="true" onKeyDown=${(event) => event.key === "Escape" && close()}><div ref=${box} class=${store.wide ? "wide" : ""}>${store.dialog}</div></div>` : null;
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
  return html`<div class="frame"><${Header} /><${Figures} filter=${filter} setFilter=${setFilter} /><${Pages} /><${Bottom} /><${Dialog} /><${Working} /></div>`;
}

document.addEventListener("keydown", keys);
const dragged = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragover", (event) => { if (dragged(event)) { event.preventDefault(); document.body.classList.add("dropping"); } });
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dropping"); });
document.addEventListener("drop", (event) => { if (dragged(event)) { event.preventDefault(); document.body.classList.remove("dropping"); bring(event.dataTransfer.files); } });
window.addEventListener("beforeunload", (event) => { if (store.drafts.size && !store.online) event.preventDefault(); });
document.getElementById("app").replaceChildren();
render(html`<${App} />`, document.getElementById("app"));
await load();
document.title = store.state?.title || document.title;
hear();
