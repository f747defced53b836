import { h, patch, s } from "./dom.js";
import { get, once } from "./api.js";
import { clock, count, now } from "./format.js";
import { empty, name, nextStep, pill, section, since, skeleton, table, tenantLink } from "./parts.js";

const DAY = 86_400_000;
const WIDTH = 1000;
const HEIGHT = 22;
const TO_DO = {
  "key.expiry_soon": "list a successor, with a not_before overlap_days before the end; ./run.sh keys plan prints the edit",
  "key.overlap_insufficient": "let the successor begin sooner, or the key end later",
  "key.source_stale": "bring the source of the keys back, or move the keys into files",
};

export const title = "Keys";

export function mount(main) {
  const all = h("div", {});
  all.append(skeleton(6));
  main.append(h("h1", {}, "Keys"), all);

  const read = once(async () => {
    const { keysets } = await get("/ops/keys");
    patch(all, ...(keysets.length ? keysets.map(keyset) : [empty("There are no keysets.", "conf/keysets.yaml lists them; docs/keys.md says how.")]));
  });
  return { start: read, ready: read, timeline: read };
}

function keyset(set) {
  const range = span(set.keys);
  const part = section(set.name, { id: "keyset-" + set.name, wide: true, aside: h("span", { class: "muted" }, "for " + set.purpose) });
  part.root.setAttribute("data-key", set.name);
  patch(
    part.body,
    set.tenants ? h("p", {}, "Counts for ", set.tenants.map((id, i) => [i ? ", " : null, tenantLink(id)]), " alone.") : null,
    set.findings.map((finding) => h("p", { class: "warn-text" }, h("code", {}, finding.reason), " ", name(finding.detail))),
    [...new Set(set.findings.map((finding) => finding.reason))].map((reason) => nextStep(TO_DO[reason] ?? "see docs/keys.md")),
    h("p", {}, next(set.next_change)),
    set.keys.length ? lines(set, range) : empty("No key is listed."),
  );
  return part.root;
}

function next(change) {
  return change
    ? ["Next: ", h("b", {}, name(change.kid)), ` turns ${change.to} at ${clock(change.at)}, in ${count(change.days_left)} days.`]
    : "No time changes anything.";
}

function lines(set, range) {
  return [
    table(
      "Keys of " + set.name,
      [
        ["Key", (key) => h("div", { class: "two-lines" }, h("code", {}, name(key.kid)), h("span", { class: "muted" }, key.fingerprint ?? "never at hand"))],
        ["State", (key) => (key.loaded || key.state === "retired" ? pill(key.state) : pill("away"))],
        ["Pending, active, grace, retired", (key) => line(key, range), "life-cell"],
        ["Source", (key) => key.source ?? "–"],
        ["Used", (key) => count(key.uses), "num"],
        ["Last", (key) => since(key.last_used), "num"],
      ],
      set.keys,
    ),
    h("p", { class: "muted" }, `The lines go from ${day(range.from)} to ${day(range.to)}; the mark is now.`),
  ];
}

function day(millis) {
  return new Date(millis).toISOString().slice(0, 10);
}

/** From when to when the lines of a keyset go: over all of its times, and at least around now. */
function span(keys) {
  const times = keys.flatMap((key) => [key.not_before, key.not_after, key.grace_until]).filter(Boolean).map(Date.parse);
  const from = Math.min(now() - 30 * DAY, ...times);
  const to = Math.max(now() + 30 * DAY, ...times);
  const margin = (to - from) / 20;
  return { from: from - margin, to: to + margin };
}

/** The state in effect, as the gateway has it: docs/keys.md has the table. */
function stateAt(key, at) {
  const come = (iso) => iso && at >= Date.parse(iso);
  if (key.declared === "retired" || come(key.grace_until ?? key.not_after)) {
    return "retired";
  }
  if (key.declared === "grace" || come(key.not_after)) {
    return "grace";
  }
  const begun = key.not_before ? come(key.not_before) : key.declared !== "pending";
  return begun ? "active" : "pending";
}

function line(key, range) {
  const cuts = [key.not_before, key.not_after, key.grace_until]
    .filter(Boolean)
    .map(Date.parse)
    .sort((a, b) => a - b);
  const at = [range.from, ...cuts, range.to];
  const place = (millis) => ((millis - range.from) / (range.to - range.from)) * WIDTH;
  const parts = at
    .slice(1)
    .map((end, i) => ({ begin: at[i], end, state: stateAt(key, (at[i] + end) / 2) }))
    .filter((part) => part.end > part.begin);
  const words = parts.map((part) => `${part.state} until ${day(part.end)}`).join(", ");
  return s(
    "svg",
    { class: "life", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": words },
    parts.map((part) =>
      s("rect", { class: "life-" + part.state, x: place(part.begin), y: 5, width: place(part.end) - place(part.begin), height: HEIGHT - 10 }, s("title", {}, `${part.state} until ${day(part.end)}`)),
    ),
    s("rect", { class: "life-now", x: place(now()) - 1.5, y: 0, width: 3, height: HEIGHT }),
  );
}
