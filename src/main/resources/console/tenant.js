import { h, patch } from "./dom.js";
import { get, once, query } from "./api.js";
import { mountCards } from "./cards.js";
import { Chart, gauge } from "./chart.js";
import { bytes, count, millis, rate, things, value } from "./format.js";
import { files } from "./evidence.js";
import { burnTable } from "./slo.js";
import { dense, empty, fileFaults, name, pill, requestLayers, section, since, skeleton, table, tile, timeline } from "./parts.js";

const MINUTES = 60;
// In ticks: these charts move by the minute, and highlights call for the cards by themselves.
const TRAFFIC_EVERY = 3;
const SLO_EVERY = 5;
const CARDS_EVERY = 12;

export const title = "Tenant";

export function mount(main, context, id) {
  const path = "/ops/tenants/" + encodeURIComponent(id);
  const head = h("div", { class: "headline" }, skeleton(2));
  const faulty = h("div", { class: "faults" });
  const tiles = h("div", { class: "tiles" }, Array.from({ length: 5 }, () => tile("", " ")));
  const traffic = section("Requests of the last hour", { id: "requests", wide: true });
  const requests = new Chart("Requests a minute", { show: rate, whole: "sums of this hour" });
  const latency = new Chart("Latency", { kind: "lines", show: millis, whole: "this minute" });
  traffic.body.append(h("div", { class: "two" }, requests.root, latency.root));
  const burning = section("SLO status", { id: "slo-status", wide: true });
  const slo = section("Service levels", { id: "slo" });
  const settings = section("Settings and limits", { id: "settings" });
  const labels = section("Label catalogue", { id: "labels", wide: true });
  const proof = section("Evidence", { id: "evidence", wide: true });
  const recent = section("Notices of this tenant", { id: "recent", wide: true });
  for (const [part, lines] of [[burning, 3], [slo, 6], [settings, 6], [labels, 5], [proof, 4], [recent, 4]]) {
    part.body.append(skeleton(lines));
  }
  const grid = h("div", { class: "grid" }, traffic.root);
  main.append(
    h("p", { class: "crumb" }, h("a", { href: "#/tenants" }, "Tenants"), " / ", name(id)),
    head,
    faulty,
    tiles,
    grid,
  );
  const cards = mountCards(grid, id);
  grid.append(burning.root, slo.root, settings.root, labels.root, proof.root, recent.root);

  let tenant = null;
  let minute = null;
  let tampered = 0;
  const drawHead = () => patch(head, ...heading(tenant, tampered));
  const drawTiles = () => patch(tiles, ...tenantTiles(tenant, minute));
  const readTenant = once(async () => {
    tenant = await get(path);
    drawHead();
    patch(faulty, tenant.files.filter((file) => file.errors.length).map(fileFaults));
    for (const part of [slo, settings, labels]) {
      part.root.hidden = !tenant.effective;
    }
    patch(slo.body, origins("Effective service levels", tenant.effective?.slo));
    patch(settings.body, origins("Settings", tenant.effective?.settings));
    patch(labels.body, labelTable(tenant.effective?.labels));
    drawTiles();
    await cards.show(Boolean(tenant.effective));
  });
  const readTraffic = once(async () => {
    const read = await get(query("/ops/traffic", { tenant: id, seconds: 60 }));
    minute = read.latest;
    const { slots, values } = dense(read.minutes, 60, MINUTES);
    const span = { slots, from: slots[0], to: "now" };
    const effective = tenant.effective ?? {};
    requests.update({ ...span, layers: requestLayers(values), marks: allowed(effective.settings) });
    latency.update({ ...span, layers: latencies(values, minute), marks: targets(effective.slo) });
    drawTiles();
  });
  const readSlo = once(async () => {
    const status = (await get(query("/ops/slo", { tenant: id }))).tenants[id];
    patch(burning.body, status ? burnTable("SLO status", status.objectives) : empty("Nothing was counted in three days.", "Refused requests do not count, and a tenant whose file is refused has no objectives."));
  });
  const readEvidence = once(async () => {
    const [all, bad] = await Promise.all([
      get(query("/ops/evidence", { tenant: id, limit: 1 })),
      get(query("/ops/evidence", { tenant: id, tampered: "true", limit: 50 })),
    ]);
    tampered = bad.summary.count;
    drawHead();
    patch(proof.body, evidenceTiles(all.summary), files(bad, all.summary.count ? "No file is tampered with." : "There is no evidence yet.", bad.summary.count));
  });
  const readRecent = once(async () => {
    const { events } = await get(query("/ops/events", { tenant: id, limit: 8 }));
    patch(recent.body, events.length ? timeline(events) : empty("Nothing has happened to this tenant yet."));
  });

  // Everything else is about a tenant that is known; of one that comes later, all is read then.
  const start = async () => {
    await readTenant();
    await Promise.all([readTraffic(), readSlo(), readEvidence(), readRecent()]);
  };
  const whenKnown = (read) => () => (tenant ? read() : start());
  const readBoth = () => Promise.all([readTenant(), readRecent()]);
  let ticks = 0;
  return {
    start,
    tick: () => {
      ticks++;
      return Promise.all([
        tenant && ticks % TRAFFIC_EVERY === 0 ? readTraffic() : null,
        tenant && ticks % SLO_EVERY === 0 ? readSlo() : null,
        tenant && ticks % CARDS_EVERY === 0 ? cards.read() : null,
      ]);
    },
    ready: whenKnown(readEvidence),
    tenants: whenKnown(readTenant),
    timeline: (news) => (news.tenant_id === id ? whenKnown(readBoth)() : null),
    stop: cards.stop,
  };
}

function heading(tenant, tampered) {
  return [
    h("div", { class: "headline-state" }, h("h1", {}, name(tenant.fields?.name ?? tenant.tenant_id)), pill(tenant.status)),
    h(
      "p",
      { class: "headline-facts" },
      tampered ? h("span", { class: "bad-text" }, things(tampered, "tampered file")) : null,
      h("span", {}, h("code", {}, name(tenant.tenant_id))),
      tenant.files.map((file) => h("span", {}, "from ", h("code", {}, name(file.file)))),
      h("span", {}, "generation ", h("b", {}, count(tenant.generation))),
      tenant.changed_at ? h("span", {}, "changed ", since(tenant.changed_at)) : null,
    ),
  ];
}

function tenantTiles(tenant, minute) {
  const limit = tenant?.effective?.settings?.["limits.max_qps"]?.value;
  const storage = tenant?.effective?.storage;
  return [
    tile("Requests a second", rate(minute?.requests_per_second), limit ? `limit ${count(limit)}` : tenant?.effective ? "no limit" : "its file is refused"),
    tile("99 % within", millis(minute?.p99_ms), "this minute"),
    tile("Over limit (429)", count(minute?.limited), "last minute", minute?.limited ? "warn" : null),
    tile("Failed (5xx)", count(minute?.server_errors), "last minute", minute?.server_errors ? "bad" : null),
    storageTile(storage),
  ];
}

function storageTile(storage) {
  const limit = storage?.limit_bytes;
  const kinds = ["entries_bytes", "answers_bytes", "nonces_bytes", "events_bytes"];
  const used = kinds.reduce((sum, kind) => sum + (storage?.[kind] ?? 0), 0);
  const box = tile("Storage", storage ? bytes(used) : "–", limit ? `of ${bytes(limit)}` : storage ? "no limit" : "not known");
  if (limit) {
    box.append(gauge(used, limit, `${bytes(used)} of ${bytes(limit)} used`));
  }
  return box;
}

/** The tenant's service levels, as lines across its latency. */
function targets(slo = {}) {
  return [
    ["latency_p99_ms", "SLO 99 %", "mark-p99"],
    ["latency_p95_ms", "SLO 95 %", "mark-p95"],
  ]
    .map(([key, title, kind]) => ({ name: title, class: kind, value: slo[key]?.value }))
    .filter((mark) => typeof mark.value === "number");
}

/** What its limit lets through in a minute. */
function allowed(settings = {}) {
  const limit = settings["limits.max_qps"]?.value;
  return typeof limit === "number" ? [{ name: "limit", class: "mark-limit", value: limit * 60 }] : [];
}

function latencies(values, latest) {
  return [
    { name: "95 %", class: "layer-p95", values: values.map((r) => r?.p95_ms ?? null), text: millis(latest.p95_ms) },
    { name: "99 %", class: "layer-p99", values: values.map((r) => r?.p99_ms ?? null), text: millis(latest.p99_ms) },
    { name: "median", class: "layer-p50", values: values.map((r) => r?.p50_ms ?? null), text: millis(latest.p50_ms) },
  ];
}

/** Where a value comes from: the tenant's file, a file of conf/, or the gateway itself. */
function origin({ source, file, line }) {
  const where = file ? h("code", {}, name(line ? `${file}:${line}` : file)) : null;
  return h("span", { class: "origin" }, h("span", { class: "origin-kind " + source }, source), where);
}

function origins(caption, entries) {
  const rows = Object.entries(entries ?? {});
  return table(
    caption,
    [
      ["Key", ([key]) => h("code", {}, name(key))],
      ["Value", ([, entry]) => h("b", {}, name(value(entry.value))), "num"],
      ["Origin", ([, entry]) => origin(entry)],
    ],
    rows,
  );
}

function labelTable(labels) {
  if (!labels?.length) {
    return empty("No labels are known.", "They come from conf/labels.yaml and from the tenant's file.");
  }
  return table(
    "Labels",
    [
      ["Key", (label) => h("code", {}, name(label.key))],
      ["Type", (label) => label.type],
      ["Values", (label) => (label.values ? h("span", { class: "chips" }, label.values.map((v) => h("span", { class: "chip" }, name(v)))) : h("span", { class: "muted" }, "any"))],
      ["Origin", (label) => origin(label)],
    ],
    labels,
  );
}

function evidenceTiles(sum) {
  return h(
    "div",
    { class: "tiles small" },
    tile("Files", count(sum.count)),
    tile("Locked", count(sum.locked)),
    tile("In work", count(sum.wip)),
    tile("Tampered", count(sum.tampered), null, sum.tampered ? "bad" : null),
  );
}
