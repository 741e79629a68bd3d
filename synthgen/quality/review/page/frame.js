// One frame, large: the picture with its boxes and masks, its objects and their records, the code, the scene over time,
// and the tools to draw.

import { getJson, pictureUrl } from "./api.js";
import { Code } from "./code.js";
import { h, s } from "./dom.js";
import { Drawing } from "./drawing.js";
import { Objects } from "./objects.js";
import { Pairs } from "./pairs.js";
import { Rerender } from "./rerender.js";
import { Stage } from "./stage.js";
import { Timeline } from "./timeline.js";

const SIGNS = { accept: "✓ accept", reject: "✕ reject", flag: "⚑ flag" };

export class FrameView {
  /** `actions` has what a reviewer can do: judge, reject, undo, go, close, open, keepBoxes. */
  constructor(place, store, people, actions) {
    Object.assign(this, { place, store, people, actions });
    this.stage = new Stage();
    this.#build();
    this.objects = new Objects(this.stage, store, this.list, this.card);
    this.code = new Code(this.codePlace);
    this.timeline = new Timeline(this.timelinePlace, this.stage, store, people, actions.open);
    this.drawing = new Drawing(this.stage, store, people, this.drawPanel, actions.keepBoxes);
    this.pairs = new Pairs(this.pairsPlace, this.stage);
    this.rerender = new Rerender(this.stages, this.stage, this.rerenderPlace);
    this.objects.addEventListener("focus", ({ detail }) => { this.code.light(detail); this.timeline.light(detail); });
    this.drawing.addEventListener("mode", () => this.drawButton.setAttribute("aria-pressed", String(this.drawing.on)));
    people.addEventListener("change", () => { if (this.frame) this.#refresh(); });
  }

  #build() {
    const { actions } = this;
    const button = (text, key, action, more = {}) => h("button", { type: "button", onclick: action, ...more }, text, " ", h("kbd", {}, key));
    this.title = h("h2", {});
    this.position = h("span", { class: "dim" });
    this.verdicts = h("span", { class: "verdicts", role: "status" });
    this.doubts = h("ul", { class: "doubts", "aria-label": "Doubts" });
    this.drawButton = button("Draw", "D", () => this.drawing.toggle(), { "aria-pressed": "false" });
    this.list = h("ol", { class: "objects", "aria-label": "Objects, frontmost first" });
    this.card = h("div", { class: "card", "aria-live": "off" });
    this.codePlace = h("section", { class: "code", "aria-label": "Source" });
    this.drawPanel = h("section", { class: "draw-panel", "aria-label": "Boxes drawn by hand" });
    this.timelinePlace = h("nav", { class: "timeline", "aria-label": "Frames of the scene" });
    this.pairsPlace = h("span", {});
    this.rerenderPlace = h("span", {});
    this.stages = h("div", { class: "stages" }, this.stage.element);
    this.peel = h("input", { type: "range", min: "0", step: "1", "aria-label": "Paint order: hide what is painted later", oninput: () => this.#peel() });
    this.masks = h("select", { onchange: (event) => this.objects.set({ masks: event.target.value }) },
      ["none", "modal", "amodal"].map((name) => h("option", { value: name }, name)));
    this.kinds = h("select", { onchange: (event) => this.setBoxes(event.target.value) },
      Object.entries({ bbox: "amodal", bbox_in_frame: "in frame", bbox_modal: "modal", none: "none" }).map(([value, text]) => h("option", { value }, text)));
    this.place.replaceChildren(
      h("div", { class: "head" },
        button("Grid", "Esc", actions.close), button("Previous", "K", () => actions.go(-1)), button("Next", "J", () => actions.go(1)),
        this.title, this.position, this.verdicts,
        h("span", { class: "judging" },
          button("✓ Accept", "A", () => actions.judge("accept"), { class: "accept" }), button("✕ Reject", "R", actions.reject, { class: "reject" }),
          button("⚑ Flag", "F", () => actions.judge("flag"), { class: "flag" }), button("Undo", "U", actions.undo))),
      h("div", { class: "tools" },
        h("label", {}, "boxes ", this.kinds), h("label", {}, "masks ", this.masks),
        h("label", { class: "peel" }, "paint order ", this.peel), this.pairsPlace, this.rerenderPlace,
        this.drawButton, button("Copy box", "C", () => this.copyPicked(), { title: "Start from the generated box of the picked object, or from a new one in the middle" }),
        button("Fit", "0", () => this.stage.fit())),
      this.stages,
      h("aside", { class: "side" }, this.doubts, this.drawPanel,
        h("section", { class: "object-list", "aria-label": "Objects" }, this.list), this.card, this.codePlace),
      this.timelinePlace);
  }

  async show(frame, position) {
    const isOther = this.frame?.id !== frame.id;
    this.frame = frame;
    this.title.textContent = frame.id;
    this.position.textContent = position;
    this.#refresh();
    this.drawing.show(frame);
    this.timeline.show(frame);
    if (!isOther) return;
    this.stage.show(pictureUrl(frame), frame.id, `Frame ${frame.id}`);
    this.stage.layers.track.replaceChildren();
    let found;
    try {
      found = await getJson("api/frame", { frame: frame.id });
    } catch (error) {
      found = { record: null, pairs: [], doubts: [{ kind: "damaged", detail: error.message, score: 1 }] };
    }
    if (this.frame !== frame) return;
    const { record, doubts } = found;
    if (record) this.stage.resize(record.resolution);
    const top = Math.max(0, ...(record?.objects ?? []).map((item) => item.z_index));
    Object.assign(this.peel, { max: String(top), value: String(top) });
    this.objects.options.peel = Infinity;
    const has = (name) => record?.objects.some((item) => item[name]);
    this.#offer(this.masks, { none: true, modal: has("segmentation"), amodal: has("segmentation_amodal") });
    this.objects.options.masks = this.masks.value;
    this.objects.show(record);
    this.pairs.show(found.pairs);
    this.rerender.show(frame, found.rerender ?? null);
    this.#hint(null);
    this.doubts.replaceChildren(...doubts.map((doubt) => {
      const light = () => this.#hint(doubt);
      const leave = () => this.#hint(null);
      return h("li", { tabindex: "0", onpointerenter: light, onfocus: light, onpointerleave: leave, onblur: leave },
        h("b", {}, doubt.kind), ` ${doubt.detail}`);
    }));
    await this.code.show(record);
  }

  /** Show what a doubt is about: an object, or a place in the picture. */
  #hint(doubt) {
    this.objects.light(this.objects.objects.find((item) => item.instance_id === doubt?.instance_id) ?? null);
    const [x, y, right, bottom] = doubt?.bbox ?? [];
    this.stage.layers.hint.replaceChildren(...(doubt?.bbox ? [s("rect", { x, y, width: right - x, height: bottom - y })] : []));
  }

  /** Offer what there is; a choice that a frame cannot have falls back to none. */
  #offer(select, offered) {
    for (const option of select.options) option.disabled = !offered[option.value];
    if (select.selectedOptions[0]?.disabled) select.value = "none";
  }

  #refresh() {
    this.verdicts.replaceChildren(...this.people.verdicts(this.frame.id).map((event) => h("span", {
      class: `verdict ${event.content.judgement}`,
    }, `${SIGNS[event.content.judgement]} · ${event.reviewer}`, event.content.reason ? `: ${event.content.reason}` : "")));
    this.place.dataset.state = this.people.state(this.frame.id);
    if (this.drawing.frame) { this.drawing.draw(); if (!this.drawPanel.contains(document.activeElement)) this.drawing.drawPanel(); }
    this.timeline.draw();
  }

  #peel() {
    const value = Number(this.peel.value);
    this.objects.set({ peel: value >= Number(this.peel.max) ? Infinity : value });
  }

  setBoxes(kind) {
    this.kinds.value = kind;
    this.objects.set(kind === "none" ? { boxes: false } : { boxes: true, kind });
  }

  cycleMasks() {
    const open = [...this.masks.options].filter((option) => !option.disabled).map((option) => option.value);
    this.masks.value = open[(open.indexOf(this.masks.value) + 1) % open.length];
    this.objects.set({ masks: this.masks.value });
  }

  peelBy(step) {
    this.peel.value = String(Number(this.peel.value) + step);
    this.#peel();
  }

  copyPicked() {
    const item = this.objects.picked ?? this.objects.lit;
    if (item) this.drawing.copy(item);
    else this.drawing.addInMiddle();
  }

  hide() {
    this.frame = null;
    this.drawing.toggle(false);
    this.drawing.show(null);
  }
}
