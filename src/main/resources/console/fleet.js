import { h, patch } from "./dom.js";
import { get, once } from "./api.js";
import { count } from "./format.js";
import { empty, name, nextStep, pill, section, since, skeleton, table, tile } from "./parts.js";

// In ticks: gateways show themselves twice a second, and nobody reads that fast.
const EVERY = 2;
// As long as a gateway waits before it calls another one lost.
const LOST_MS = 3000;
const REDIS = {
  one: ["One", "nothing takes over if it ends"],
  replicas: ["Replicas", "whoever runs it makes one the primary"],
  sentinel: ["Sentinel", "sentinels make a replica the primary"],
  cluster: ["Cluster", "its nodes make a replica the primary"],
};

export const title = "Fleet";

export function mount(main) {
  let ticks = 0;
  const tiles = h("div", { class: "tiles" }, Array.from({ length: 4 }, () => tile("", " ")));
  const trouble = section("What is wrong", { id: "trouble", wide: true });
  const gateways = section("Gateways", { id: "gateways", wide: true });
  const drift = section("Files that differ", { id: "drift", wide: true });
  trouble.root.hidden = true;
  gateways.body.append(skeleton(4));
  drift.body.append(skeleton(2));
  main.append(h("h1", {}, "Fleet"), tiles, trouble.root, gateways.root, drift.root);

  const read = once(async () => {
    const [fleet, ready] = await Promise.all([get("/ops/fleet"), get("/readyz")]);
    const check = ready.checks.fleet ?? {};
    const members = judged(fleet.gateways, check);
    trouble.root.hidden = !check.cause;
    patch(trouble.body, check.cause ? [h("p", { class: "warn-text" }, h("bdi", {}, check.cause)), nextStep(check.next_step)] : []);
    patch(tiles, ...summary(members, fleet.drift, check));
    patch(gateways.body, list(members), check.enabled ? null : alone());
    patch(drift.body, differing(fleet.drift, check));
  });
  const tick = () => (++ticks % EVERY === 0 ? read() : undefined);
  return {
    start: read,
    tick,
    ready: read,
    timeline: (news) => (news.kind.startsWith("fleet.") ? read() : null),
  };
}

/** The gateways, each with how it fares and whether it has read what most have. */
function judged(gateways, check) {
  const newest = Math.max(...gateways.map((one) => Date.parse(one.last_seen)));
  const prints = new Map();
  gateways.forEach((one) => prints.set(one.fingerprint, (prints.get(one.fingerprint) ?? 0) + 1));
  const most = Math.max(...prints.values());
  const usual = [...prints.keys()].filter((print) => prints.get(print) === most);
  return gateways.map((one) => ({
    ...one,
    state: state(one, newest, check),
    usual: usual.length === 1 && usual[0] === one.fingerprint,
  }));
}

/** What was seen last is not what is so now, if nobody can be seen. */
function state(one, newest, check) {
  if (isBlind(check)) {
    return "unknown";
  }
  if (newest - Date.parse(one.last_seen) > LOST_MS) {
    return "lost";
  }
  return one.draining ? "draining" : "live";
}

function isBlind({ enabled, sees_others: sees }) {
  return enabled && !sees;
}

function summary(members, drift, check) {
  const those = (wanted) => members.filter((one) => one.state === wanted).length;
  const lost = those("lost");
  const [kind, what] = REDIS[check.redis] ?? ["None", "entries are this gateway's own"];
  return [
    tile("Gateways", count(members.length - lost), lost ? `and ${count(lost)} lost within the last minute` : isBlind(check) ? "were seen last" : check.enabled ? "share one Redis" : "looks for no others", lost ? "bad" : null),
    tile("Draining", count(those("draining")), "were told to stop"),
    tile("Files that differ", count(drift.length), "for more than 10 s", drift.length ? "warn" : null),
    tile("Redis", kind, what),
  ];
}

function list(members) {
  return table(
    "Gateways",
    [
      ["Gateway", (one) => h("div", { class: "two-lines" }, h("b", {}, name(one.name)), h("span", { class: "muted" }, "version ", name(one.version)))],
      ["State", (one) => pill(one.state)],
      ["Last seen", (one) => since(one.last_seen), "num"],
      ["Started", (one) => since(one.started), "num"],
      ["Addresses", (one) => addresses(one.addresses)],
      ["Generation", (one) => count(one.generation), "num"],
      ["Fingerprint", (one) => h("div", { class: "two-lines" }, h("code", {}, name(one.fingerprint)), one.usual ? null : h("span", { class: "warn-text" }, "unlike the others"))],
    ],
    members,
  );
}

function addresses(all) {
  return h(
    "div",
    { class: "two-lines" },
    Object.entries(all).map(([listener, address]) => h("span", {}, h("span", { class: "muted" }, listener, " "), h("code", {}, name(address)))),
  );
}

function alone() {
  return empty("This gateway looks for no others.", "Gateways that share a Redis are one for callers; docs/fleet.md says how.");
}

function differing(drift, check) {
  if (!drift.length) {
    return isBlind(check) ? empty("Files cannot be compared now.") : empty("All have the same files.", "A file shows here once gateways have had different versions of it for more than 10 s.");
  }
  return table(
    "Files that differ",
    [
      ["File", (file) => h("code", {}, name(file.file))],
      ["Not as most have it", (file) => h("span", {}, file.gateways.map((one, i) => [i ? ", " : null, name(one)]))],
    ],
    drift,
  );
}
