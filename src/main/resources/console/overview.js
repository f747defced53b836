import { h, patch } from "./dom.js";
import { get, once } from "./api.js";
import { Chart, gauge } from "./chart.js";
import { count, left, millis, rate, things } from "./format.js";
import { checkList, listed, notes } from "./checks.js";
import { dense, empty, name, pill, requestLayers, section, segments, skeleton, table, tenantLink, tile, time, timeline } from "./parts.js";

const SECONDS = 120;
const RANGES = [
  { label: "2 minutes", rows: "seconds", step: 1, slots: SECONDS, of: "second", whole: "sums of these two minutes" },
  { label: "15 minutes", rows: "minutes", step: 60, slots: 15, of: "minute", whole: "sums of these 15 minutes" },
  { label: "1 hour", rows: "minutes", step: 60, slots: 60, of: "minute", whole: "sums of this hour" },
];
const HEADLINES = {
  ok: ["Everything works", "Requests are served, and every check is well."],
  degraded: ["Serving, but something is wrong", "Requests are served. The checks below say what is wrong and what to do."],
  refused: ["Serving, but not for all", "Calls of these tenants are refused because of their files. The checks say what is wrong and what to do."],
  look: ["Serving, with something to look at", "Requests are served, and every check is well. What is marked below wants a look."],
  failing: ["Not ready", "Requests should not be sent here. The checks below say why and what to do."],
};

export const title = "Overview";

export function mount(main, context) {
  const headline = h("div", { class: "headline" }, skeleton(2));
  const tiles = h("div", { class: "tiles" }, Array.from({ length: 6 }, () => tile("", " ")));
  const grace = section("Running out", { id: "grace", wide: true });
  grace.root.hidden = true;
  const checks = section("Checks", { id: "checks", wide: true });
  const requests = new Chart("Requests a second", { show: rate, whole: "sums of these two minutes" });
  const latency = new Chart("Latency", { kind: "lines", show: millis, whole: "this minute" });
  let range = RANGES[0];
  const ranges = segments("Time range", RANGES.map(({ label }) => label), (i) => {
    range = RANGES[i];
    context.show(readTraffic());
  });
  const rates = section("Traffic", { id: "traffic", wide: true, aside: ranges });
  rates.body.append(h("div", { class: "two" }, requests.root, latency.root));
  const busiest = section("Busiest tenants", { id: "busiest" });
  const depths = section("Channels and event loops", { id: "channels", wide: true });
  const recent = section("Latest notices", {
    id: "recent",
    aside: h("a", { href: "#/events" }, "The timeline"),
  });
  checks.body.append(skeleton(5));
  busiest.body.append(skeleton(5));
  depths.body.append(skeleton(5));
  recent.body.append(skeleton(5));
  main.append(
    h("h1", { class: "visually-hidden" }, "Overview"),
    headline,
    tiles,
    h("div", { class: "grid" }, grace.root, checks.root, rates.root, busiest.root, recent.root, depths.root),
  );

  let ready = null;
  const drawGrace = () => {
    const running = graces(ready);
    grace.root.hidden = running.length === 0;
    patch(grace.body, graceList(running));
  };
  const readReady = once(async () => {
    ready = await get("/readyz");
    patch(headline, ...head(ready));
    drawGrace();
    patch(checks.body, ...checkList(ready.checks));
  });
  const readTraffic = once(async () => {
    const traffic = await get("/ops/traffic?seconds=" + SECONDS);
    patch(tiles, ...trafficTiles(traffic.latest));
    const { slots, values } = dense(traffic[range.rows], range.step, range.slots);
    const span = { slots, from: slots[0], to: "now" };
    requests.call(`Requests a ${range.of}`, range.whole);
    requests.update({ ...span, layers: requestLayers(values) });
    latency.update({ ...span, layers: latencyLayers(values, traffic.latest) });
    patch(busiest.body, busiestTable(traffic));
    patch(depths.body, depthList(traffic));
  });
  const readRecent = once(async () => {
    const { events } = await get("/ops/events?limit=6");
    patch(recent.body, events.length ? timeline(events.slice(0, 6)) : empty("Nothing has happened yet."));
  });
  return {
    start: () => Promise.all([readReady(), readTraffic(), readRecent()]),
    tick: () => {
      drawGrace();
      return readTraffic();
    },
    ready: readReady,
    tenants: readReady,
    timeline: () => Promise.all([readRecent(), readReady()]),
  };
}

function head(ready) {
  const { tenants = {}, evidence = {} } = ready.checks;
  const look = ready.state === "ok" && Object.values(ready.checks).some((said) => notes(said).length);
  const refused = tenants.refused ?? 0;
  const some = refused > 0 && ready.state !== "failing";
  const [title, text] = HEADLINES[some ? "refused" : look ? "look" : ready.state];
  return [
    h("div", { class: "headline-state " + ready.state }, pill(ready.state), h("p", { class: "headline-title" }, title)),
    some
      ? h(
          "p",
          { class: "bad-text headline-refused" },
          h("b", {}, `${count(refused)} of ${things(refused + (tenants.tenants ?? 0), "tenant")} refused: `),
          listed(tenants.refused_ids ?? [], refused),
        )
      : null,
    h("p", { class: "muted" }, text),
    h(
      "p",
      { class: "headline-facts" },
      h("span", {}, things(tenants.tenants - tenants.suspended, "active tenant")),
      h("span", {}, count(tenants.suspended), " suspended"),
      h("span", { class: tenants.invalid?.length ? "warn-text" : null }, things(tenants.invalid?.length, "invalid file")),
      h("span", { class: evidence.tampered ? "bad-text" : null }, things(evidence.tampered, "tampered file")),
      h("span", {}, "generation ", h("b", {}, count(ready.generation))),
    ),
  ];
}

function trafficTiles(latest) {
  return [
    tile("Requests a second", rate(latest.requests_per_second), "mean of the last 10 s"),
    tile("Median latency", millis(latest.p50_ms), "this minute"),
    tile("95 % within", millis(latest.p95_ms), "this minute"),
    tile("99 % within", millis(latest.p99_ms), "this minute"),
    tile("Over limit (429)", count(latest.limited), "last minute", latest.limited ? "warn" : null),
    tile("Failed (5xx)", count(latest.server_errors), "last minute", latest.server_errors ? "bad" : null),
  ];
}

function latencyLayers(values, latest) {
  return [
    { name: "99 %", class: "layer-p99", values: values.map((r) => r?.p99_ms ?? null), text: millis(latest.p99_ms) },
    { name: "95 %", class: "layer-p95", values: values.map((r) => r?.p95_ms ?? null), text: millis(latest.p95_ms) },
    { name: "median", class: "layer-p50", values: values.map((r) => r?.p50_ms ?? null), text: millis(latest.p50_ms) },
  ];
}

/** What serves for a while still, the shortest first. */
function graces(ready) {
  const { tenants = {} } = ready?.checks ?? {};
  return (tenants.invalid ?? [])
    .filter((file) => file.grace_ends)
    .sort((a, b) => a.grace_ends.localeCompare(b.grace_ends));
}

const MOST_GRACES = 12;

function graceList(files) {
  return [
    h(
      "ul",
      { class: "graces" },
      files.slice(0, MOST_GRACES).map((file) =>
        h(
          "li",
          { "data-key": file.file },
          h("b", { class: "countdown" }, left(file.grace_ends)),
          h("span", {}, h("code", {}, name(file.file)), " serves its last good version until ", time(file.grace_ends), "; then its tenant is refused"),
        ),
      ),
    ),
    files.length > MOST_GRACES ? h("p", { class: "muted" }, h("a", { href: "#/tenants" }, `and ${count(files.length - MOST_GRACES)} more`)) : null,
  ];
}

const NOBODY = "They named no tenant, or one that is unknown or not the caller's, or were health checks.";

function busiestTable({ busiest = [], nobody }) {
  const rows = nobody?.client_errors ? [...busiest, nobody] : busiest;
  if (!rows.length) {
    return empty("No tenant has asked anything in the last minute.", "Requests to the tenants' listener show here within a second or two.");
  }
  return table(
    "Busiest tenants of the last minute",
    [
      ["Tenant", (r) => (r.tenant_id ? tenantLink(r.tenant_id) : h("span", { class: "muted", title: NOBODY }, "nobody's"))],
      ["Requests", (r) => count(r.requests), "num"],
      ["429", (r) => count(r.limited), "num"],
      ["Other 4xx", (r) => count(r.client_errors), "num"],
      ["5xx", (r) => count(r.server_errors), "num"],
    ],
    rows,
    { tight: true },
  );
}

function depthList({ channels = [], loops = [] }) {
  return h(
    "div",
    {},
    h(
      "ul",
      { class: "depths" },
      channels.map((channel) =>
        h(
          "li",
          { "data-key": channel.channel },
          h("span", { class: "depth-name" }, name(channel.channel)),
          gauge(channel.in_flight, channel.bound, `${channel.in_flight} of ${channel.bound} in flight`),
          h("span", { class: "num" }, `${count(channel.in_flight)} / ${count(channel.bound)}`),
        ),
      ),
    ),
    h(
      "p",
      { class: "muted" },
      "Event loops late by ",
      loops.length ? loops.map((loop, i) => [i ? ", " : "", h("b", {}, millis(loop.lag_ms))]) : "–",
    ),
  );
}
