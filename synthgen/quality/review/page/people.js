// What people said (verdicts, boxes, boundaries), folded as the server folds it: of each thing the last word holds.

const KEYS = {
  verdict: (event) => `${event.content.frame_id}\n${event.reviewer}`,
  box: (event) => event.content.box_id,
  boundary: (event) => `${event.content.video}\n${event.content.boundary_id}`,
};

const isLater = (a, b) => a.time > b.time || (a.time === b.time && a.event_id > b.event_id);

export class People extends EventTarget {
  clear() {
    this.latest = { verdict: new Map(), box: new Map(), boundary: new Map() };
    this.verdictsByFrame = new Map();
    this.boxesByFrame = new Map();
  }

  constructor() {
    super();
    this.clear();
  }

  /** Take in events; those not confirmed yet have a time that sorts after all others. */
  apply(events) {
    let changed = false;
    for (const event of events) {
      const key = KEYS[event.kind](event);
      const known = this.latest[event.kind].get(key);
      if (known && known.event_id !== event.event_id && !isLater(event, known)) continue;
      this.latest[event.kind].set(key, event);
      this.#index(event);
      changed = true;
    }
    if (changed) this.dispatchEvent(new Event("change"));
  }

  #index(event) {
    const frame = event.content.frame_id;
    if (event.kind === "verdict") within(this.verdictsByFrame, frame).set(event.reviewer, event);
    if (event.kind === "box") within(this.boxesByFrame, frame).set(event.content.box_id, event);
  }

  /** The standing verdicts on a frame: events. */
  verdicts(frameId) {
    const found = [...(this.verdictsByFrame.get(frameId)?.values() ?? [])];
    return found.filter((event) => event.content.judgement !== "withdrawn");
  }

  own(frameId, reviewer) {
    return this.verdicts(frameId).find((event) => event.reviewer === reviewer) ?? null;
  }

  /** One word for a frame: reject beats flag beats accept, as it does when frames are left out of exports. */
  state(frameId) {
    const said = new Set(this.verdicts(frameId).map((event) => event.content.judgement));
    return ["reject", "flag", "accept"].find((word) => said.has(word)) ?? "";
  }

  disagree(frameId) {
    const said = new Set(this.verdicts(frameId).map((event) => event.content.judgement));
    return said.has("accept") && said.has("reject");
  }

  /** The boxes drawn on a frame, as they are now: {box_id, type, content, bbox, group, based_on, reviewer}. */
  boxes(frameId) {
    const found = [...(this.boxesByFrame.get(frameId)?.values() ?? [])].filter((event) => event.content.box);
    return found.map((event) => ({ box_id: event.content.box_id, reviewer: event.reviewer, ...event.content.box }));
  }
}

function within(map, key) {
  if (!map.has(key)) map.set(key, new Map());
  return map.get(key);
}
