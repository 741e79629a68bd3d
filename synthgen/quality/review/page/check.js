// How the spot check stands: how much is done, the estimated share of bad frames, and how far reviewers agree.

import { h, percent } from "./dom.js";

export function drawSummary(place, check, people, reviewer) {
  if (!check) {
    place.replaceChildren(h("p", { class: "dim" }, "The spot check is drawn when every frame is known …"));
    return;
  }
  const mine = check.frames.filter((id) => people.own(id, reviewer)).length;
  const anyone = check.frames.filter((id) => people.state(id)).length;
  const rate = check.rate === null ? "no frame judged yet"
    : `${percent(check.rate, 1)} (${percent(check.interval[0], 1)} to ${percent(check.interval[1], 1)})`;
  const tile = (name, value, note) => h("div", { class: "tile" }, h("small", {}, name), h("b", {}, value), h("small", {}, note));
  place.replaceChildren(
    tile("judged by me", `${mine} of ${check.frames.length}`, h("progress", { max: check.frames.length, value: mine, "aria-label": "judged by me" })),
    tile("judged by anyone", `${anyone} of ${check.frames.length}`, `${check.random} drawn at random, the others for their types`),
    tile("frames rejected", rate, `${check.rejected} of ${check.judged} random ones; 95% exact interval`),
    ...check.agreement.map(({ reviewers, frames, share, kappa }) => tile(reviewers.join(" and "),
      `${percent(share)} agree`, `${frames} frames${kappa === null ? "" : `, kappa ${kappa.toFixed(2)}`}`)));
}
