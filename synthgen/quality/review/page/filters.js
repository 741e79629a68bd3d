// Which frames are listed, and in which order.

import { h } from "./dom.js";

const ORDERS = {
  time: ["scene and time", (a, b) => a.index - b.index],
  suspicious: ["suspicious first", (a, b) => fact(b, "suspicion") - fact(a, "suspicion") || a.index - b.index],
  occluded: ["most occluded first", (a, b) => fact(b, "occlusion") - fact(a, "occlusion") || a.index - b.index],
  crowded: ["most objects first", (a, b) => fact(b, "objects") - fact(a, "objects") || a.index - b.index],
};

const fact = (frame, name) => frame.facts?.[name] ?? -1;

const VISIBILITY = {
  any: ["any", () => true],
  full: ["all objects fully seen", (facts) => facts.visibility === null || facts.visibility > 0.99],
  partly: ["one less than 90% seen", (facts) => facts.visibility !== null && facts.visibility < 0.9],
  half: ["one less than half seen", (facts) => facts.visibility !== null && facts.visibility < 0.5],
  barely: ["one less than 10% seen", (facts) => facts.visibility !== null && facts.visibility < 0.1],
};

const VERDICTS = {
  any: ["any", () => true],
  open: ["not by me", (frame, people, reviewer) => !people.own(frame.id, reviewer)],
  accept: ["accepted", (frame, people) => people.state(frame.id) === "accept"],
  reject: ["rejected", (frame, people) => people.state(frame.id) === "reject"],
  flag: ["flagged", (frame, people) => people.state(frame.id) === "flag"],
  split: ["reviewers disagree", (frame, people) => people.disagree(frame.id)],
  drawn: ["boxes drawn", (frame, people) => people.boxes(frame.id).length > 0],
};

export class Filters extends EventTarget {
  constructor(place, store, people, reviewer) {
    super();
    Object.assign(this, { place, store, people, reviewer });
    this.view = "all";
    this.wanted = { text: "", order: "time", visibility: "any", verdict: "any", doubt: "", kind: "", types: new Set() };
    this.#draw();
    store.addEventListener("facts", () => this.#refresh());
  }

  /** The frames to list, in order. */
  list() {
    const { text, visibility, verdict, doubt, kind, types, order } = this.wanted;
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const { check } = this.store;
    const found = this.store.frames.filter((frame) => {
      if (this.view === "check" && !check?.rank.has(frame.id)) return false;
      if (!words.every((word) => frame.id.toLowerCase().includes(word))) return false;
      if (!VERDICTS[verdict][1](frame, this.people, this.reviewer())) return false;
      const { facts } = frame;
      if (!facts) return visibility === "any" && !doubt && !kind && types.size === 0;
      return VISIBILITY[visibility][1](facts) && (!doubt || facts.doubts.includes(doubt))
        && (!kind || facts.kind === kind) && (types.size === 0 || facts.types.some((type) => types.has(type)));
    });
    if (this.view === "check" && order === "time") {
      return found.sort((a, b) => check.rank.get(a.id) - check.rank.get(b.id));
    }
    return order === "time" ? found : found.sort(ORDERS[order][1]);
  }

  #changed() { this.dispatchEvent(new Event("change")); }

  #select(label, name, options) {
    const select = h("select", {
      id: `filter-${name}`,
      onchange: (event) => { this.wanted[name] = event.target.value; this.#changed(); },
    }, Object.entries(options).map(([value, [text]]) => h("option", { value }, text)));
    return h("label", {}, h("span", {}, label), select);
  }

  #draw() {
    this.typeList = h("div", { class: "types" });
    this.doubtSelect = this.#select("Doubt", "doubt", { "": ["any or none"] });
    this.kindSelect = this.#select("Moment", "kind", { "": ["any"] });
    const search = h("input", {
      type: "search", id: "filter-text", placeholder: "part of a name", autocomplete: "off",
      oninput: (event) => { this.wanted.text = event.target.value; this.#changed(); },
    });
    this.place.append(
      h("label", {}, h("span", {}, "Find ", h("kbd", {}, "/")), search),
      this.#select("Order", "order", ORDERS),
      this.#select("Verdict", "verdict", VERDICTS),
      this.#select("Visibility", "visibility", VISIBILITY),
      this.doubtSelect, this.kindSelect,
      h("fieldset", {}, h("legend", {}, "Types ", h("button", {
        type: "button", class: "quiet", onclick: () => { this.wanted.types.clear(); this.#refresh(); this.#changed(); },
      }, "all")), this.typeList),
    );
    this.#refresh();
  }

  /** Types, doubts and moments that occur, with the number of frames. */
  #refresh() {
    const counts = { types: new Map(), doubts: new Map(), kinds: new Map() };
    const add = (map, name) => map.set(name, (map.get(name) ?? 0) + 1);
    for (const { facts } of this.store.frames) {
      if (!facts) continue;
      facts.types.forEach((type) => add(counts.types, type));
      facts.doubts.forEach((doubt) => add(counts.doubts, doubt));
      add(counts.kinds, facts.kind);
    }
    refill(this.doubtSelect.lastChild, counts.doubts);
    refill(this.kindSelect.lastChild, counts.kinds);
    const known = [...counts.types].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    this.typeList.replaceChildren(...known.map(([type, count]) => h("label", {},
      h("input", {
        type: "checkbox", value: type, checked: this.wanted.types.has(type), onchange: (event) => {
          if (event.target.checked) this.wanted.types.add(type); else this.wanted.types.delete(type);
          this.#changed();
        },
      }),
      h("i", { style: { background: this.store.colour(type) } }), h("span", { title: type }, type), h("small", {}, String(count)))));
  }
}

function refill(select, counts) {
  const { value } = select;
  const found = [...counts].sort((a, b) => b[1] - a[1]);
  select.replaceChildren(select.options[0], ...found.map(([name, count]) => h("option", { value: name }, `${name} (${count})`)));
  select.value = value;
}
