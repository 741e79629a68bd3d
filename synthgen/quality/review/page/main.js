// Putting the page together: views, verdicts, undo, keyboard.

import { getJson } from "./api.js";
import { Boundaries } from "./boundaries.js";
import { drawSummary } from "./check.js";
import { byId, h, toast } from "./dom.js";
import { fillExchange } from "./exchange.js";
import { Filters } from "./filters.js";
import { FrameView } from "./frame.js";
import { Grid } from "./grid.js";
import { fillHelp, isTyping, keyOf } from "./keys.js";
import { Outbox } from "./outbox.js";
import { People } from "./people.js";
import { askReason } from "./reasons.js";
import { follow, Store } from "./store.js";

const session = await getJson("api/session");
const store = new Store(session);
const people = new People();
const outbox = new Outbox(`review-outbox ${session.dataset}`, people);
const undoable = [];
let view = "all";

// --- who reviews ---

const reviewerField = byId("reviewer");
reviewerField.value = sessionStorage.getItem("reviewer") ?? localStorage.getItem("reviewer") ?? session.reviewer;
const reviewer = () => reviewerField.value.trim() || session.reviewer;
reviewerField.addEventListener("change", () => {
  // Of this tab first: two people may share a machine.
  sessionStorage.setItem("reviewer", reviewer());
  localStorage.setItem("reviewer", reviewer());
  relist();
});

// --- what a reviewer does; each deed remembers how to take it back ---

const current = () => frameView.frame ?? grid.frame;

function judge(judgement, reason = "", frame = current()) {
  if (!frame) return;
  const own = people.own(frame.id, reviewer());
  const put = (what, why) => outbox.put("verdict", reviewer(), { frame_id: frame.id, judgement: what, reason: why });
  put(judgement, reason);
  undoable.push({ label: judgement, frame, undo: () => put(own?.content.judgement ?? "withdrawn", own?.content.reason ?? "") });
  go(1);
}

function keepBoxes(label, puts) {
  const { frame } = frameView;
  const before = new Map(people.boxes(frame.id).map(({ box_id: id, reviewer: _, ...box }) => [id, box]));
  const put = (id, box) => outbox.put("box", reviewer(), { origin: "manual", box_id: id, frame_id: frame.id, box: box && rounded(box) });
  puts.forEach(([id, box]) => put(id, box));
  undoable.push({ label, frame, undo: () => puts.forEach(([id]) => put(id, before.get(id) ?? null)) });
  frameView.drawing.show(frame);
}

const rounded = (box) => ({ ...box, bbox: box.bbox.map((edge) => Math.round(edge * 1000) / 1000) });

function keepBoundary(label, content) {
  const key = `${content.video}\n${content.boundary_id}`;
  const before = people.latest.boundary.get(key)?.content;
  outbox.put("boundary", reviewer(), content);
  undoable.push({ label, undo: () => {
    outbox.put("boundary", reviewer(), before ?? matched(content) ?? { ...content, state: "merged" });
    boundaries.draw();
  } });
}

/** A boundary as it was matched, to go back to. */
function matched({ video, boundary_id: id }) {
  const row = session.videos.find((item) => item.video === video)?.segments.find((item) => item.boundary_id === id);
  return row && { video, boundary_id: id, time_s: row.start_s, scene: row.scene, state: "accepted" };
}

function undo() {
  const last = undoable.pop();
  if (!last) { toast("Nothing to undo."); return; }
  last.undo();
  if (last.frame && frameView.frame) openFrame(last.frame);
  else if (last.frame) grid.select(last.frame);
}

const reject = () => { const frame = current(); if (frame) askReason(byId("reasons"), (reason) => judge("reject", reason, frame)); };

// --- moving about ---

const grid = new Grid(byId("grid"), store, people, openFrame);
const filters = new Filters(byId("filters"), store, people, reviewer);
const frameView = new FrameView(byId("frame"), store, people, { judge, reject, undo, go, close: closeFrame, open: openFrame, keepBoxes });
const boundaries = new Boundaries(byId("boundaries"), store, people, keepBoundary, openFromBoundary);

function openFrame(frame) {
  const index = grid.frames.indexOf(frame);
  byId("overview").hidden = true;
  byId("frame").hidden = false;
  grid.current = index >= 0 ? index : grid.current;
  history.replaceState(null, "", `#${encodeURIComponent(frame.id)}`);
  frameView.show(frame, index >= 0 ? `${index + 1} of ${grid.frames.length}` : "");
  frameView.stage.element.focus({ preventScroll: true });
}

function openFromBoundary(frame) {
  byId("boundaries").hidden = true;
  openFrame(frame);
}

function closeFrame() {
  const { frame } = frameView;
  frameView.hide();
  byId("frame").hidden = true;
  byId("overview").hidden = view === "boundaries";
  byId("boundaries").hidden = view !== "boundaries";
  history.replaceState(null, "", "#");
  relist();
  if (frame) grid.select(frame);
}

function go(step) {
  if (!frameView.frame) { grid.move(step); return; }
  const index = grid.frames.indexOf(frameView.frame);
  const next = grid.frames[index + step];
  if (next) openFrame(next);
  else frameView.show(frameView.frame, frameView.position.textContent);
}

function goToOpen() {
  const start = grid.frames.indexOf(current());
  const order = [...grid.frames.slice(start + 1), ...grid.frames.slice(0, start + 1)];
  const next = order.find((frame) => !people.own(frame.id, reviewer()));
  if (!next) toast("You have judged every frame of this list.");
  else if (frameView.frame) openFrame(next);
  else grid.select(next);
}

/** List frames anew. Not while a frame is open: the list must not change under somebody who walks through it. */
function relist() {
  if (frameView.frame) return;
  const frames = filters.list();
  grid.show(frames);
  byId("count").textContent = `${frames.length} of ${store.frames.length} frames`;
}

function showView(name) {
  if (frameView.frame) closeFrame();
  view = name;
  for (const tab of document.querySelectorAll("[data-view]")) tab.setAttribute("aria-selected", String(tab.dataset.view === name));
  byId("boundaries").hidden = name !== "boundaries";
  byId("overview").hidden = name === "boundaries";
  byId("check-summary").hidden = name !== "check";
  if (name === "boundaries") { boundaries.draw(); return; }
  filters.view = name;
  summarise();
  relist();
}

const summarise = () => { if (view === "check") drawSummary(byId("check-summary"), store.check, people, reviewer()); };

// --- what is told ---

function tellSaving() {
  const place = byId("saving");
  place.classList.toggle("waiting", outbox.count > 0);
  place.classList.toggle("broken", Boolean(outbox.problem));
  place.textContent = outbox.problem ? `${outbox.count} not saved yet: ${outbox.problem}` : outbox.count ? "saving …" : "saved";
}

function tellGathering() {
  const { labels_done: labels, done, rows, problems } = store.gathering;
  const what = labels ? "looking at pictures …" : `reading records: ${rows} of ${store.frames.length}`;
  byId("gathering").textContent = problems?.length ? `${problems.length} problems: ${problems[0]}` : done ? "" : what;
}

let checkTimer = 0;
outbox.addEventListener("change", () => {
  tellSaving();
  if (outbox.count) return;
  clearTimeout(checkTimer);
  checkTimer = setTimeout(() => { if (view === "check") store.refreshCheck().catch(() => {}); }, 300);
});
outbox.addEventListener("refused", (event) => toast(`Not kept: ${event.detail}`));
people.addEventListener("change", summarise);
store.addEventListener("facts", () => { tellGathering(); relist(); });
store.addEventListener("check", () => { summarise(); if (view === "check") relist(); });
filters.addEventListener("change", relist);
window.addEventListener("beforeunload", (event) => { if (outbox.count) event.preventDefault(); });
window.addEventListener("hashchange", openAddressed);

// --- the keyboard ---

const anywhere = {
  a: () => judge("accept"), r: reject, f: () => judge("flag"), u: undo, undo, j: () => go(1), k: () => go(-1), n: goToOpen,
  "/": () => { if (frameView.frame) closeFrame(); byId("filter-text").focus(); }, "?": () => byId("help").showModal(),
};
const inGrid = {
  ArrowLeft: () => grid.move(-1), ArrowRight: () => grid.move(1), ArrowUp: () => grid.move(-grid.columns), ArrowDown: () => grid.move(grid.columns),
  PageUp: () => grid.move(-grid.columns * 3), PageDown: () => grid.move(grid.columns * 3), Home: () => grid.move(-1e9), End: () => grid.move(1e9),
  Enter: () => grid.frame && openFrame(grid.frame), "+": () => grid.setWidth(grid.width * 1.2), "-": () => grid.setWidth(grid.width / 1.2),
  b: () => grid.setBoxes(!grid.showBoxes),
};
const nudged = (dx, dy) => (event) => frameView.drawing.nudge(dx, dy, event.shiftKey) || go(dx + dy);
const inFrame = {
  Escape: () => (frameView.drawing.on ? frameView.drawing.toggle(false) : closeFrame()),
  "+": () => frameView.stage.zoom(1.25), "=": () => frameView.stage.zoom(1.25), "-": () => frameView.stage.zoom(0.8), 0: () => frameView.stage.fit(),
  m: () => frameView.cycleMasks(), b: () => frameView.setBoxes(frameView.objects.options.boxes ? "none" : "bbox"),
  "[": () => frameView.peelBy(-1), "]": () => frameView.peelBy(1), d: () => frameView.drawing.toggle(), c: () => frameView.copyPicked(),
  g: () => frameView.drawing.group(), p: () => frameView.rerender.cycle(), s: () => frameView.drawing.snapChosen().catch((error) => toast(error.message)),
  Delete: () => frameView.drawing.remove(), Backspace: () => frameView.drawing.remove(),
  ArrowLeft: nudged(-1, 0), ArrowRight: nudged(1, 0), ArrowUp: nudged(0, -1), ArrowDown: nudged(0, 1),
};

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  if (isTyping(event)) { if (event.key === "Escape") event.target.blur(); return; }
  const key = keyOf(event);
  const inBoundaries = view === "boundaries" && !frameView.frame;
  const own = frameView.frame ? inFrame : inBoundaries ? {} : inGrid;
  const action = own[key] ?? (inBoundaries && !["u", "undo", "?"].includes(key) ? null : anywhere[key]);
  // A button that has the focus is pressed by Enter; a select or slider is moved by arrows.
  if (!action || (key === "Enter" && event.target.matches("button")) || (event.target.matches("select, input[type=range]") && key.startsWith("Arrow"))) return;
  event.preventDefault();
  action(event);
});

// --- start ---

function openAddressed() {
  const frame = store.byId.get(decodeURIComponent(location.hash.slice(1)));
  if (frame) openFrame(frame);
}

byId("dataset").textContent = session.dataset;
document.title = `${session.dataset}: review`;
document.body.append(h("datalist", { id: "type-names" }, session.types.map((type) => h("option", { value: type.name }))));
byId("tab-boundaries").hidden = session.videos.length === 0;
document.querySelectorAll("[data-view]").forEach((tab) => tab.addEventListener("click", () => showView(tab.dataset.view)));
byId("help-button").addEventListener("click", () => byId("help").showModal());
fillHelp(byId("help"));
fillExchange(byId("exchange"), reviewer);
byId("exchange-button").addEventListener("click", () => byId("exchange").showModal());
tellSaving();
showView("all");
openAddressed();
follow(people, outbox);
store.gather();
