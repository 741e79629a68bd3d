// Sending what a person did. It counts as saved when the server has it on disk; until then it waits here, over
// reloads and while the server is away. Each event has an id of its own, so that sending it twice does no harm.

import { newId, postJson, Refused } from "./api.js";

const RETRY_MS = 1000;

export class Outbox extends EventTarget {
  #waiting = [];
  #sending = false;

  /** `key` names the place in the browser's storage; `people` shows events at once. */
  constructor(key, people) {
    super();
    this.key = key;
    this.people = people;
    this.problem = "";
    try { this.#waiting = JSON.parse(localStorage.getItem(key) ?? "[]"); } catch { /* damaged: nothing was promised */ }
    this.#waiting.forEach((event, index) => { event.time = pendingTime(index); });
    people.apply(this.#waiting);
    this.#send();
  }

  get count() { return this.#waiting.length; }

  get pending() { return this.#waiting; }

  put(kind, reviewer, content) {
    const event = { kind, event_id: newId(), reviewer, content, time: pendingTime(this.#waiting.length) };
    this.#waiting.push(event);
    this.#changed();
    this.people.apply([event]);
    this.#send();
    return event;
  }

  async #send() {
    if (this.#sending) return;
    this.#sending = true;
    while (this.#waiting.length) {
      const { kind, event_id, reviewer, content } = this.#waiting[0];
      try {
        const { event } = await postJson("api/events", { kind, event_id, reviewer, content });
        this.#waiting.shift();
        this.problem = "";
        this.people.apply([event]);
      } catch (error) {
        if (error instanceof Refused && error.status < 500 && error.status !== 403) {
          this.#waiting.shift();
          this.dispatchEvent(new CustomEvent("refused", { detail: error.message }));
        } else {
          this.problem = error instanceof Refused ? error.message : "the server cannot be reached";
          this.#changed();
          await new Promise((wake) => { setTimeout(wake, RETRY_MS); });
        }
      }
      this.#changed();
    }
    this.#sending = false;
  }

  #changed() {
    try { localStorage.setItem(this.key, JSON.stringify(this.#waiting)); } catch { /* private mode: memory has it */ }
    this.dispatchEvent(new Event("change"));
  }
}

let counter = 0;

/** Sorts after every real time, in the order of the person's actions. */
const pendingTime = (index) => `~${String(counter++).padStart(9, "0")}-${index}`;
