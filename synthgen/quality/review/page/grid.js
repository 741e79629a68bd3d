// The grid of frames. Only the cells in sight exist, so that ten thousand frames are as quick as ten.

import { getJson, thumbnailUrl } from "./api.js";
import { h, percent, s, seconds } from "./dom.js";

const GAP = 12;
const CAPTION = 40;
const BATCH = 48;

export class Grid {
  #cells = new Map();
  #outlines = new Map();
  #wanted = new Set();
  #timer = 0;

  /** `open(frame)` is called when a frame is to be enlarged. */
  constructor(place, store, people, open) {
    Object.assign(this, { place, store, people, open });
    this.frames = [];
    this.current = 0;
    this.width = Number(localStorage.getItem("thumbnail-width")) || defaultWidth();
    this.showBoxes = true;
    this.sheet = h("div", { class: "sheet", role: "rowgroup" });
    place.append(this.sheet);
    place.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(place);
    people.addEventListener("change", () => this.refresh());
  }

  show(frames) {
    const kept = this.frames[this.current]?.id;
    this.frames = frames;
    this.current = Math.max(0, frames.findIndex((frame) => frame.id === kept));
    this.place.setAttribute("aria-rowcount", Math.ceil(frames.length / this.columns));
    this.refresh();
  }

  setWidth(width) {
    this.width = Math.min(640, Math.max(140, width));
    localStorage.setItem("thumbnail-width", this.width);
    this.#forget();
    this.reveal();
    this.draw();
  }

  setBoxes(on) {
    this.showBoxes = on;
    this.place.classList.toggle("bare", !on);
    this.draw();
  }

  get columns() { return Math.max(1, Math.floor((this.place.clientWidth - GAP) / (this.width + GAP))); }

  get cellWidth() { return (this.place.clientWidth - GAP - 2) / this.columns - GAP; }

  get rowHeight() { return Math.round(this.cellWidth * 9 / 16) + CAPTION + GAP; }

  /** Draw every cell anew: verdicts or facts have changed. */
  refresh() {
    const hadFocus = this.place.contains(document.activeElement);
    this.#forget();
    this.draw();
    if (hadFocus) this.focus();
  }

  #forget() {
    this.#cells.forEach((cell) => cell.remove());
    this.#cells.clear();
  }

  draw() {
    if (!this.place.clientWidth) return;
    const { columns, rowHeight, cellWidth } = this;
    this.sheet.style.height = `${Math.ceil(this.frames.length / columns) * rowHeight + GAP}px`;
    const top = this.place.scrollTop;
    const first = Math.max(0, Math.floor(top / rowHeight) - 1) * columns;
    const last = Math.min(this.frames.length, (Math.ceil((top + this.place.clientHeight) / rowHeight) + 1) * columns);
    const seen = new Set();
    for (let index = first; index < last; index += 1) {
      const frame = this.frames[index];
      seen.add(frame.id);
      let cell = this.#cells.get(frame.id);
      if (!cell) {
        cell = this.#cell(frame);
        this.#cells.set(frame.id, cell);
        this.sheet.append(cell);
      }
      cell.style.transform = `translate(${GAP + (index % columns) * (cellWidth + GAP)}px, ${GAP + Math.floor(index / columns) * rowHeight}px)`;
      cell.style.width = `${cellWidth}px`;
      cell.style.height = `${rowHeight - GAP}px`;
      cell.tabIndex = index === this.current ? 0 : -1;
      cell.setAttribute("aria-rowindex", Math.floor(index / columns) + 1);
      cell.setAttribute("aria-colindex", (index % columns) + 1);
    }
    for (const [id, cell] of this.#cells) {
      if (!seen.has(id)) {
        cell.remove();
        this.#cells.delete(id);
      }
    }
  }

  #cell(frame) {
    const state = this.people.state(frame.id);
    const { facts } = frame;
    const image = h("img", {
      src: thumbnailUrl(frame, this.cellWidth * devicePixelRatio > 400 ? 640 : 320), alt: "", decoding: "async",
    });
    const doubt = facts && facts.suspicion >= 0.2
      ? h("span", { class: "doubt", title: facts.doubts.join(", ") }, `? ${percent(facts.suspicion)}`) : null;
    const drawn = this.people.boxes(frame.id).length;
    const words = facts ? `${facts.objects} objects, ${seconds(facts.time_s)}` : "";
    const cell = h("div", {
      class: `cell ${state}`, role: "gridcell", "data-frame": frame.id,
      "aria-label": `${frame.id}. ${words}. ${state || "no verdict"}`,
      onclick: () => { this.current = this.frames.indexOf(frame); this.open(frame); },
      onfocus: () => { this.current = this.frames.indexOf(frame); },
    },
    h("div", { class: "picture" }, image, s("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" })),
    h("div", { class: "caption" },
      h("b", {}, shortName(frame)), doubt, drawn ? h("span", { class: "drawn", title: "boxes drawn" }, `✎ ${drawn}`) : null,
      state ? h("span", { class: `mark ${state}` }, { accept: "✓", reject: "✕", flag: "⚑" }[state]) : null,
      h("small", {}, facts ? `${seconds(facts.time_s)} · ${facts.kind} · ${facts.objects} object${facts.objects === 1 ? "" : "s"}` : "…")));
    if (this.showBoxes) this.#outline(frame, cell);
    return cell;
  }

  #outline(frame, cell) {
    const known = this.#outlines.get(frame.id);
    if (known) {
      cell.querySelector("svg").replaceChildren(...known.map(([type, x, y, width, height]) =>
        s("rect", { x, y, width, height, stroke: this.store.colour(type) })));
      return;
    }
    this.#wanted.add(frame.id);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetchOutlines(), 60);
  }

  async #fetchOutlines() {
    const ids = [...this.#wanted].filter((id) => this.#cells.has(id)).slice(0, BATCH);
    this.#wanted.clear();
    if (!ids.length) return;
    const query = new URLSearchParams(ids.map((id) => ["frame", id]));
    try {
      const { outlines } = await getJson(`api/outlines?${query}`);
      for (const id of ids) this.#outlines.set(id, outlines[id] ?? []);
    } catch { return; }
    for (const [id, cell] of this.#cells) {
      const frame = this.store.byId.get(id);
      if (ids.includes(id) || !this.#outlines.has(id)) this.#outline(frame, cell);
    }
  }

  // --- the keyboard ---

  get frame() { return this.frames[this.current] ?? null; }

  move(step) {
    if (!this.frames.length) return;
    this.current = Math.min(this.frames.length - 1, Math.max(0, this.current + step));
    this.reveal();
    this.draw();
    this.focus();
  }

  select(frame) {
    const index = this.frames.indexOf(frame);
    if (index >= 0) this.current = index;
    this.reveal();
    this.draw();
    this.focus();
  }

  reveal() {
    const top = Math.floor(this.current / this.columns) * this.rowHeight;
    const { scrollTop, clientHeight } = this.place;
    if (top < scrollTop) this.place.scrollTop = top;
    else if (top + this.rowHeight + GAP > scrollTop + clientHeight) this.place.scrollTop = top + this.rowHeight + GAP - clientHeight;
  }

  focus() { this.#cells.get(this.frame?.id)?.focus({ preventScroll: true }); }
}

const shortName = (frame) => frame.scene.id.split(".").at(-1);

const defaultWidth = () => (window.innerWidth > 2400 ? 380 : 236);
