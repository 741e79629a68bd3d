// The objects of a frame: their boxes and masks over the picture, their list in paint order, and the record of one.

import { h, percent, s } from "./dom.js";
import { paintMask, rgb } from "./masks.js";

const ALPHA = 0.5;

export class Objects extends EventTarget {
  /** `list` and `card` are the places for the list and for the record of the object that is lit or picked. */
  constructor(stage, store, list, card) {
    super();
    Object.assign(this, { stage, store, list, card });
    this.objects = [];
    this.lit = null;
    this.picked = null;
    this.options = { boxes: true, kind: "bbox", masks: "none", peel: Infinity };
    this.hiddenTypes = new Set();
  }

  show(record) {
    this.record = record;
    this.objects = [...(record?.objects ?? [])].sort((a, b) => b.z_index - a.z_index);
    this.lit = null;
    this.picked = this.objects.find((item) => item.instance_id === this.picked?.instance_id) ?? null;
    this.draw();
  }

  set(options) {
    Object.assign(this.options, options);
    this.draw();
  }

  /** Frontmost objects that are peeled away do not show: what lies beneath can be seen. */
  get shown() {
    return this.objects.filter((item) => item.z_index <= this.options.peel && !this.hiddenTypes.has(item.type));
  }

  draw() {
    this.#drawBoxes();
    this.#drawMasks();
    this.#drawList();
    this.#drawCard();
  }

  #box(item) { return item[this.options.kind]; }

  #drawBoxes() {
    const { boxes } = this.stage.layers;
    if (!this.options.boxes) { boxes.replaceChildren(); return; }
    // Large ones first, so that the small ones within them can be pointed at.
    const area = ([x0, y0, x1, y1]) => (x1 - x0) * (y1 - y0);
    const shown = this.shown.filter((item) => this.#box(item)).sort((a, b) => area(this.#box(b)) - area(this.#box(a)));
    boxes.replaceChildren(...shown.map((item) => {
      const [x0, y0, x1, y1] = this.#box(item);
      return s("rect", {
        x: x0, y: y0, width: x1 - x0, height: y1 - y0, stroke: this.store.colour(item.type), "data-id": item.instance_id,
        class: item.parent_id === null ? "" : "part",
        onpointerenter: () => this.light(item), onpointerleave: () => this.light(null),
      });
    }));
    this.#mark();
  }

  #drawMasks() {
    const { canvas, size: [width, height] } = this.stage;
    const [name] = { none: [""], modal: ["segmentation"], amodal: ["segmentation_amodal"] }[this.options.masks];
    const masks = name ? this.shown.filter((item) => item[name]).reverse() : [];
    [canvas.width, canvas.height] = masks.length ? [width, height] : [1, 1];
    if (!masks.length) return;
    const context = canvas.getContext("2d");
    const image = context.createImageData(width, height);
    for (const item of masks) {
      const [maskHeight, maskWidth] = item[name].size;
      if (maskWidth !== width || maskHeight !== height) continue;
      const alpha = this.#focus && this.#focus !== item ? ALPHA / 3 : ALPHA;
      paintMask(image.data, item[name], rgb(this.store.colour(item.type)), alpha);
    }
    context.putImageData(image, 0, 0);
  }

  #drawList() {
    this.list.replaceChildren(...this.objects.map((item) => {
      const away = item.z_index > this.options.peel;
      return h("li", {
        class: [item.parent_id === null ? "" : "part", away ? "away" : ""].join(" "), "data-id": item.instance_id,
        onpointerenter: () => this.light(item), onpointerleave: () => this.light(null),
      }, h("button", { type: "button", onclick: () => this.pick(item), onfocus: () => this.light(item), onblur: () => this.light(null) },
        h("i", { style: { background: this.store.colour(item.type) } }),
        h("b", {}, item.type),
        h("span", { class: "content" }, item.content === item.type || item.content === item.class_name ? "" : item.content),
        seen(item),
        h("small", { title: "rank in paint order, 0 furthest back" }, `z ${item.z_index}`)));
    }));
    this.#mark();
  }

  get #focus() { return this.lit ?? this.picked; }

  light(item) {
    if (this.lit === item) return;
    this.lit = item;
    this.#changed();
  }

  pick(item) {
    this.picked = this.picked === item ? null : item;
    this.#changed();
  }

  #changed() {
    this.#mark();
    this.#drawCard();
    if (this.options.masks !== "none") this.#drawMasks();
    this.dispatchEvent(new CustomEvent("focus", { detail: this.#focus }));
  }

  #mark() {
    for (const place of [this.stage.layers.boxes, this.list]) {
      for (const child of place.children) {
        const id = Number(child.dataset.id);
        child.classList.toggle("lit", id === this.lit?.instance_id);
        child.classList.toggle("picked", id === this.picked?.instance_id);
      }
    }
  }

  #drawCard() {
    const item = this.#focus;
    this.card.replaceChildren(...(item ? facts(item) : [h("p", { class: "dim" }, "Point at an object to see its record.")]));
  }
}

/** A bar of how much of the object is seen, hidden by others, and outside the frame. */
function seen(item) {
  if (item.visibility === null) return h("span", { class: "seen none", title: "not measured" });
  const cut = item.truncation ?? 0;
  const title = `seen ${percent(item.visibility)}, occluded ${percent(item.occlusion)}, outside ${percent(cut)}`;
  return h("span", { class: "seen", title, "aria-label": title, role: "img" },
    h("span", { class: "visible", style: { width: percent(item.visibility, 1) } }),
    h("span", { class: "occluded", style: { width: percent(Math.max(0, 1 - cut - item.visibility), 1) } }));
}

function facts(item) {
  const box = (edges) => (edges ? edges.map((edge) => edge.toFixed(1)).join(", ") : "–");
  const lines = (found) => found.map(({ file, line }) => `${file}:${line}`).join("  ←  ") || "–";
  const morph = item.morph_from ? `${item.morph_from.type} → ${item.morph_to?.type ?? "?"}` : null;
  const rows = [
    ["content", item.content],
    ["class", item.class_name === item.type ? null : item.class_name],
    ["category", item.category],
    ["state", morph ? `${item.state}: ${morph}` : item.state],
    ["amodal box", box(item.bbox)],
    ["in frame", box(item.bbox_in_frame)],
    ["modal box", item.bbox_modal ? box(item.bbox_modal) : null],
    ["seen", `${percent(item.visibility)} · occluded ${percent(item.occlusion)} · outside ${percent(item.truncation)}`],
    ["opacity", percent(item.opacity)],
    ["position", item.position?.map((value) => value.toFixed(2)).join(", ")],
    ["paint rank", `${item.z_index} (engine z ${item.engine_z_index})`],
    ["ids", `instance ${item.instance_id}, track ${item.track_id ?? "–"}${item.parent_id === null ? "" : `, part of ${item.parent_id}`}`],
    ["made at", lines(item.lines.created)],
    ["changed at", item.lines.changed.length ? lines(item.lines.changed) : null],
    ["stands for", item.stand_in || null],
  ];
  return [h("h3", {}, item.type), h("dl", {}, rows.filter(([, value]) => value !== null && value !== undefined)
    .flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]))];
}
