// Handing boxes on to Label Studio and CVAT, and taking over what people drew there.

import { postJson } from "./api.js";
import { h } from "./dom.js";

const EXPORTS = [
  ["label_studio", "Label Studio: tasks", "label_studio.json"],
  ["label_studio_interface", "Label Studio: labelling interface", "label_studio.xml"],
  ["cvat", "CVAT for images 1.1", "cvat.xml"],
];

/** Fill the dialog once; `reviewer()` is who the imported boxes are kept under. */
export function fillExchange(dialog, reviewer) {
  const told = h("p", { id: "exchange-told", role: "status" });
  const file = h("input", { type: "file", id: "exchange-file", accept: ".json,.xml", "aria-describedby": "exchange-told" });
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    told.textContent = `Reading ${chosen.name} …`;
    try {
      const format = chosen.name.toLowerCase().endsWith(".xml") ? "cvat" : "label_studio";
      const { boxes, frames } = await postJson(`api/import/${format}`, { reviewer: reviewer(), text: await chosen.text() });
      told.textContent = `${boxes} boxes on ${frames} frames taken over from ${chosen.name}.`;
    } catch (error) {
      told.textContent = `Nothing taken over: ${error.message}`;
    }
    file.value = "";
  });
  dialog.replaceChildren(
    h("form", { method: "dialog" }, h("h2", { id: "exchange-title" }, "Boxes in other tools"), h("button", {}, "Close ", h("kbd", {}, "Esc"))),
    h("div", { class: "exchange" },
      h("section", {}, h("h3", {}, "Export"), h("p", { class: "dim" }, "Boxes drawn by hand as annotations, generated ones to start from."),
        h("ul", {}, EXPORTS.map(([format, text, name]) => h("li", {}, h("a", { href: `api/export/${format}`, download: name }, text))))),
      h("section", {}, h("h3", {}, "Import"), h("p", { class: "dim" }, "Boxes that people drew become boxes of origin “manual” here; generated ones are passed over."),
        h("label", { for: "exchange-file" }, "Label Studio’s JSON or CVAT’s XML "), file, told)));
}
