import { h, patch, s } from "./dom.js";
import { get, once, query } from "./api.js";
import { bytes, count, millis, value } from "./format.js";
import { empty, nextStep, section, segments, skeleton, table, tenantLink, tile } from "./parts.js";

const WINDOWS = ["24h", "1h", "30d"];
const MOST = 200;
const WIDTH = 100;

export const title = "Usage";

export function mount(main) {
  const tiles = h("div", { class: "tiles" }, Array.from({ length: 5 }, () => tile("", " ")));
  const shortage = section("Short of capacity", { id: "short", wide: true });
  let window = WINDOWS[0];
  const choice = segments("Window", ["24 hours", "1 hour", "30 days"], (index) => {
    window = WINDOWS[index];
    read();
  });
  const tenants = section("By tenant", { id: "usage", wide: true, aside: choice });
  shortage.root.hidden = true;
  tenants.body.append(skeleton(5));
  main.append(h("h1", {}, "Usage"), tiles, shortage.root, tenants.root);

  const read = once(async () => {
    const [usage, fired] = await Promise.all([get(query("/ops/usage", { window })), get("/ops/alerts?state=firing")]);
    const short = fired.alerts.filter((alert) => alert.labels.alertname === "CapacityShort");
    shortage.root.hidden = short.length === 0;
    patch(
      shortage.body,
      short.map((alert) => h("p", { class: "warn-text" }, h("bdi", {}, alert.annotations?.description ?? alert.labels.objective))),
      short.length ? nextStep("./run.sh capacity plan says how many gateways it takes") : null,
    );
    const rows = Object.entries(usage.tenants).sort(([, a], [, b]) => b.cpu_ms - a.cpu_ms || b.requests - a.requests);
    const taken = rows.reduce((sum, [, one]) => sum + one.cpu_ms, 0);
    patch(tiles, ...summary(rows, usage, taken));
    patch(tenants.body, ...byTenant(rows, usage, taken));
  });
  return { start: read, ready: read };
}

function percent(part, whole) {
  return whole > 0 ? (part / whole) * 100 : 0;
}

function summary(rows, usage, taken) {
  const sum = (key) => rows.reduce((total, [, one]) => total + one[key], 0);
  const nobodys = usage.unattributed.cpu_ms;
  const spent = taken + nobodys;
  const idle = usage.idle?.cpu_ms;
  return [
    tile("Requests", count(sum("requests")), `${count(sum("refused"))} refused`),
    tile("Tenants' processor time", millis(taken), `${count(percent(taken, spent))} % of what was spent`),
    tile("Unattributed", millis(nobodys), "starting, watching, operators"),
    tile("Idle", idle === undefined ? "–" : `${count(percent(idle, idle + spent))} %`, idle === undefined ? "of several machines" : "of this machine's time"),
    tile("Stored", bytes(sum("storage_bytes") + sum("evidence_bytes")), `${bytes(sum("evidence_bytes"))} of it evidence`),
  ];
}

function byTenant(rows, usage, taken) {
  if (!rows.length) {
    return [empty("No tenant has asked anything yet.", "What was asked shows here within five seconds.")];
  }
  const spent = taken + usage.unattributed.cpu_ms;
  return [
    table(
      "Usage by tenant",
      [
        ["Tenant", ([id]) => tenantLink(id)],
        ["Requests", ([, one]) => count(one.requests), "num"],
        ["Refused", ([, one]) => (one.refused ? h("span", { class: "warn-text" }, count(one.refused)) : "0"), "num"],
        ["Processor", ([, one]) => share(one.cpu_ms, spent), "share-cell"],
        ["In, out", ([, one]) => `${bytes(one.bytes_in)}, ${bytes(one.bytes_out)}`, "num"],
        ["Stored", ([, one]) => bytes(one.storage_bytes), "num"],
        ["Evidence", ([, one]) => bytes(one.evidence_bytes), "num"],
        ["Cost so far", ([, one]) => money(one.cost.so_far, one.cost), "num"],
        ["Of the month", ([, one]) => money(one.cost.projected, one.cost), "num"],
      ],
      rows.slice(0, MOST),
    ),
    rows.length > MOST ? h("p", { class: "muted" }, `and ${count(rows.length - MOST)} more; GET /ops/usage has all`) : null,
    h("p", { class: "muted" }, "The processor's time is that of tenants and what is unattributed. Costs are of the calendar month, UTC."),
  ];
}

/** Which part of the time that was spent somebody took, as a bar beside the time. */
function share(part, whole) {
  const width = percent(part, whole);
  return [
    s(
      "svg",
      { class: "share", viewBox: `0 0 ${WIDTH} 10`, preserveAspectRatio: "none", role: "img", "aria-label": `${count(width)} % of what was spent` },
      s("rect", { class: "share-all", width: WIDTH, height: 10 }),
      s("rect", { class: "share-part", width: Math.max(width, part > 0 ? 0.5 : 0), height: 10 }),
    ),
    h("span", { class: "num" }, `${millis(part)}, ${count(width)} %`),
  ];
}

function money(amount, cost) {
  return cost.currency ? `${value(amount)} ${cost.currency}` : "–";
}
