// Requests to the server of the page, the only one that it talks to.

import { phrase } from "./phrases.js";

const told = (name) => document.querySelector(`meta[name="qnmine-${name}"]`).content;
const token = told("token");

export const limit = Number(told("limit"));

/** What went wrong, in words for the person at the page. */
export class Fault extends Error {}

export const tooLarge = () => new Fault(phrase("error.too-large", { limit: Math.floor(limit / 1024) }));

/** Return the response to a request; a Fault if there is none, or it is refused. */
export async function post(path, request) {
  if (new TextEncoder().encode(request.text).length > limit) throw tooLarge();
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Qnmine-Token": token },
      body: JSON.stringify(request),
    });
  } catch {
    throw new Fault(phrase("error.gone"));
  }
  if (!response.ok) throw await faultOf(response);
  return response;
}

async function faultOf(response) {
  if (response.status === 413) return tooLarge();
  if (response.status === 403) return new Fault(phrase("error.reload"));
  if (response.status !== 422) return new Fault(phrase("error.fault"));
  const { error } = await response.json();
  return new Fault(phrase("error.model", { message: error.message }));
}

/** Return the text of a file, as it is decoded; a Fault if it is too long or no text. */
export async function read(file) {
  if (file.size > limit + 3) throw tooLarge(); // a byte-order mark does not count
  const noText = () => new Fault(phrase("error.not-text", { name: file.name }));
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw noText();
  }
  if (text.includes("\0")) throw noText();
  return text;
}
