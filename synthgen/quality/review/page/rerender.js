// The re-render of a real frame: in place of the real picture, or beside it. Zoom, pan and boxes are those of the stage.

import { rerenderUrl } from "./api.js";
import { h, s } from "./dom.js";

const MODES = { real: "real", rendered: "re-render", both: "side by side" };

export class Rerender {
  #drag = null;

  /** `area` holds the stage and this picture, `place` the control. */
  constructor(area, stage, place) {
    Object.assign(this, { area, stage, place });
    this.image = h("img", { class: "rendered", alt: "", draggable: "false" });
    this.view = s("g", {});
    this.element = h("div", { class: "mirror", hidden: true }, this.image,
      s("svg", { class: "overlay", "aria-hidden": "true" }, this.view), h("span", { class: "tag" }, "re-render"));
    area.append(this.element);
    // Copies, not <use>: in Chromium strokes of a used element scale with the view.
    new MutationObserver(() => this.#copyBoxes()).observe(stage.layers.boxes, { subtree: true, childList: true, attributes: true });
    this.mode = "real";
    this.select = h("select", { id: "rerender-mode", onchange: () => this.set(this.select.value) },
      Object.entries(MODES).map(([value, text]) => h("option", { value }, text)));
    this.about = h("span", { class: "dim" });
    this.control = h("label", {}, "picture ", this.select, h("kbd", {}, "P"), " ", this.about);
    stage.addEventListener("place", () => this.#follow());
    this.#forward();
  }

  /** `found` says where the re-render of `frame` lies over the real picture, null where there is none. */
  show(frame, found) {
    this.found = found;
    this.place.replaceChildren(...(found ? [this.control] : []));
    if (found) {
      this.image.src = rerenderUrl(frame);
      this.image.alt = `Re-render ${found.rendered}`;
      this.about.textContent = `${found.video} at ${found.time_s.toFixed(2)} s · confidence ${found.confidence.toFixed(2)}`;
    }
    this.set(this.mode);
  }

  set(mode) {
    this.mode = mode;
    this.select.value = mode;
    // A frame without re-render shows itself; the choice holds for the next that has one.
    const shown = this.found ? mode : "real";
    this.area.dataset.mode = shown;
    this.element.hidden = shown === "real";
    this.#copyBoxes();
    this.#follow();
  }

  cycle() {
    const modes = Object.keys(MODES);
    if (this.found) this.set(modes[(modes.indexOf(this.mode) + 1) % modes.length]);
  }

  #copyBoxes() {
    if (!this.element.hidden) this.view.replaceChildren(this.stage.layers.boxes.cloneNode(true));
  }

  #follow() {
    if (this.element.hidden) return;
    const { x, y, scale } = this.stage;
    this.view.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
    const { scale: own, dx_px: dx, dy_px: dy } = this.found;
    Object.assign(this.image.style, {
      transform: `translate(${x + dx * scale}px, ${y + dy * scale}px) scale(${own * scale})`,
      imageRendering: own * scale > 3 ? "pixelated" : "auto",
    });
  }

  /** Beside the stage, the wheel and dragging do here what they do there. */
  #forward() {
    const { element, stage } = this;
    element.addEventListener("wheel", (event) => {
      event.preventDefault();
      const [own, other] = [element.getBoundingClientRect(), stage.element.getBoundingClientRect()];
      stage.wheel(event, event.clientX - own.left + other.left, event.clientY - own.top + other.top);
    }, { passive: false });
    element.addEventListener("dblclick", () => stage.fit());
    element.addEventListener("pointerdown", (event) => {
      this.#drag = [event.clientX, event.clientY];
      element.setPointerCapture(event.pointerId);
    });
    element.addEventListener("pointermove", (event) => {
      if (!this.#drag) return;
      stage.pan(event.clientX - this.#drag[0], event.clientY - this.#drag[1]);
      this.#drag = [event.clientX, event.clientY];
    });
    for (const name of ["pointerup", "pointercancel"]) element.addEventListener(name, () => { this.#drag = null; });
  }
}
