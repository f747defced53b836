import { h, patch } from "./dom.js";
import { get, once, query } from "./api.js";
import { bytes, count } from "./format.js";
import { holds, life, plans, proofs } from "./retention.js";
import { AFTER_TAMPERING, empty, name, nextStep, pill, section, since, skeleton, table, tenantLink, tile } from "./parts.js";

const MOST = 100;
const UNKNOWN = "unknown";
const NONE = "There is no evidence yet.";

export const title = "Evidence";

export function mount(main) {
  const tiles = h("div", { class: "tiles" }, Array.from({ length: 5 }, () => tile("", " ")));
  const folders = section("Folders that cannot be read", { id: "faults", wide: true });
  const tampered = section("Tampered", { id: "tampered", wide: true });
  const unknown = section("Unknown: nobody's files", { id: "unknown", wide: true });
  const tenants = section("By tenant", { id: "by-tenant", wide: true });
  const kept = section("Tiers, ages and logs", { id: "life", wide: true });
  const held = section("Holds", { id: "holds", wide: true });
  folders.root.hidden = true;
  tampered.body.append(skeleton(3));
  unknown.body.append(skeleton(3));
  tenants.body.append(skeleton(5));
  kept.body.append(skeleton(5));
  held.body.append(skeleton(2));
  main.append(h("h1", {}, "Evidence"), tiles, folders.root, tampered.root, unknown.root, tenants.root, kept.root, held.root, plans().root, proofs().root);

  const read = once(async () => {
    const [bad, lost] = await Promise.all([
      get(query("/ops/evidence", { tampered: "true", limit: MOST })),
      get(query("/ops/evidence", { tenant: UNKNOWN, limit: MOST })),
    ]);
    const all = await get("/ops/evidence?limit=1");
    const [ages, what] = await Promise.all([get("/ops/evidence/tenants"), get("/ops/evidence/holds")]);
    const faults = all.faults ?? [];
    folders.root.hidden = faults.length === 0;
    patch(folders.body, faults.map((fault) => h("p", {}, h("code", {}, name(fault.path)), " ", h("bdi", {}, fault.error))));
    patch(tiles, ...summaryTiles(all.summary));
    patch(tampered.body, bad.summary.count ? nextStep(AFTER_TAMPERING) : null, files(bad, all.summary.count ? "No file is tampered with." : NONE, bad.summary.count));
    patch(unknown.body, files(lost, all.summary.count ? "Every file belongs to a tenant." : NONE, lost.summary.count));
    patch(tenants.body, byTenant(all.summary.by_tenant));
    patch(kept.body, life(ages));
    patch(held.body, holds(what));
  });
  return { start: read, ready: read };
}

function summaryTiles(sum) {
  const lost = sum.by_tenant[UNKNOWN]?.count ?? 0;
  return [
    tile("Files", count(sum.count), "of all tenants"),
    tile("Locked", count(sum.locked), "final"),
    tile("In work", count(sum.wip), "WIP"),
    tile("Tampered", count(sum.tampered), "not what was signed", sum.tampered ? "bad" : null),
    tile("Unknown", count(lost), "shown to no tenant", lost ? "warn" : null),
  ];
}

/** What is wrong with a file, where something is. */
function why(file) {
  if (file.error) {
    return h("span", { class: "bad-text" }, "cannot be read: ", h("bdi", {}, file.error));
  }
  return [
    file.tampered ? h("span", { class: "bad-text" }, "not what was signed") : null,
    file.tenant ? null : h("span", { class: "muted" }, whyNobodys(file)),
  ];
}

function whyNobodys(file) {
  const parts = file.path.split("/");
  return parts.length > 1 ? ["does not name the tenant of its folder, ", name(parts[0])] : "names no tenant";
}

/** Files with what is wrong with each. */
export function files({ files: rows }, none, total) {
  if (!rows.length) {
    return empty(none);
  }
  return [
    table(
      "Files of evidence",
      [
        ["File", (f) => h("div", { class: "two-lines" }, h("code", {}, name(f.path)), why(f))],
        ["Owner", (f) => (f.tenant ? tenantLink(f.tenant) : pill("unknown"))],
        ["State", (f) => (f.tampered ? pill("tampered") : pill("intact"))],
        ["Tier", (f) => f.tier],
        ["Size", (f) => bytes(f.size), "num"],
        ["Changed", (f) => since(f.mtime), "num"],
      ],
      rows,
    ),
    total > rows.length ? h("p", { class: "muted" }, `and ${count(total - rows.length)} more`) : null,
  ];
}

function byTenant(tallies) {
  const rows = Object.entries(tallies);
  if (!rows.length) {
    return empty(NONE, "Files under evidence/ in the data directory show here within a second.");
  }
  return table(
    "Evidence by tenant",
    [
      ["Tenant", ([id]) => (id === UNKNOWN ? pill("unknown") : tenantLink(id))],
      ["Files", ([, t]) => count(t.count), "num"],
      ["Locked", ([, t]) => count(t.locked), "num"],
      ["In work", ([, t]) => count(t.wip), "num"],
      ["Tampered", ([, t]) => (t.tampered ? h("b", { class: "bad-text" }, count(t.tampered)) : "0"), "num"],
    ],
    rows.slice(0, 500),
    { tight: true },
  );
}
