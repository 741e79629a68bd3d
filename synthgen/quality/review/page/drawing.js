// Drawing boxes by hand: new ones, and moving, resizing, relabelling, grouping and deleting those there are. Generated
// boxes are never changed: one is copied, and the copy is the person's.

import { newId, postJson } from "./api.js";
import { h, s } from "./dom.js";

const HANDLES = [["nw", 0, 0], ["n", 0.5, 0], ["ne", 1, 0], ["e", 1, 0.5], ["se", 1, 1], ["s", 0.5, 1], ["sw", 0, 1], ["w", 0, 0.5]];
const SMALLEST_PX = 2;
const NUDGE_PX = 1;

export class Drawing extends EventTarget {
  #drag = null;

  /** `keep(label, puts)` stores boxes and can undo it: `puts` are [box_id, box or null] pairs. */
  constructor(stage, store, people, panel, keep) {
    super();
    Object.assign(this, { stage, store, people, panel, keep });
    this.on = false;
    this.snap = true;
    this.chosen = new Set();
    this.type = store.session.types[0]?.name ?? "Object";
    stage.element.addEventListener("pointerdown", (event) => this.#down(event));
    stage.element.addEventListener("pointermove", (event) => this.#move(event));
    stage.element.addEventListener("pointerup", (event) => this.#up(event));
    stage.element.addEventListener("pointercancel", () => { this.#drag = null; this.draw(); });
    stage.addEventListener("place", () => this.draw());
  }

  show(frame) {
    if (this.frame !== frame) this.chosen.clear();
    this.frame = frame;
    this.#drag = null;
    this.draw();
    this.drawPanel();
  }

  toggle(on = !this.on) {
    this.on = on;
    this.stage.element.classList.toggle("drawing", on);
    this.dispatchEvent(new Event("mode"));
    this.draw();
  }

  get boxes() { return this.frame ? this.people.boxes(this.frame.id) : []; }

  #chosenBoxes() { return this.boxes.filter((box) => this.chosen.has(box.box_id)); }

  // --- the pointer ---

  #down(event) {
    if (event.button !== 0 && event.button !== 1) return;
    const { handle, box: boxId } = event.target.dataset;
    const start = this.stage.at(event);
    if (event.button === 1 || (!this.on && !handle && !boxId)) this.#drag = { kind: "pan", x: event.clientX, y: event.clientY };
    else if (handle) this.#drag = { kind: "resize", handle, start, box: this.boxes.find((box) => box.box_id === boxId) };
    else if (boxId) this.#take(boxId, event, start);
    else this.#drag = { kind: "draw", start };
    this.stage.element.setPointerCapture(event.pointerId);
    this.stage.element.focus({ preventScroll: true });
    event.preventDefault();
  }

  #take(boxId, event, start) {
    if (event.shiftKey) {
      if (this.chosen.has(boxId)) this.chosen.delete(boxId); else this.chosen.add(boxId);
    } else if (!this.chosen.has(boxId)) this.chosen = new Set([boxId]);
    this.#drag = { kind: "move", start, box: this.boxes.find((box) => box.box_id === boxId) };
    this.draw();
    this.drawPanel();
  }

  #move(event) {
    const drag = this.#drag;
    if (!drag) return;
    if (drag.kind === "pan") {
      this.stage.pan(event.clientX - drag.x, event.clientY - drag.y);
      Object.assign(drag, { x: event.clientX, y: event.clientY, moved: true });
      return;
    }
    drag.bbox = this.#dragged(this.stage.at(event));
    this.draw();
  }

  #dragged([x, y]) {
    const { kind, start, box, handle } = this.#drag;
    const [dx, dy] = [x - start[0], y - start[1]];
    if (kind === "draw") return ordered([start[0], start[1], x, y]);
    const [x0, y0, x1, y1] = box.bbox;
    if (kind === "move") return [x0 + dx, y0 + dy, x1 + dx, y1 + dy];
    return ordered([
      x0 + (handle.includes("w") ? dx : 0), y0 + (handle.includes("n") ? dy : 0),
      x1 + (handle.includes("e") ? dx : 0), y1 + (handle.includes("s") ? dy : 0),
    ]);
  }

  async #up() {
    const drag = this.#drag;
    this.#drag = null;
    if (!drag || drag.kind === "pan") {
      if (drag && !drag.moved && this.chosen.size) { this.chosen.clear(); this.drawPanel(); }
      this.draw();
      return;
    }
    const large = drag.bbox && drag.bbox[2] - drag.bbox[0] >= SMALLEST_PX && drag.bbox[3] - drag.bbox[1] >= SMALLEST_PX;
    if (!large) { this.draw(); return; }
    if (drag.kind === "draw") {
      const box = { type: this.type, content: "", bbox: await this.#snapped(drag.bbox), group: "", based_on: null };
      this.add(box);
    } else this.#put(drag.kind, [{ ...drag.box, bbox: drag.kind === "resize" ? await this.#snapped(drag.bbox) : drag.bbox }]);
  }

  async #snapped(bbox) {
    if (!this.snap) return bbox;
    try {
      return (await postJson("api/snap", { frame_id: this.frame.id, bbox })).bbox ?? bbox;
    } catch { return bbox; }
  }

  // --- what can be done ---

  add(box) {
    const boxId = newId();
    this.chosen = new Set([boxId]);
    this.keep("box drawn", [[boxId, box]]);
  }

  /** Copy a generated object's box, to correct it. */
  copy(item) {
    const bbox = item.bbox_in_frame ?? item.bbox;
    this.add({ type: item.type, content: item.content, bbox, group: "", based_on: item.instance_id });
  }

  /** A new box in the middle of the picture, for the keyboard to move and resize. */
  addInMiddle() {
    const [width, height] = this.stage.size;
    const bbox = [width * 3 / 8, height * 3 / 8, width * 5 / 8, height * 5 / 8];
    this.add({ type: this.type, content: "", bbox, group: "", based_on: null });
  }

  #put(label, boxes) {
    this.keep(label, boxes.map(({ box_id: boxId, reviewer, ...box }) => [boxId, box]));
  }

  remove() {
    const gone = this.#chosenBoxes().map((box) => [box.box_id, null]);
    this.chosen.clear();
    if (gone.length) this.keep("boxes deleted", gone);
  }

  relabel(changes) { this.#put("boxes changed", this.#chosenBoxes().map((box) => ({ ...box, ...changes }))); }

  /** Put the chosen boxes into one group, or take them out of theirs when they are all in one already. */
  group() {
    const boxes = this.#chosenBoxes();
    if (!boxes.length) return;
    const together = boxes.every((box) => box.group && box.group === boxes[0].group);
    this.relabel({ group: together ? "" : newId().slice(0, 8) });
  }

  async snapChosen() {
    const boxes = await Promise.all(this.#chosenBoxes().map(async (box) => {
      const { bbox } = await postJson("api/snap", { frame_id: this.frame.id, bbox: box.bbox });
      return { ...box, bbox: bbox ?? box.bbox };
    }));
    if (boxes.length) this.#put("boxes snapped", boxes);
  }

  /** Move (or with `grow` resize) the chosen boxes by a pixel. */
  nudge(dx, dy, grow) {
    const boxes = this.#chosenBoxes();
    if (!boxes.length) return false;
    const step = ([x0, y0, x1, y1]) => [x0 + (grow ? 0 : dx), y0 + (grow ? 0 : dy), x1 + dx, y1 + dy].map((v) => v * NUDGE_PX);
    this.#put("boxes moved", boxes.map((box) => ({ ...box, bbox: ordered(step(box.bbox)) })));
    return true;
  }

  // --- what is seen of it ---

  draw() {
    const { manual, handles } = this.stage.layers;
    const now = (box) => (this.#drag?.bbox && this.#drag.box?.box_id === box.box_id ? this.#drag.bbox : box.bbox);
    const shapes = this.boxes.map((box) => rectangle(now(box), {
      "data-box": box.box_id, stroke: this.store.colour(box.type), class: this.chosen.has(box.box_id) ? "chosen" : "",
    }));
    if (this.#drag?.kind === "draw" && this.#drag.bbox) shapes.push(rectangle(this.#drag.bbox, { class: "new" }));
    manual.replaceChildren(...shapes);
    const size = 9 / this.stage.scale;
    handles.replaceChildren(...(this.chosen.size === 1 ? this.#chosenBoxes() : []).flatMap((box) => {
      const [x0, y0, x1, y1] = now(box);
      return HANDLES.map(([name, across, down]) => s("rect", {
        x: x0 + across * (x1 - x0) - size / 2, y: y0 + down * (y1 - y0) - size / 2, width: size, height: size,
        "data-handle": name, "data-box": box.box_id, class: `handle ${name}`,
      }));
    }));
  }

  drawPanel() {
    const boxes = this.#chosenBoxes();
    const type = h("input", {
      list: "type-names", id: "box-type", "aria-label": "Type of the box", value: boxes[0]?.type ?? this.type,
      onchange: (event) => {
        const value = event.target.value.trim();
        if (!value) return;
        this.type = value;
        if (this.#chosenBoxes().length) this.relabel({ type: value });
      },
    });
    const content = h("input", {
      id: "box-content", "aria-label": "Content of the box", value: boxes[0]?.content ?? "", placeholder: "TeX or text",
      onchange: (event) => this.relabel({ content: event.target.value }),
    });
    const button = (text, key, action, title) => h("button", { type: "button", onclick: action, title, disabled: !boxes.length }, text, " ", h("kbd", {}, key));
    this.panel.replaceChildren(
      h("div", { class: "tools" },
        h("label", {}, "type ", type), boxes.length === 1 ? h("label", {}, "content ", content) : null,
        h("label", { class: "check" }, h("input", {
          type: "checkbox", checked: this.snap, onchange: (event) => { this.snap = event.target.checked; },
        }), " snap to what is seen"),
        button("Snap", "S", () => this.snapChosen(), "Pull the edges onto the foreground"),
        button("Group", "G", () => this.group(), "Group the chosen boxes (Shift-click chooses more), or take them apart"),
        button("Delete", "Del", () => this.remove(), "Delete the chosen boxes")),
      h("ul", { class: "drawn-list" }, this.boxes.map((box) => h("li", { class: this.chosen.has(box.box_id) ? "picked" : "" },
        h("button", {
          type: "button", "data-drawn": box.box_id, "aria-pressed": String(this.chosen.has(box.box_id)),
          onclick: (event) => {
            if (!event.shiftKey) this.chosen.clear();
            this.chosen.add(box.box_id);
            this.draw();
            this.drawPanel();
          },
        }, h("i", { style: { background: this.store.colour(box.type) } }), h("b", {}, box.type),
        h("span", { class: "content" }, box.content), box.group ? h("em", {}, `group ${box.group}`) : null,
        h("small", {}, box.reviewer))))));
  }
}

const rectangle = ([x0, y0, x1, y1], more) => s("rect", { x: x0, y: y0, width: x1 - x0, height: y1 - y0, ...more });

const ordered = ([x0, y0, x1, y1]) => [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
