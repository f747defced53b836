// What several pages are made of.

import { h } from "./dom.js";
import { ago, clock, count, left, now } from "./format.js";

// A mark beside the word, so that nobody needs to tell the colours apart.
const STATES = {
  ok: ["ok", "●", "OK"],
  degraded: ["warn", "▲", "Degraded"],
  failing: ["bad", "■", "Failing"],
  live: ["ok", "●", "Live"],
  draining: ["idle", "◐", "Draining"],
  lost: ["bad", "■", "Lost"],
  active: ["ok", "●", "Active"],
  pending: ["idle", "○", "Pending"],
  grace: ["warn", "◐", "Grace"],
  retired: ["idle", "■", "Retired"],
  away: ["bad", "■", "Not at hand"],
  suspended: ["idle", "❚❚", "Suspended"],
  invalid: ["bad", "■", "Invalid"],
  applied: ["ok", "●", "In force"],
  last_good: ["warn", "▲", "Last good version"],
  unused: ["warn", "▲", "Not used"],
  refused: ["bad", "■", "Refused"],
  tampered: ["bad", "■", "Tampered"],
  intact: ["ok", "●", "Intact"],
  unknown: ["warn", "▲", "Unknown"],
  info: ["idle", "●", "Info"],
  warn: ["warn", "▲", "Warning"],
  error: ["bad", "■", "Error"],
  crit: ["bad", "■", "Critical"],
  firing: ["bad", "■", "Firing"],
  silenced: ["idle", "❚❚", "Silenced"],
  resolved: ["ok", "●", "Resolved"],
  warning: ["warn", "▲", "Warning"],
  critical: ["bad", "■", "Critical"],
  no_data: ["idle", "○", "No data"],
  look: ["warn", "▲", "Take a look"],
};

/** A state as a coloured word with a mark. */
export function pill(state) {
  const [level, mark, word] = STATES[state] ?? ["idle", "●", String(state)];
  return h(
    "span",
    { class: "pill " + level },
    h("span", { class: "mark", "aria-hidden": "true" }, mark),
    word,
  );
}

const LONGEST = 120;

/** A name from a file: cut where it is far too long, and kept from turning its neighbours around. */
export function name(text) {
  const whole = String(text ?? "–");
  return h("bdi", { class: "name" }, whole.length > LONGEST ? whole.slice(0, LONGEST) + "…" : whole);
}

/** A link to a tenant's page. */
export function tenantLink(id) {
  return h("a", { href: "#/tenants/" + encodeURIComponent(id) }, name(id));
}

/** A part of a page under a heading. */
export function section(title, { wide = false, aside = null, id = null } = {}) {
  const body = h("div", { class: "section-body" });
  const heading = h("h2", {}, title);
  const root = h(
    "section",
    { class: wide ? "card wide" : "card", "data-part": id },
    h("div", { class: "section-head" }, heading, aside),
    body,
  );
  return { root, body };
}

/** What stands where there is nothing, and what to do about it. */
export function empty(text, hint) {
  return h("div", { class: "empty" }, h("p", {}, text), hint ? h("p", { class: "muted" }, hint) : null);
}

/** Buttons of which one is pressed. */
export function segments(label, words, chosen) {
  const root = h(
    "div",
    { class: "segments", role: "group", "aria-label": label },
    words.map((word, i) => h("button", { type: "button", "aria-pressed": String(i === 0) }, word)),
  );
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) {
      for (const other of root.children) {
        other.setAttribute("aria-pressed", String(other === button));
      }
      chosen([...root.children].indexOf(button));
    }
  });
  return root;
}

/** Grey bars of the height of what is to come. */
export function skeleton(lines) {
  return h(
    "div",
    { class: "skeleton", "aria-hidden": "true" },
    Array.from({ length: lines }, () => h("span")),
  );
}

/** A number that matters, with what it is. */
export function tile(label, value, note, level) {
  return h(
    "div",
    { class: "tile" + (level ? " " + level : "") },
    h("span", { class: "tile-label" }, label),
    h("b", { class: "tile-value" }, value),
    h("span", { class: "tile-note" }, note ?? " "),
  );
}

/**
 * A table; each column is [heading, cell of a row, class]. On a phone each row becomes a block of
 * its own, but for tight ones, whose numbers fit. The roles are what such blocks would lose.
 */
export function table(caption, columns, rows, { tight = false } = {}) {
  return h(
    "div",
    { class: "table-box", tabindex: "0", role: "region", "aria-label": caption },
    h(
      "table",
      { role: "table", class: tight ? "tight" : null },
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, columns.map(([title, , kind]) => h("th", { scope: "col", role: "columnheader", class: kind }, title)))),
      h(
        "tbody",
        { role: "rowgroup" },
        rows.map((row) =>
          h(
            "tr",
            { role: "row" },
            columns.map(([title, cell, kind]) => h("td", { role: "cell", class: kind, "data-label": title }, cell(row))),
          ),
        ),
      ),
    ),
  );
}

export function time(iso) {
  return iso ? h("time", { datetime: iso, title: iso }, clock(iso)) : "–";
}

export function since(iso) {
  return iso ? h("time", { datetime: iso, title: iso }, ago(iso)) : "–";
}

/** What to do about a tenant that is refused for its limit. */
export const AFTER_LIMITING = "raise limits.max_qps in its file, or ask it to slow down";

/** What to do about tampered files. */
export const AFTER_TAMPERING =
  "leave the file as it is, and ask its producer for the one that was signed; docs/evidence.md says what is verified";

/** What to do about something. */
export function nextStep(text) {
  return h("p", {}, h("span", { class: "todo" }, "Next step"), h("bdi", {}, text));
}

/**
 * A file with what is wrong in it: each error with its line, and a copy of the lines around it. On
 * its tenant's own page a file has no tenant_id.
 */
export function fileFaults(file) {
  return h(
    "div",
    { class: "faulty", "data-file": file.file },
    h(
      "div",
      { class: "faulty-head" },
      file.tenant_id ? tenantLink(file.tenant_id) : null,
      file.tenant_id === null ? h("b", {}, "No tenant can be read") : null,
      h("code", {}, name(file.file)),
      pill(file.state),
      file.grace_ends
        ? h("span", { class: "muted" }, "serves for another " + left(file.grace_ends) + ", then it is refused")
        : null,
      file.state === "unused" ? h("span", { class: "muted" }, "another file serves its tenant; a restart would refuse both") : null,
    ),
    file.errors.map(fault),
    nextStep(`mend ${file.errors.length === 1 ? "it" : "them"} and save the file; it is read again by itself`),
  );
}

function fault(error) {
  const place = error.line ? `${error.file}:${error.line}` : error.file;
  return h(
    "div",
    { class: "fault" },
    h(
      "p",
      {},
      h("code", { class: "place" }, name(place)),
      error.key ? [h("code", {}, name(error.key)), ": "] : null,
      "found ",
      h("b", {}, name(error.found)),
      ", expected ",
      h("b", {}, name(error.expected)),
    ),
    error.excerpt ? excerpt(error) : null,
  );
}

function excerpt(error) {
  return h(
    "ol",
    { class: "excerpt", "aria-label": "The lines of the file" },
    error.excerpt.map((line) =>
      h(
        "li",
        { class: line.line === error.line ? "at-fault" : null },
        h("span", { class: "line-number" }, line.line),
        h("code", {}, h("bdi", {}, line.text || " ")),
      ),
    ),
  );
}

/** Notices of the timeline, newest first. */
export function timeline(events) {
  return h(
    "ol",
    { class: "timeline" },
    events.map((event) =>
      h(
        "li",
        { class: "event " + event.level, "data-key": event.id ?? event.at + event.kind },
        time(event.at),
        pill(event.level),
        h(
          "div",
          { class: "event-text" },
          h("span", { class: "event-kind" }, kind(event)),
          event.tenant_id ? tenantLink(event.tenant_id) : null,
          h("p", {}, h("bdi", {}, event.message)),
        ),
      ),
    ),
  );
}

/** What a notice is about, as a link where there is a page that shows it. */
function kind(event) {
  return event.kind.startsWith("evidence.") ? h("a", { href: "#/evidence" }, event.kind) : event.kind;
}

/** The layers of a chart of requests, from the rows of /ops/traffic. */
export function requestLayers(rows) {
  const pick = (of) => rows.map((row) => (row ? of(row) : 0));
  const layer = (title, kind, of) => {
    const values = pick(of);
    const sum = values.reduce((total, n) => total + n, 0);
    return { name: title, class: "layer-" + kind, values, text: count(sum) };
  };
  return [
    layer("served", "ok", (r) => r.requests - r.limited - r.client_errors - r.server_errors),
    layer("refused 4xx", "warn", (r) => r.client_errors),
    layer("over limit 429", "limit", (r) => r.limited),
    layer("failed 5xx", "bad", (r) => r.server_errors),
  ];
}

/** The rows of a period without gaps: one a step, null where nothing was asked. */
export function dense(rows, step, length) {
  const last = Math.floor(now() / 1000 / step) * step;
  const found = new Map(rows.map((row) => [Date.parse(row.at) / 1000, row]));
  const slots = [];
  const values = [];
  for (let at = last - (length - 1) * step; at <= last; at += step) {
    slots.push(new Date(at * 1000).toISOString().slice(11, step < 60 ? 19 : 16));
    values.push(found.get(at) ?? null);
  }
  return { slots, values };
}
