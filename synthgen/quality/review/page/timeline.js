// The frames of a scene over its time, and its tracks: when each object is there, and where it goes.

import { getJson } from "./api.js";
import { h, s, seconds } from "./dom.js";

const MOST_LANES = 40;

export class Timeline {
  constructor(place, stage, store, people, open) {
    Object.assign(this, { place, stage, store, people, open });
    this.tracks = [];
  }

  async show(frame) {
    this.frame = frame;
    if (this.scene !== frame.scene) {
      this.scene = frame.scene;
      this.tracks = [];
      this.draw();
      try {
        const { frames } = await getJson("api/tracks", { scene: frame.scene.id });
        if (this.scene !== frame.scene) return;
        this.tracks = frames;
      } catch { /* a scene whose records are damaged has no tracks */ }
    }
    this.draw();
  }

  #lanes() {
    const lanes = new Map();
    for (const { frame_id: id, objects } of this.tracks) {
      for (const [track, type] of objects) {
        if (!lanes.has(track)) lanes.set(track, { track, type, ids: new Set() });
        lanes.get(track).ids.add(id);
      }
    }
    return [...lanes.values()].slice(0, MOST_LANES);
  }

  draw() {
    if (!this.scene) return;
    const { frames } = this.scene;
    const times = new Map(this.tracks.map((item) => [item.frame_id, item.time_s]));
    const lanes = this.#lanes();
    const column = (frame, index) => {
      const time = times.get(frame.id);
      const state = this.people.state(frame.id);
      return h("button", {
        type: "button", class: `moment ${state}`, "aria-current": frame === this.frame ? "true" : null,
        title: `${frame.id}${state ? `: ${state}` : ""}`, onclick: () => this.open(frame), "data-frame": frame.id,
      }, h("span", { class: "lanes" }, lanes.map(({ track, type, ids }) => h("i", {
        "data-track": track, style: { background: ids.has(frame.id) ? this.store.colour(type) : "transparent" },
      }))), h("small", {}, time === undefined ? `${index + 1}` : seconds(time)));
    };
    this.place.replaceChildren(h("span", { class: "title" }, this.scene.id), h("div", { class: "moments" }, frames.map(column)));
    this.place.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Draw the way of an object's track over the picture, and light its lane. */
  light(item) {
    const { track } = this.stage.layers;
    const id = item?.track_id ?? null;
    for (const lane of this.place.querySelectorAll("[data-track]")) {
      lane.classList.toggle("lit", id !== null && Number(lane.dataset.track) === id);
    }
    if (id === null) { track.replaceChildren(); return; }
    const points = this.tracks.flatMap(({ frame_id: frame, objects }) => {
      const found = objects.find(([other]) => other === id);
      return found ? [{ frame, x: found[2], y: found[3] }] : [];
    });
    const colour = this.store.colour(item.type);
    track.replaceChildren(
      s("polyline", { points: points.map(({ x, y }) => `${x},${y}`).join(" "), stroke: colour }),
      ...points.map(({ frame, x, y }) => s("circle", {
        cx: x, cy: y, r: (frame === this.frame.id ? 5 : 3) / this.stage.scale, fill: colour,
      })));
  }
}
