// The patches of JEPA pairs over a picture: what a model is given (context) and what it must tell (targets).

import { h, s } from "./dom.js";

export class Pairs {
  constructor(place, stage) {
    Object.assign(this, { place, stage });
    this.layer = s("g", { class: "patches" });
    stage.view.prepend(this.layer);
    this.wanted = "";
  }

  /** `pairs` are records of pairs, each with `at`, the number of the frame within the input. */
  show(pairs) {
    this.choices = pairs.flatMap((pair) => pair.masks.map((mask) => ({ name: `${pair.strategy} ${mask.name}`.trim(), pair, mask })));
    const select = h("select", { onchange: (event) => { this.wanted = event.target.value; this.draw(); } },
      h("option", { value: "" }, "none"), this.choices.map(({ name }) => h("option", { value: name }, name)));
    select.value = this.choices.some(({ name }) => name === this.wanted) ? this.wanted : "";
    this.place.replaceChildren(...(this.choices.length ? [h("label", {}, "pairs ", select)] : []));
    this.draw();
  }

  draw() {
    const choice = this.choices.find(({ name }) => name === this.wanted);
    this.layer.replaceChildren(...(choice ? patches(choice) : []));
  }
}

function patches({ pair, mask }) {
  const { width_px: width, height_px: height, patch_px: patch, tubelet, fit } = pair.input;
  const [pictureWidth, pictureHeight] = pair.resolution;
  // As synthgen fills the input: input = picture * scale + offset.
  let [scaleX, scaleY] = [width / pictureWidth, height / pictureHeight];
  if (fit !== "stretch") scaleX = scaleY = fit === "crop" ? Math.max(scaleX, scaleY) : Math.min(scaleX, scaleY);
  const [offsetX, offsetY] = [(width - pictureWidth * scaleX) / 2, (height - pictureHeight * scaleY) / 2];
  const [columns, rows] = [Math.floor(width / patch), Math.floor(height / patch)];
  const first = Math.floor(pair.at / tubelet) * columns * rows;
  const context = new Set(mask.context);
  const targets = new Set(mask.targets.flat());
  return Array.from({ length: columns * rows }, (_, index) => s("rect", {
    x: ((index % columns) * patch - offsetX) / scaleX, y: (Math.floor(index / columns) * patch - offsetY) / scaleY,
    width: patch / scaleX, height: patch / scaleY,
    class: targets.has(first + index) ? "target" : context.has(first + index) ? "context" : "outside",
  }));
}
