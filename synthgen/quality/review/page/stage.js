// The picture with what lies over it, to zoom and pan. Everything over it is drawn in picture pixels.

import { h, s } from "./dom.js";

const LARGEST = 40;
const MARGIN = 16;

export class Stage extends EventTarget {
  constructor() {
    super();
    this.image = h("img", { class: "photo", alt: "", draggable: "false" });
    this.canvas = h("canvas", { class: "masks", "aria-hidden": "true" });
    this.layers = Object.fromEntries(["track", "boxes", "hint", "manual", "handles"].map((name) => [name, s("g", { class: name })]));
    this.view = s("g", {}, Object.values(this.layers));
    this.overlay = s("svg", { class: "overlay", "aria-hidden": "true" }, this.view);
    this.element = h("div", { class: "stage", tabindex: "0", "aria-label": "Picture; + and - zoom, 0 fits" }, this.image, this.canvas, this.overlay);
    this.size = [16, 9];
    this.fitted = true;
    this.image.addEventListener("load", () => {
      this.resize([this.image.naturalWidth, this.image.naturalHeight]);
      this.element.dataset.shown = this.image.dataset.frame;
    });
    this.element.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.wheel(event, event.clientX, event.clientY);
    }, { passive: false });
    this.element.addEventListener("dblclick", () => this.fit());
    new ResizeObserver(() => { if (this.fitted) this.fit(); }).observe(this.element);
  }

  show(url, id, alt) {
    this.image.dataset.frame = id;
    this.image.src = url;
    this.image.alt = alt;
    this.element.dataset.shown = "";
  }

  resize(size) {
    const changed = size[0] !== this.size[0] || size[1] !== this.size[1];
    this.size = size;
    if (changed) this.fit(); else this.#place();
  }

  fit() {
    const { clientWidth, clientHeight } = this.element;
    if (!clientWidth) return;
    const [width, height] = this.size;
    this.scale = Math.min((clientWidth - 2 * MARGIN) / width, (clientHeight - 2 * MARGIN) / height);
    this.x = (clientWidth - width * this.scale) / 2;
    this.y = (clientHeight - height * this.scale) / 2;
    this.fitted = true;
    this.#place();
  }

  wheel({ deltaY, deltaMode }, clientX, clientY) {
    this.zoom(Math.exp(-deltaY * (deltaMode ? 0.05 : 0.0016)), clientX, clientY);
  }

  /** Zoom by a factor about a point of the window (by default the middle of the stage). */
  zoom(factor, clientX, clientY) {
    const area = this.element.getBoundingClientRect();
    const x = (clientX ?? area.left + area.width / 2) - area.left;
    const y = (clientY ?? area.top + area.height / 2) - area.top;
    const scale = Math.min(LARGEST, Math.max(0.05, this.scale * factor));
    this.x = x - (x - this.x) * (scale / this.scale);
    this.y = y - (y - this.y) * (scale / this.scale);
    this.scale = scale;
    this.fitted = false;
    this.#place();
  }

  pan(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.fitted = false;
    this.#place();
  }

  /** The point of the picture (px) under a pointer. */
  at(event) {
    const area = this.element.getBoundingClientRect();
    return [(event.clientX - area.left - this.x) / this.scale, (event.clientY - area.top - this.y) / this.scale];
  }

  #place() {
    const [width, height] = this.size;
    for (const element of [this.image, this.canvas]) {
      Object.assign(element.style, {
        left: `${this.x}px`, top: `${this.y}px`, width: `${width * this.scale}px`, height: `${height * this.scale}px`,
        imageRendering: this.scale > 3 ? "pixelated" : "auto",
      });
    }
    this.view.setAttribute("transform", `translate(${this.x} ${this.y}) scale(${this.scale})`);
    this.dispatchEvent(new Event("place"));
  }
}
