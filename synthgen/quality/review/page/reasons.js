// Why a frame is rejected: a number for each common reason, or words of one's own.

import { h } from "./dom.js";

const REASONS = ["box is off", "wrong type or content", "object is missing", "object is not there", "picture is broken", "frame is of no use"];

/** Ask for a reason; `done(reason)` is called unless the person thinks better of it. */
export function askReason(dialog, done) {
  const finish = (reason) => { dialog.close(); done(reason); };
  const own = h("input", { id: "own-reason", maxlength: "500", autocomplete: "off", placeholder: "or in your own words" });
  dialog.replaceChildren(h("form", {
    onsubmit: (event) => { event.preventDefault(); finish(own.value.trim()); },
  }, h("h2", { id: "reasons-title" }, "Why reject it?"),
  h("div", { class: "reason-list" }, REASONS.map((reason, index) => h("button", { type: "button", onclick: () => finish(reason) }, h("kbd", {}, String(index + 1)), ` ${reason}`))),
  own, h("p", { class: "dim" }, h("kbd", {}, "Enter"), " rejects, also without a reason; ", h("kbd", {}, "Esc"), " does not")));
  dialog.onkeydown = (event) => {
    const reason = REASONS[Number(event.key) - 1];
    if (reason && !own.value) { event.preventDefault(); finish(reason); }
  };
  dialog.showModal();
  own.focus();
}
