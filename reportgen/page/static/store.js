// What a tab knows: the server's last state, and what is typed here and not yet written.  One object, told to all who listen.

const listeners = new Set();
export const store = {
  state: null,        // the last answer of the server
  preview: null,      // the pages with what is being typed
  drafts: new Map(),  // id → {step, message, now}: typed and not written; `now` where somebody else was first
  selected: "",       // the key of a figure
  sentence: "",       // the address of a sentence
  status: "", busy: 0, online: true, told: [], dialog: null, panel: "problems",
};

export function listen(listener) { listeners.add(listener); return () => listeners.delete(listener); }
export function changed(some = {}) { Object.assign(store, some); for (const each of listeners) each(); }

const place = () => `reportgen:${location.port}:${store.state?.year ?? ""}`;
function keep() {
  const kept = [...store.drafts].map(([id, draft]) => [id, draft.step]);
  try { kept.length ? localStorage.setItem(place(), JSON.stringify(kept)) : localStorage.removeItem(place()); } catch { /* full, or not allowed */ }
}

async function ask(path, data) {
  const options = data === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data) };
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

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
  keep();
  changed();
  if (!still) attempt();
}

export function dropped(id) { store.drafts.delete(id); keep(); changed(); attempt(); }

let timer = 0, asking = false, again = false;
export function attempt() { clearTimeout(timer); timer = setTimeout(tryNow, 60); }
async function tryNow() {
  if (asking) { again = true; return; }
  asking = true;
  try {
    const steps = [...store.drafts.values()].filter((each) => each.now === undefined).map((each) => each.step);
    if (!steps.length) { changed({ preview: null }); return; }
    const sent = performance.now();
    const answer = await ask("/api/try", { steps });
    if (answer.number >= store.state.number) changed({ preview: answer, tried: performance.now() - sent });
  } catch { changed({ online: false }); }
  finally { asking = false; if (again) { again = false; tryNow(); } }
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
  await change("/api/steps", { steps: drafts.map(([, draft]) => draft.step) }, (answer) => {
    for (const [id, draft] of drafts) {
      const here = store.drafts.get(id);
      const same = (step) => JSON.stringify(ordered(step)) === JSON.stringify(ordered(draft.step));
      const clash = answer.clashes.find((each) => same(each.step));
      const current = here?.step.new === draft.step.new;
      if (answer.written.some(same)) {
        if (current) store.drafts.delete(id);
        else if (here) here.step.old = draft.step.new;
      } else if (here) Object.assign(here, clash ? { now: clash.now } : { message: answer.told[0]?.message ?? "没有写入" });
    }
    keep();
  });
}
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
  } catch (fault) { changed({ online: false }); return null; }
  finally { changed({ busy: store.busy - 1 }); if (store.drafts.size) attempt(); }
}

export async function mend(repair) { await change("/api/steps", { steps: [repair] }); }
export const takeBack = (redo) => change("/api/undo", { redo });
export const about = (path) => ask("/api/figure", { path });
export const office = () => ask("/api/office");
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
  const news = new EventSource("/api/news");
  news.onmessage = (event) => { if (!store.busy && Number(event.data) !== store.state?.number) load(); };
  news.onerror = () => changed({ online: false });
  news.onopen = () => { if (!store.online) load(); };
}
