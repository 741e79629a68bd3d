// The frames, and what is known of them: the list from the manifests at once, the facts as the server gathers them.

import { getJson } from "./api.js";

const POLL_MS = 1500;

export class Store extends EventTarget {
  constructor(session) {
    super();
    this.session = session;
    this.types = new Map(session.types.map((type) => [type.name, type]));
    this.scenes = [];
    this.frames = [];
    this.byId = new Map();
    for (const { id, engine, source, frames } of session.scenes) {
      const scene = { id, engine, source, frames: [] };
      for (const [frameId, version] of frames) {
        const frame = { id: frameId, version, scene, index: this.frames.length, facts: null };
        scene.frames.push(frame);
        this.frames.push(frame);
        this.byId.set(frameId, frame);
      }
      this.scenes.push(scene);
    }
    this.check = null;
    this.gathering = { labels_done: false, done: false, rows: 0 };
  }

  colour(type) { return this.types.get(type)?.colour ?? "#ff8a65"; }

  /** Ask for facts until every frame is known and every picture was looked at. */
  async gather() {
    let known = 0;
    let hadLabels = false;
    for (;;) {
      try {
        const answer = await getJson("api/facts", { known });
        known = answer.known;
        for (const row of answer.rows) this.#take(row);
        this.gathering = { ...answer, rows: this.frames.filter((frame) => frame.facts).length };
        if (answer.rows.length || answer.done) this.dispatchEvent(new Event("facts"));
        if (answer.labels_done && !hadLabels) {
          await this.refreshCheck();
          hadLabels = true;
        }
        if (answer.done) return;
      } catch { /* the server is away; the outbox says so */ }
      await new Promise((wake) => { setTimeout(wake, hadLabels ? POLL_MS : POLL_MS / 5); });
    }
  }

  #take([id, time_s, kind, types, objects, visibility, occlusion, suspicion, doubts]) {
    const frame = this.byId.get(id);
    if (frame) frame.facts = { time_s, kind, types, objects, visibility, occlusion, suspicion, doubts };
  }

  async refreshCheck() {
    const check = await getJson("api/spot-check");
    if (!check.ready) return;
    check.rank = new Map(check.frames.map((id, index) => [id, index]));
    this.check = check;
    this.dispatchEvent(new Event("check"));
  }
}

/** Follow what others say; `people` takes in their events. The server starts counting anew when it is started anew. */
export async function follow(people, outbox) {
  let after = 0;
  let run = "";
  for (;;) {
    try {
      const answer = await getJson("api/events", { after });
      if (run && answer.run !== run) {
        [run, after] = [answer.run, 0];
        continue;
      }
      run = answer.run;
      after = answer.next;
      people.apply(answer.events);
      people.apply(outbox.pending);
    } catch { /* the outbox tells that the server is away */ }
    await new Promise((wake) => { setTimeout(wake, POLL_MS); });
  }
}
