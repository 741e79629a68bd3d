// Where scenes of a matched video begin: accept, move, split, merge. What was matched stays; what people say lies over it.

import { newId, thumbnailUrl } from "./api.js";
import { h, percent, seconds } from "./dom.js";

const STEP_S = 0.04;

export class Boundaries {
  /** `keep(label, content)` stores a boundary and can undo it, `open(frame)` enlarges a frame. */
  constructor(place, store, people, keep, open) {
    Object.assign(this, { place, store, videos: store.session.videos, people, keep, open });
    people.addEventListener("change", () => { if (!place.hidden && !place.contains(document.activeElement)) this.draw(); });
  }

  /** The scenes of a video as they are now: matched rows, with what people said of their starts. */
  rows(video) {
    const rows = video.segments.map((item) => ({ ...item, state: "" }));
    for (const { content } of this.people.latest.boundary.values()) {
      if (content.video !== video.video) continue;
      const known = rows.find((row) => row.boundary_id === content.boundary_id);
      const said = { start_s: content.time_s, scene: content.scene, state: content.state };
      if (known) Object.assign(known, said);
      else rows.push({ boundary_id: content.boundary_id, end_s: content.time_s, confidence: null, ...said });
    }
    const present = rows.filter((row) => row.state !== "merged").sort((a, b) => a.start_s - b.start_s);
    const last = Math.max(0, ...rows.map((row) => row.end_s));
    present.forEach((row, index) => { row.until_s = present[index + 1]?.start_s ?? last; });
    return present;
  }

  draw() {
    this.place.replaceChildren(...this.videos.map((video) => this.#video(video)));
  }

  #set(label, video, row, changes) {
    const { boundary_id, start_s, scene } = row;
    this.keep(label, { boundary_id, video: video.video, time_s: start_s, scene, state: "accepted", ...changes });
    this.draw();
    this.place.querySelector(`[data-boundary="${boundary_id}"] button`)?.focus();
  }

  /** The first or last matched frame of a scene: what the eye judges a boundary by. */
  #picture(video, row, last) {
    const within = video.frames.filter(([time]) => time >= row.start_s && time < row.until_s);
    const [time, id] = within.at(last ? -1 : 0) ?? [];
    const frame = this.store.byId.get(id);
    if (!frame) return null;
    const label = `${last ? "Last" : "First"} matched frame, ${seconds(time)}`;
    return h("button", { type: "button", class: "around", title: label, onclick: () => this.open(frame) },
      h("img", { src: thumbnailUrl(frame, 320), alt: label, loading: "lazy" }));
  }

  #video(video) {
    const rows = this.rows(video);
    const total = rows.at(-1)?.until_s || 1;
    const bar = h("div", { class: "video-bar", "aria-hidden": "true" }, rows.map((row, index) => h("span", {
      class: `${index % 2 ? "odd" : ""} ${row.state}`, title: row.scene, style: { width: percent((row.until_s - row.start_s) / total, 2) },
    }, row.scene)));
    const move = (row, time) => this.#set("boundary moved", video, row, { time_s: Math.max(0, Math.round(time * 1000) / 1000) });
    return h("section", {}, h("h2", {}, video.video), bar, h("table", {},
      h("thead", {}, h("tr", {}, ["starts (s)", "ends (s)", "first", "last", "scene", "confidence", "", ""].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, rows.map((row, index) => h("tr", { "data-boundary": row.boundary_id, class: row.state },
        h("td", {}, h("input", {
          type: "number", step: String(STEP_S), min: "0", value: row.start_s.toFixed(2), "aria-label": `Start of ${row.scene}`,
          onchange: (event) => { const time = Number(event.target.value); if (Number.isFinite(time)) move(row, time); },
        })),
        h("td", { class: "number" }, row.until_s.toFixed(2)),
        h("td", {}, this.#picture(video, row, false)),
        h("td", {}, this.#picture(video, row, true)),
        h("td", {}, row.scene || h("em", {}, "no scene")),
        h("td", { class: "number" }, row.confidence === null ? "–" : row.confidence.toFixed(2)),
        h("td", {}, row.state === "accepted" ? h("b", { class: "ok" }, "✓ accepted") : ""),
        h("td", { class: "row-tools" },
          h("button", { type: "button", onclick: () => this.#set("boundary accepted", video, row, {}) }, "Accept"),
          h("button", {
            type: "button", onclick: () => this.#set("scene split", video, { ...row, boundary_id: newId(), start_s: (row.start_s + row.until_s) / 2 }, {}),
          }, "Split in the middle"),
          index ? h("button", { type: "button", onclick: () => this.#set("scenes merged", video, row, { state: "merged" }) }, "Merge with the one before") : null))))));
  }
}
