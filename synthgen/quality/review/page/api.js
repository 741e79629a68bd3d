// What the server is asked. Every address is relative: the page lies below the token.

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function answer(response) {
  if (response.ok) return response.json();
  const text = await response.text();
  let message = text;
  try { message = JSON.parse(text).error ?? text; } catch { /* plain text */ }
  throw new Refused(response.status, message.trim());
}

export async function getJson(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  return answer(await fetch(query ? `${path}?${query}` : path));
}

export async function postJson(path, body) {
  const headers = { "content-type": "application/json" };
  return answer(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

const query = (frame) => `frame=${encodeURIComponent(frame.id)}`;

export const pictureUrl = (frame) => `pictures/${frame.version}?${query(frame)}`;

export const thumbnailUrl = (frame, width) => `thumbnails/${width}/${frame.version}?${query(frame)}`;

export const rerenderUrl = (frame) => `rerenders/${frame.version}?${query(frame)}`;

/** 32 hexadecimal digits; crypto.randomUUID is there on loopback addresses. */
export const newId = () => crypto.randomUUID().replaceAll("-", "");
