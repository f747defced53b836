// Reads of the operators' listener. Nothing here can change anything: there is no other method.

/** An answer that is a problem document, or none at all. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? "The gateway does not answer.");
    this.status = status;
    this.reason = problem?.reason_code ?? "";
  }
}

/** Hears that a token is asked for. */
export const needsLogin = new EventTarget();

async function document(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

/** Reads a JSON document. */
export async function get(path, signal) {
  let response;
  try {
    response = await fetch(path, { signal, headers: { Accept: "application/json" } });
  } catch (cause) {
    if (cause.name === "AbortError") {
      throw cause;
    }
    throw new Refusal(0, null);
  }
  const body = await document(response);
  // Readiness is a report whatever it says.
  if (response.ok || (path === "/readyz" && body?.checks)) {
    return body;
  }
  if (response.status === 401 || response.status === 403) {
    needsLogin.dispatchEvent(new CustomEvent("needed", { detail: body }));
  }
  throw new Refusal(response.status, body);
}

/** A path with a query of those parameters that have a value. */
export function query(path, parameters) {
  const all = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") {
      all.set(name, value);
    }
  }
  const text = all.toString();
  return text ? path + "?" + text : path;
}

/**
 * Runs a read, once at a time: what is asked for meanwhile runs once more after it. Whoever asks
 * waits for the last of them.
 */
export function once(read) {
  let running = null;
  let again = false;
  const run = async () => {
    try {
      do {
        again = false;
        await read();
      } while (again);
    } finally {
      running = null;
    }
  };
  return () => {
    again = running !== null;
    running ??= run();
    return running;
  };
}
