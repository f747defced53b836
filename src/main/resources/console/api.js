// Reads of the operators' listener, and the few orders that a page gives when somebody asks for them.

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
  const { response, body } = await ask(path, { signal, headers: { Accept: "application/json" } });
  // Readiness is a report whatever it says.
  if (response.ok || (path === "/readyz" && body?.checks)) {
    return body;
  }
  if (response.status === 401 || response.status === 403) {
    needsLogin.dispatchEvent(new CustomEvent("needed", { detail: body }));
  }
  throw new Refusal(response.status, body);
}

/**
 * Has the gateway do something; it needs the scope ops:admin and is audited.
 *
 * A token is sent if there is one: being signed in counts for reading alone.
 */
export async function order(method, path, content, token) {
  const headers = { Accept: "application/json", "Content-Type": "application/json" };
  if (token) {
    headers.Authorization = "Bearer " + token.trim();
  }
  const { response, body } = await ask(path, { method, headers, body: JSON.stringify(content) });
  if (response.ok) {
    return body;
  }
  throw new Refusal(response.status, body);
}

async function ask(path, request) {
  try {
    const response = await fetch(path, request);
    return { response, body: await document(response) };
  } catch (cause) {
    if (cause.name === "AbortError") {
      throw cause;
    }
    throw new Refusal(0, null);
  }
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
