// The keyboard: which key does what where, and the page that says so.

import { h } from "./dom.js";

const HELP = [
  ["Everywhere", [["A", "accept"], ["R", "reject, with a reason"], ["F", "flag for somebody else"], ["U  Ctrl+Z", "undo"],
    ["J  K", "next, previous"], ["N", "next frame I have not judged"], ["/", "find"], ["?", "this page"]]],
  ["Grid", [["← ↑ → ↓", "move"], ["Enter", "enlarge"], ["+  −", "larger, smaller"], ["B", "boxes on, off"]]],
  ["Frame", [["Esc", "back to the grid"], ["+  −  0", "zoom in, out, fit (or wheel, double click)"], ["M", "masks"], ["B", "boxes"],
    ["[  ]", "peel in paint order"], ["D", "draw boxes (drag)"], ["C", "copy the picked object's box; none picked: a new one in the middle"],
    ["P", "real picture, re-render, side by side"]]],
  ["Boxes drawn", [["Shift+click", "choose several"], ["← ↑ → ↓", "move by a pixel"], ["Shift+arrow", "resize by a pixel"],
    ["G", "group, or take apart"], ["S", "snap to what is seen"], ["Del", "delete"]]],
];

/** The name of a key as the tables below have it. */
export function keyOf(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") return "undo";
  if (event.ctrlKey || event.metaKey || event.altKey) return "";
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

/** Whether keys go to a field that takes text. */
export function isTyping(event) {
  const { target } = event;
  const text = target.matches?.("input:not([type=checkbox]):not([type=range]), textarea");
  return Boolean(text) || (target.matches?.("select") && event.key.length === 1);
}

export function fillHelp(dialog) {
  dialog.replaceChildren(
    h("form", { method: "dialog" }, h("h2", { id: "help-title" }, "Keys"), h("button", {}, "Close ", h("kbd", {}, "Esc"))),
    h("div", { class: "help" }, HELP.map(([title, keys]) => h("section", {}, h("h3", {}, title), h("dl", {},
      keys.flatMap(([key, text]) => [h("dt", {}, key.split("  ").map((name) => h("kbd", {}, name))), h("dd", {}, text)]))))));
}
