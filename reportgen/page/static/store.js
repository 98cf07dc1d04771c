// What a tab knows: the server's last state, and what is typed here and not yet written.  One object, told to all who listen.
import { patched } from "/static/sheets.js";

const listeners = new Set();
export const store = {
  state: null,        // the last answer of the server
  preview: null,      // the pages with what is being typed
  drafts: new Map(),  // id → {step, message, now}: typed and not written; `now` where somebody else was first
  selected: "",       // the key of a figure
  sentence: "",       // the address of a sentence
  status: "", busy: 0, online: true, told: [], dialog: null, wide: false, panel: "problems",
  view: "figures", at: null, work: null,
};

export function listen(listener) { listeners.add(listener); return () => listeners.delete(listener); }
export function changed(some = {}) { Object.assign(store, some); for (const each of listeners) each(); }

let painter = null;
/** Who draws the pages: they are drawn before anything else is told of what somebody types. */
export function paintedBy(way) { painter = way; }
/** When something happened last, for whoever looks where the time goes. */
export function stamp(name) { performance.clearMarks(name); performance.mark(name); }
const whenIdle = (way) => (window.requestIdleCallback ? requestIdleCallback(way, { timeout: 100 }) : setTimeout(way));
const afterPaint = (way) => requestAnimationFrame(() => whenIdle(way));

const here = new URLSearchParams(location.search);
const about_ = () => { const year = here.get("year"), text = here.get("text"); return year ? `?${new URLSearchParams({ year, text: text ?? "" })}` : ""; };
/** Another year, or another text of it: what is typed here is written first, or kept. */
export async function goTo(year, text) {
  await save();
  location.search = new URLSearchParams({ year, text: text ?? "" });
}
const place = () => `reportgen:${store.state?.year ?? ""}:${store.state?.text ?? ""}`;
function keep() {
  const kept = [...store.drafts].map(([id, draft]) => [id, draft.step]);
  try { kept.length ? localStorage.setItem(place(), JSON.stringify(kept)) : localStorage.removeItem(place()); } catch { /* full, or not allowed */ }
}

async function ask(path, data) {
  const options = data === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data) };
  const answer = await fetch(path + about_(), options);
  if (!answer.ok) throw await refused(answer);
  return answer.json();
}

/** What the server would not do, with what it says of it; without that it is somebody else's server, or none. */
async function refused(answer) {
  const text = await answer.text();
  let told = "";
  if (![403, 415, 421].includes(answer.status)) try { told = JSON.parse(text).error; } catch { told = text; }
  return Object.assign(new Error(text), { told });
}
const fell = (fault) => changed(fault.told ? { told: [{ grade: "错误", message: fault.told, hint: "" }] } : { online: false });

function take(answer) {
  if (store.state && answer.number < store.state.number) return;
  store.state = answer;
  store.preview = null;
}

export async function load() {
  const first = !store.state;
  try {
    take(await ask("/api/state"));
    store.online = true;
  } catch (fault) { changed({ online: false }); return; }
  if (first) {
    try { for (const [id, step] of JSON.parse(localStorage.getItem(place()) ?? "[]")) store.drafts.set(id, { step }); } catch { /* not ours */ }
  }
  changed();
  if (store.drafts.size) attempt();
}

export const figureId = (path, slot) => JSON.stringify(["figure", ...path, slot]);
export const sentenceId = (address) => `sentence:${address}`;

/** What somebody types: kept at once, shown on the pages a moment later, written when the field is left. */
export function typed(id, step, still) {
  const known = store.drafts.get(id);
  const old = known ? known.step.old : step.old;
  if (step.new === old && !known?.now) store.drafts.delete(id);
  else store.drafts.set(id, { step: { ...step, old }, now: known?.now });
  if (!still) attempt();      // first, since the server can work while the rest is done
  keep();
  changed();
}

export function dropped(id) { store.drafts.delete(id); keep(); changed(); attempt(); }

const QUIET = 300;      // milliseconds without a key, after which problems and growth are asked for as well
let timer = 0, asking = false, again = false;
/** The pages alone are asked for at once; whoever types on meanwhile is asked for when the answer is there. */
export function attempt() {
  clearTimeout(timer);
  if (asking) again = true; else glimpse();
}
const untold = () => [...store.drafts.values()].filter((each) => each.now === undefined).map((each) => each.step);
async function glimpse() {
  asking = true;
  try {
    const steps = untold();
    if (!steps.length) { changed({ preview: null }); return; }
    show(await ask("/api/try", { steps, glimpse: true }), true);
    timer = setTimeout(whole, QUIET);
  } catch (fault) { fell(fault); }
  finally { asking = false; if (again) { again = false; attempt(); } }
}
/** What is typed with all that there is to say of it; for nothing where somebody has typed on meanwhile, here or in another tab. */
async function whole() {
  const steps = untold(), typedThen = JSON.stringify(steps);
  if (!steps.length) return;
  try {
    const answer = await ask("/api/try", { steps });
    if (asking || JSON.stringify(untold()) !== typedThen) return;
    if (!answer.stopped) show(answer);
    else { clearTimeout(timer); timer = setTimeout(whole, QUIET); }
  } catch (fault) { fell(fault); }
}
function show(answer, pagesAlone = false) {
  stamp("answered");
  if (answer.number < store.state.number) return;
  const held = store.state.sheets, other = answer.sheets;
  if (other && other.base !== held?.id) { load(); return; }
  store.preview = { ...(store.preview ?? store.state), ...answer, sheets: other ? patched(held, other) : (store.preview ?? store.state).sheets };
  if (pagesAlone && painter?.(store.preview)) afterPaint(() => changed());
  else changed();
}

let queue = Promise.resolve();
/** Writes what was typed: all of it, or what has these ids.  One after the other, so that a step knows what the last one left. */
export function save(ids) {
  queue = queue.then(() => write(ids ?? [...store.drafts.keys()]));
  return queue;
}
async function write(ids) {
  const drafts = ids.map((id) => [id, store.drafts.get(id)]).filter(([, draft]) => draft && draft.now === undefined);
  if (!drafts.length) return;
  const answer = await change("/api/steps", { steps: drafts.map(([, draft]) => draft.step) }, (answer) => {
    for (const [id, draft] of drafts) {
      const here = store.drafts.get(id);
      const same = (step) => JSON.stringify(ordered(step)) === JSON.stringify(ordered(draft.step));
      const clash = answer.clashes.find((each) => same(each.step)), refused = answer.refused.find((each) => same(each.step));
      const current = here?.step.new === draft.step.new;
      if (answer.written.some(same)) {
        if (current) store.drafts.delete(id);
        else if (here) here.step.old = draft.step.new;
      } else if (here) Object.assign(here, clash ? { now: clash.now } : { message: sentence(refused ?? answer.told[0] ?? { message: "没有写入" }) });
    }
    keep();
  });
  if (!answer && store.online) for (const [id] of drafts) Object.assign(store.drafts.get(id) ?? {}, { message: store.told[0]?.message });
}
const sentence = ({ message, hint }) => (hint ? `${message}（${hint}）` : message);
const ordered = (step) => Object.keys(step).sort().map((key) => [key, step[key]]);

/** Anything that writes on the server: the answer is the new state. */
export async function change(path, data, then = () => {}) {
  changed({ busy: store.busy + 1 });
  try {
    const answer = await ask(path, data);
    then(answer);
    take(answer);
    store.told = answer.told ?? [];
    store.online = true;
    return answer;
  } catch (fault) { fell(fault); return null; }
  finally { changed({ busy: store.busy - 1 }); if (store.drafts.size) attempt(); }
}

export async function mend(repair) { await change("/api/steps", { steps: [repair] }); }
export const takeBack = (redo) => change("/api/undo", { redo });
export const about = (path) => ask("/api/figure", { path });
export const beside = () => ask("/api/outline");
export const openFolder = () => ask("/api/folder", {});
export const comparison = (other, book) => ask("/api/compare", { other, book }).catch(() => { changed({ online: false }); return null; });
export const confirmed = (list) => worked("正在对照", (work) => ask("/api/confirm", { list, work }));
export const taken = (list, chosen) => worked("正在写入", () => change("/api/take", { list, chosen }));

/** LibreOffice's pages; one that is still at work on older ones is told to stop. */
let rendering = "";
export async function office() {
  if (rendering) ask("/api/stop", { work: rendering }).catch(() => {});
  const work = rendering = named();
  try { return await ask("/api/office", { work }); } finally { if (rendering === work) rendering = ""; }
}

const named = () => [...crypto.getRandomValues(new Uint8Array(12))].map((each) => each.toString(16).padStart(2, "0")).join("");
/** Something that may take long: told on the page with what it does, and can be stopped. */
export async function worked(label, way) {
  const work = { id: named(), label, phase: "", since: performance.now() };
  changed({ work });
  const timer = setInterval(() => ask("/api/work", { work: work.id }).then((answer) => { work.phase = answer.phase; }, () => {}), 700);
  try { return await way(work.id); } catch (fault) { fell(fault); return null; }
  finally { clearInterval(timer); if (store.work === work) changed({ work: null }); }
}
export const stopWork = () => store.work && ask("/api/stop", { work: store.work.id }).catch(() => {});

const base64 = (file) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
  reader.onerror = failed;
  reader.readAsDataURL(file);
});
/** Files that somebody has dropped: what they would change. */
export const brought = (files) => worked("正在读取", async (work) => {
  const read = await Promise.all(files.map(async (file) => ({ name: file.name, content: file.size ? await base64(file) : "" })));
  return ask("/api/bring", { files: read, work });
});
export const missing = async () => (await ask("/api/missing")).text;

/** Where two wrote the same: the clerk's own is taken, over what stands there now; or what stands there. */
export function settle(id, own) {
  const draft = store.drafts.get(id);
  if (!draft) return;
  if (!own) { dropped(id); return; }
  draft.step = { ...draft.step, old: draft.now };
  draft.now = undefined;
  save([id]);
}

export function hear() {
  const news = new EventSource(`/api/news${about_()}`);
  news.onmessage = (event) => { if (!store.busy && Number(event.data) !== store.state?.number) load(); };
  news.onerror = () => changed({ online: false });
  news.onopen = () => { if (!store.online) load(); };
}
