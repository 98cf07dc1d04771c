// What stands beside the figures: the outline, the files' text, two years compared, and what somebody has dropped.
import { html, useEffect, useRef, useState } from "/static/preact-htm.js";
import { beside, brought, change, changed, comparison, confirmed, save, sentenceId, settle, stopWork, store, taken, typed } from "/static/store.js";

export const close = () => changed({ dialog: null, wide: false });
const grade = (problem) => html`<p class=${`grade-${problem.grade}`}>${problem.grade} ${problem.place ? `${problem.place}：` : ""}${problem.message}${problem.hint ? `（${problem.hint}）` : ""}</p>`;
export const gradesOf = (problems) => problems.map(grade);

/** Where somebody else was first, or what was typed could not be written. */
export function Trouble({ name }) {
  const draft = store.drafts.get(name);
  if (draft?.now !== undefined) return html`<div class="clash" role="alert">在别处改成了“${draft.now || "（空）"}”，这里填的是“${draft.step.new || "（空）"}”。
    <button onClick=${() => settle(name, true)}>用我填的</button> <button onClick=${() => settle(name, false)}>用现在的</button></div>`;
  return draft?.message ? html`<div class="refused" role="alert">${draft.message}</div>` : null;
}

/** The outline and the texts of the files, asked for again whenever the year is another. */
export function useBeside() {
  const [found, setFound] = useState(null), { number } = store.state;
  useEffect(() => { let wanted = true; beside().then((answer) => wanted && setFound(answer), () => {}); return () => { wanted = false; }; }, [number]);
  return found;
}

const step = (kind, line, more = {}) => ({ kind, address: line.address, old: line.text, new: "", ...more });
async function make(made) { await save(); await change("/api/steps", { steps: [made] }); }

function Line({ line, chosen, choose }) {
  const name = sentenceId(line.id), draft = store.drafts.get(name), [added, setAdded] = useState(null), field = useRef();
  const input = (event) => typed(name, { kind: "sentence", address: line.address, old: line.text, new: event.target.value }, event.isComposing);
  const tall = (element) => { if (element) { element.style.height = "auto"; element.style.height = `${element.scrollHeight + 2}px`; } };
  useEffect(() => { tall(field.current); });
  const add = async () => { const text = added.trim(); setAdded(null); if (text) await make(step("insert", line, { new: text })); };
  const keys = (event) => { if (event.key === "Escape" && draft) { event.preventDefault(); typed(name, { kind: "sentence", address: line.address, old: line.text, new: line.text }); } };
  return html`<div class=${`line ${line.heads ? "heads" : ""} ${chosen ? "selected" : ""}`} style=${{ paddingLeft: `${8 + Math.max(0, line.level - (line.heads ? 1 : 0)) * 14}px` }}>
    ${line.level ? null : html`<span class="unit">${line.key}</span>`}<textarea ref=${field} rows="1" class=${draft ? "dirty" : ""} aria-label=${`${line.key}：${line.text.slice(0, 20)}`} value=${draft ? draft.step.new : line.text}
      onFocus=${() => { choose(line.id); changed({ sentence: line.id, selected: "" }); }} onInput=${input} oncompositionend=${input} onKeyDown=${keys} onBlur=${() => save([name])}></textarea>
    ${chosen ? html`<span class="tools-of-line">
      ${line.listed ? html`<button title="在下面加一句" onClick=${() => setAdded("")}>＋</button>` : null}
      ${line.listed || line.heads ? html`<button title=${line.heads ? "这一段往上移" : "往上移"} onClick=${() => make(step("move", line, { by: -1 }))}>▲</button><button title=${line.heads ? "这一段往下移" : "往下移"} onClick=${() => make(step("move", line, { by: 1 }))}>▼</button>` : null}
      ${line.listed ? html`<button title="删去这一句" onClick=${() => make(step("remove", line))}>✕</button>` : null}</span>` : null}
    <${Trouble} name=${name} />
    ${added === null ? null : html`<textarea class="added dirty" rows="2" autofocus aria-label="新的一句" placeholder="新的一句，写好点“加上”" value=${added} onInput=${(event) => setAdded(event.target.value)}></textarea>
      <span><button class="main" onClick=${add}>加上</button> <button onClick=${() => setAdded(null)}>不加</button></span>`}</div>`;
}

export function Outline({ words }) {
  const found = useBeside(), [chosen, choose] = useState("");
  if (!found) return html`<p>正在读……</p>`;
  if (!found.outline.length) return html`<p class="warn">输入文件现在读不通，先改好下面列出的错误。</p>`;
  return html`<div class="list outline" role="list" aria-label="提纲">${found.outline.filter((line) => !words || line.text.includes(words))
    .map((line) => html`<${Line} key=${line.id} line=${line} chosen=${chosen === line.id} choose=${choose} />`)}</div>`;
}

export function Files() {
  const found = useBeside(), field = useRef(), [name, setName] = useState(""), [line, setLine] = useState(1);
  const file = found?.files.find((each) => each.name === (store.at?.file || name)) ?? found?.files[0];
  const id = `file:${file?.name}`, draft = store.drafts.get(id);
  useEffect(() => {
    if (!store.at || !field.current || !file) return;
    const lines = field.current.value.split("\n"), start = lines.slice(0, store.at.line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    field.current.focus();
    field.current.setSelectionRange(start, start + (lines[store.at.line - 1] ?? "").length);
    field.current.scrollTop = Math.max(0, (store.at.line - 4) * 20);
    setName(file.name); setLine(store.at.line);
    store.at = null;
  });
  if (!file) return html`<p>${found ? "没有输入文件。" : "正在读……"}</p>`;
  const input = (event) => typed(id, { kind: "file", file: file.name, old: file.text, new: event.target.value }, event.isComposing);
  const where = () => setLine(field.current.value.slice(0, field.current.selectionStart).split("\n").length);
  return html`<div class="files"><div class="tools">${found.files.length > 1 ? html`<select aria-label="哪一个文件" value=${file.name} onChange=${(event) => setName(event.target.value)}>${found.files.map((each) => html`<option>${each.name}</option>`)}</select>` : html`<b>${file.name}</b>`}
      <span>第 ${line} 行</span><button class="main" disabled=${!draft || draft.now !== undefined} onClick=${() => save([id])}>存</button>${draft ? html`<button onClick=${() => typed(id, { ...draft.step, new: draft.step.old })}>不要了</button>` : null}</div>
    ${draft?.now !== undefined ? html`<div class="clash" role="alert">同几行在别处也改过。下面是现在的样子：<textarea readonly aria-label="现在的样子" rows="6">${draft.now}</textarea>
      <button onClick=${() => settle(id, true)}>用我填的</button> <button onClick=${() => settle(id, false)}>用现在的</button></div>` : draft?.message ? html`<div class="refused" role="alert">${draft.message}</div>` : null}
    <textarea ref=${field} id="file" class=${draft ? "dirty" : ""} aria-label=${`${file.name} 的全文`} spellcheck=${false} wrap="off" value=${draft ? draft.step.new : file.text} onInput=${input} oncompositionend=${input} onKeyUp=${where} onClick=${where}></textarea></div>`;
}

/** Files dropped or chosen: what they would change, to be ticked and written. */
export async function bring(files) {
  if (!files.length) return;
  await save();
  const answer = await brought([...files]);
  if (answer && !answer.stopped) changed({ dialog: html`<${Brought} key=${answer.list ?? Math.random()} found=${answer} />` });
}

function Brought({ found }) {
  const [list, setList] = useState(found), [chosen, setChosen] = useState(() => usual(found)), [done, setDone] = useState(null);
  if (!list.lines) return html`<h2>没有读</h2>${gradesOf(list.problems)}<button class="main" onClick=${close}>知道了</button>`;
  const set = (number, value) => setChosen(Object.fromEntries([...Object.entries({ ...chosen, [number]: value })].filter(([, each]) => each !== undefined)));
  const confirm = async () => { const answer = await confirmed(list.list); if (answer) { setList({ ...answer }); setChosen(usual(answer)); } };
  const write = async () => { const answer = await taken(list.list, chosen); if (answer) setDone(answer); };
  if (done) return html`<h2>${done.files.length ? "写好了" : "没有写入"}</h2>${done.done.map((each) => html`<p>${each}</p>`)}${gradesOf(done.told)}
    ${done.files.length ? html`<p>要退回，点上面的“撤回”。</p>` : null}<button class="main" onClick=${close}>知道了</button>`;
  const count = Object.keys(chosen).length;
  return html`<h2>收回</h2><p>${list.title}</p>${list.year !== store.state.year ? html`<p class="warn">这是 ${list.year} 年的，写进 ${list.year} 年的输入文件。</p>` : null}
    ${list.doubt ? html`<div class="clash" role="alert">${list.doubt} <button onClick=${confirm}>是这份材料的稿子，照它对照</button></div>` : null}
    ${gradesOf(list.problems)}
    <table class="brought"><tbody>${list.lines.map((line) => html`<tr key=${line.number} class=${line.reason ? "asked" : ""}>
      <td>${line.can ? html`<input type="checkbox" aria-label=${`写入 ${line.label || line.kind} ${line.new}`} checked=${chosen[line.number] === true} onChange=${(event) => set(line.number, event.target.checked || undefined)} />` : ""}</td>
      <td>${line.kind}${line.label ? html`<br /><b>${line.label}</b>` : ""}</td>
      <td>${line.old ? html`<del>${line.old}</del> ` : ""}${line.new ? html`<ins>${line.new}</ins>` : html`<i>删去</i>`}
        <div class="unit">${line.where}${line.authors.length ? ` ${line.authors.join("；")}` : ""}</div>${line.note ? html`<div>${line.note}</div>` : null}
        ${line.reason ? html`<div class="grade-提醒">${line.reason}</div>` : null}
        ${line.choices.length ? html`<div>${line.choices.map((words, at) => html`<label><input type="radio" name=${`q${line.number}`} checked=${chosen[line.number] === at} onChange=${() => set(line.number, at)} /> ${words}</label> `)}
          <label><input type="radio" name=${`q${line.number}`} checked=${chosen[line.number] === undefined} onChange=${() => set(line.number, undefined)} /> 先不写</label></div>` : null}</td></tr>`)}</tbody></table>
    ${list.beside.map((each) => html`<p>${each}</p>`)}
    <button class="main" disabled=${!count} onClick=${write}>写入 ${count} 处</button> <button onClick=${close}>不写</button>`;
}
const usual = (found) => Object.fromEntries((found.lines ?? []).filter((line) => line.ticked && line.can).map((line) => [line.number, true]));

const MARK = { 删: "del", 增: "ins" };
/** Two years beside each other. */
export async function compareYears(other) {
  const found = await comparison(other, false);
  if (!found) return;
  if (!found.sentences) { changed({ dialog: html`<h2>没有比对</h2>${gradesOf(found.problems)}<button class="main" onClick=${close}>知道了</button>` }); return; }
  changed({ dialog: html`<${Compared} found=${found} other=${other} />`, wide: true });
}
function Compared({ found, other }) {
  const [figures, setFigures] = useState(false), [moved, setMoved] = useState(true), [file, setFile] = useState("");
  const book = async () => { const answer = await comparison(other, true); if (answer) setFile(answer.files[0] ?? answer.problems[0]?.message ?? ""); };
  const numbers = new Set(found.numbers);
  return html`<h2>${found.earlier} 年与 ${found.later} 年比对</h2>
    <p class="choices"><button aria-pressed=${!figures} onClick=${() => setFigures(false)}>文字</button> <button aria-pressed=${figures} onClick=${() => setFigures(true)}>数据</button>
      <label><input type="checkbox" checked=${moved} onChange=${(event) => setMoved(event.target.checked)} /> 只看有变化的</label>
      <button onClick=${book}>存成 Excel</button> ${file ? html`<span role="status">${file}</span>` : null} <button class="main" onClick=${close}>关</button></p>
    ${figures ? html`<table class="compared"><thead><tr>${found.heads.map((head) => html`<th>${head}</th>`)}</tr></thead>
        <tbody>${found.figures.filter((each) => !moved || !each.same).map((each) => html`<tr>${each.cells.map((cell, at) => html`<td class=${numbers.has(at) ? "n" : ""}>${cell}</td>`)}</tr>`)}</tbody></table>`
    : html`<p>${Object.entries(found.counts).map(([kind, count]) => `${kind} ${count} 句`).join("，")}</p>
      ${found.sentences.filter((each) => !moved || each.kind !== "未变" || each.part).map((each) => html`${each.part ? html`<h3>${each.part}</h3>` : null}
        ${moved && each.kind === "未变" ? null : html`<p><b>${each.kind}</b> ${each.words.map(([kind, text]) => MARK[kind] === "del" ? html`<del>${text}</del>` : MARK[kind] === "ins" ? html`<ins>${text}</ins>` : text)}</p>`}`)}
      ${found.promises.length ? html`<h3>打算和交代</h3>${found.promises.map((each) => html`<p><b>${each.verdict}</b> ${each.text}（${each.source}）${each.answers.map((answer) => html`<br />→ ${answer}`)}</p>`)}` : null}`}`;
}

/** What takes long: what it does, for how long, and a button to stop it. */
export function Working() {
  const { work } = store, [now, setNow] = useState(0);
  useEffect(() => { if (!work) return undefined; const timer = setInterval(() => setNow(performance.now()), 300); return () => clearInterval(timer); }, [work]);
  const seconds = work ? Math.round((Math.max(now, work.since) - work.since) / 1000) : 0;
  return work && now - work.since > 400 ? html`<div class="working" role="status"><span class="bar"></span>${work.phase || work.label}……（${seconds} 秒）<button onClick=${stopWork}>停下</button></div>` : null;
}
