import { h, patch } from "./dom.js";
import { get, once } from "./api.js";
import { Chart, gauge } from "./chart.js";
import { count, millis, rate } from "./format.js";
import { dense, empty, name, pill, requestLayers, section, since, skeleton, table, tenantLink, tile, timeline } from "./parts.js";

const SECONDS = 120;
const HEADLINES = {
  ok: ["Everything works", "Requests are served, and every check is well."],
  degraded: ["Serving, but something is wrong", "Requests are served. The checks below say what is wrong and what to do."],
  failing: ["Not ready", "Requests should not be sent here. The checks below say why and what to do."],
};

export const title = "Overview";

export function mount(main) {
  const headline = h("div", { class: "headline" }, skeleton(2));
  const tiles = h("div", { class: "tiles" }, Array.from({ length: 6 }, () => tile("", " ")));
  const checks = section("Checks", { id: "checks", wide: true });
  const requests = new Chart("Requests a second", { show: count });
  const latency = new Chart("Latency", { kind: "lines", show: millis });
  const rates = section("Traffic of the last two minutes", { id: "traffic", wide: true });
  rates.body.append(h("div", { class: "two" }, requests.root, latency.root));
  const busiest = section("Busiest tenants", { id: "busiest" });
  const depths = section("Channels and event loops", { id: "channels" });
  const recent = section("Latest events", {
    id: "recent",
    wide: true,
    aside: h("a", { href: "#/events" }, "All events"),
  });
  checks.body.append(skeleton(2));
  busiest.body.append(skeleton(5));
  depths.body.append(skeleton(5));
  recent.body.append(skeleton(5));
  main.append(
    h("h1", { class: "visually-hidden" }, "Overview"),
    headline,
    tiles,
    h("div", { class: "grid" }, checks.root, rates.root, busiest.root, depths.root, recent.root),
  );

  const readReady = once(async () => {
    const ready = await get("/readyz");
    patch(headline, ...head(ready));
    patch(checks.body, ...checkList(ready.checks));
  });
  const readTraffic = once(async () => {
    const traffic = await get("/ops/traffic?seconds=" + SECONDS);
    patch(tiles, ...trafficTiles(traffic.latest));
    const { slots, values } = dense(traffic.seconds, 1, SECONDS);
    const span = { slots, from: slots[0], to: "now" };
    requests.update({ ...span, layers: requestLayers(values) });
    latency.update({ ...span, layers: latencyLayers(values, traffic.latest) });
    patch(busiest.body, busiestTable(traffic.busiest));
    patch(depths.body, depthList(traffic));
  });
  const readRecent = once(async () => {
    const { events } = await get("/ops/events?limit=6");
    patch(recent.body, events.length ? timeline(events.slice(0, 6)) : empty("Nothing has happened yet."));
  });
  return {
    start: () => Promise.all([readReady(), readTraffic(), readRecent()]),
    tick: readTraffic,
    ready: readReady,
    tenants: readReady,
    timeline: () => Promise.all([readRecent(), readReady()]),
  };
}

function head(ready) {
  const [title, text] = HEADLINES[ready.state];
  const tenants = ready.checks.tenants ?? {};
  return [
    h("div", { class: "headline-state " + ready.state }, pill(ready.state), h("p", { class: "headline-title" }, title)),
    h("p", { class: "muted" }, text),
    h(
      "p",
      { class: "headline-facts" },
      h("span", {}, h("b", {}, count(tenants.tenants)), " tenants"),
      h("span", {}, h("b", {}, count(tenants.suspended)), " suspended"),
      h("span", {}, h("b", {}, count(tenants.invalid?.length)), " invalid files"),
      h("span", {}, "generation ", h("b", {}, count(ready.generation))),
    ),
  ];
}

function trafficTiles(latest) {
  return [
    tile("Requests a second", rate(latest.requests_per_second), "last 10 s"),
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

const WORST_FIRST = ["failing", "degraded", "ok"];

function checkList(checks) {
  const rows = Object.entries(checks).sort(
    ([a, x], [b, y]) => WORST_FIRST.indexOf(x.state) - WORST_FIRST.indexOf(y.state) || a.localeCompare(b),
  );
  const troubled = rows.filter(([, check]) => check.state !== "ok");
  const well = rows.filter(([, check]) => check.state === "ok");
  return [
    troubled.length ? h("ul", { class: "checks" }, troubled.map(trouble)) : null,
    h(
      "ul",
      { class: "well" },
      well.map(([check]) => h("li", { "data-check": check, "data-key": check }, pill("ok"), h("b", {}, check))),
    ),
  ];
}

function trouble([check, { state, cause, next_step: step, since: from, docs }]) {
  return h(
    "li",
    { class: "check " + state, "data-check": check, "data-key": check },
    pill(state),
    h("div", { class: "check-head" }, h("b", {}, check), h("span", { class: "muted" }, "since ", since(from))),
    h(
      "div",
      { class: "check-why" },
      h("p", {}, h("bdi", {}, cause)),
      step ? h("p", {}, h("span", { class: "todo" }, "Next step"), h("bdi", {}, step)) : null,
      docs ? h("p", { class: "muted" }, "More in ", h("code", {}, docs)) : null,
    ),
  );
}

function busiestTable(rows) {
  if (!rows?.length) {
    return empty("No tenant has asked anything in the last minute.", "Requests to the tenants' listener show here within a second or two.");
  }
  return table(
    "Busiest tenants of the last minute",
    [
      ["Tenant", (r) => tenantLink(r.tenant_id)],
      ["Requests", (r) => count(r.requests), "num"],
      ["429", (r) => count(r.limited), "num"],
      ["Other 4xx", (r) => count(r.client_errors), "num"],
      ["5xx", (r) => count(r.server_errors), "num"],
    ],
    rows,
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
