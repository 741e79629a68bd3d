// The scene's source beside its picture: the lines behind the frame marked, those of the object pointed at lit.

import { getJson } from "./api.js";
import { h } from "./dom.js";

export class Code {
  #cache = new Map();

  constructor(place) {
    this.place = place;
  }

  async show(record) {
    this.record = record;
    if (!record?.code_mapping.code_file) {
      this.place.replaceChildren(h("p", { class: "dim" }, "No source is known for this picture."));
      return;
    }
    const { code_file: file } = record.code_mapping;
    const key = `${record.scene_id}\n${file}`;
    if (!this.#cache.has(key)) {
      const asked = getJson("api/code", { scene: record.scene_id, file }).catch((error) => ({ problem: error.message }));
      this.#cache.set(key, asked);
    }
    const source = await this.#cache.get(key);
    if (this.record !== record) return;
    this.#draw(file, source);
  }

  #draw(file, { lines, has_changed: hasChanged, problem }) {
    if (problem) {
      this.place.replaceChildren(h("p", { class: "dim" }, `${file} is not at hand: ${problem}`));
      return;
    }
    const { relevant_lines: relevant, construct_method: method } = this.record.code_mapping;
    const marked = new Set(relevant);
    this.lines = lines.map((text, index) => h("span", {
      class: `line${marked.has(index + 1) ? " relevant" : ""}`, "data-line": index + 1,
    }, h("i", {}, String(index + 1)), h("code", {}, text || " ")));
    this.place.replaceChildren(
      h("p", { class: "file" }, h("b", {}, file), ` ${this.record.code_mapping.scene_class}`,
        hasChanged ? h("em", {}, " changed since it was rendered: lines may have moved") : null),
      h("pre", { tabindex: "0", "aria-label": `Source of ${file}` }, this.lines));
    const first = relevant[0] ?? method?.first_line;
    if (first) this.#reveal(this.lines[first - 1]);
  }

  /** Light the lines of an object, or of none. */
  light(item) {
    if (!this.lines) return;
    const { code_file: file } = this.record?.code_mapping ?? {};
    const own = (found) => new Set((found ?? []).filter((line) => line.file === file).map((line) => line.line));
    const [created, changed] = [own(item?.lines.created), own(item?.lines.changed)];
    this.lines.forEach((element, index) => {
      element.classList.toggle("created", created.has(index + 1));
      element.classList.toggle("changed", changed.has(index + 1));
    });
    const first = item?.lines.created.find((line) => line.file === file);
    if (first) this.#reveal(this.lines[first.line - 1]);
  }

  #reveal(line) {
    const area = line?.parentElement;
    if (!area) return;
    const top = line.offsetTop;
    if (top < area.scrollTop + 20 || top > area.scrollTop + area.clientHeight - 40) area.scrollTop = top - area.clientHeight / 3;
  }
}
