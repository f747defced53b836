import { h, patch } from "./dom.js";
import { get, order } from "./api.js";
import { bytes, clock, count } from "./format.js";
import { empty, name, pill, section, since, table, tenantLink } from "./parts.js";

const MOST = 500;
const NEEDS = "Looking and running need the scope ops:admin; both are in the audit log.";
const SIGNED_IN = "The console is signed in for reading alone. Give a token with ops:admin for this; it is not kept.";
const COLUMNS = [
  ["Tenant", "tenant"],
  ["File", "path"],
  ["Tier", "tier"],
  ["Rule", "rule"],
  ["Days", "age_days"],
  ["Size", "size"],
];

/** Tiers, ages and the log of each tenant. */
export function life({ tenants, count: all }) {
  if (!tenants.length) {
    return empty("No tenant has evidence yet.");
  }
  return [
    table(
      "Tiers, ages and logs by tenant",
      [
        ["Tenant", (t) => tenantLink(t.tenant)],
        ["In work", (t) => count(t.wip), "num"],
        ["Oldest", (t) => since(t.oldest_wip), "num"],
        ["Locked", (t) => count(t.locked), "num"],
        ["Oldest lock", (t) => since(t.oldest_locked), "num"],
        ["Archived", (t) => count(t.archived ?? 0), "num"],
        ["Leaves", (t) => (t.log?.stopped ? pill("refused") : count(t.log?.size ?? 0)), "num"],
        ["Head", (t) => h("code", {}, name((t.log?.root ?? "").slice(0, 12)))],
      ],
      tenants.slice(0, MOST),
    ),
    all > MOST ? h("p", { class: "muted" }, `and ${count(all - MOST)} more`) : null,
  ];
}

/** Every hold. */
export function holds({ holds: rows }) {
  if (!rows.length) {
    return empty("Nothing is held.", "PUT /ops/evidence/{tenant}/{id}/hold keeps a document whatever its age.");
  }
  return table(
    "Holds",
    [
      ["Tenant", (hold) => tenantLink(hold.tenant)],
      ["Document", (hold) => name(hold.id)],
      ["Reason", (hold) => name(hold.reason)],
      ["By", (hold) => name(hold.by)],
      ["Since", (hold) => since(hold.at), "num"],
    ],
    rows.slice(0, MOST),
  );
}

/** A part in which an operator looks at what may go, and has it go. */
export function plans() {
  const say = h("p", { class: "muted", role: "status" }, NEEDS);
  const shown = h("div", {});
  const look = h("button", { type: "button", "data-act": "plan" }, "Look what may go now");
  const token = h("input", { type: "password", name: "token", autocomplete: "off" });
  const asked = h("label", { hidden: true }, "Token ", token);
  const part = section("What may go", { id: "plan", wide: true, aside: look });
  part.body.append(say, asked, shown);
  const ask = async (path) => {
    try {
      return await order("POST", path, {}, token.value);
    } catch (refusal) {
      if (refusal.status === 401 || refusal.status === 403) {
        asked.hidden = false;
        throw new Error(SIGNED_IN);
      }
      throw refusal;
    }
  };
  look.addEventListener("click", () => attempt(look, say, async () => show(shown, say, ask, await ask("/ops/evidence/gc/plans"))));
  return part;
}

/** Does something once at a time, and says why if it fails. */
async function attempt(button, say, work) {
  button.disabled = true;
  try {
    await work();
  } catch (refusal) {
    patch(say, h("bdi", {}, refusal.message));
  } finally {
    button.disabled = false;
  }
}

function show(shown, say, ask, plan) {
  patch(say, `${count(plan.count)} files with ${bytes(plan.bytes)} may go; good until ${clock(plan.expires_at)}. Kept: ${kept(plan.kept)}.`);
  if (!plan.count) {
    shown.replaceChildren(empty("Nothing may go now."));
    return;
  }
  let by = "path";
  let up = true;
  const rows = h("div", {});
  const draw = () => rows.replaceChildren(planned(plan.delete, by, up), more(plan.count));
  const sorts = COLUMNS.map(([title, field]) => h("button", { type: "button", "data-sort": field, on: { click: () => { up = by === field ? !up : true; by = field; draw(); } } }, title));
  draw();
  shown.replaceChildren(
    h("div", { class: "row", role: "group", "aria-label": "Sort by" }, "Sort by ", sorts),
    h("div", { class: "row" }, save("CSV", "plan.csv", "text/csv", () => csv(plan.delete)), save("JSON", "plan.json", "application/json", () => JSON.stringify(plan, null, 2))),
    rows,
    confirmation(plan, say, ask, shown),
  );
}

function kept(reasons) {
  return Object.entries(reasons).map(([reason, files]) => `${count(files)} ${reason.replaceAll("_", " ")}`).join(", ");
}

function more(all) {
  return all > MOST ? h("p", { class: "muted" }, `and ${count(all - MOST)} more; the files to save have all`) : "";
}

function planned(files, by, up) {
  const sorted = [...files].sort((a, b) => (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : 0) * (up ? 1 : -1));
  return table(
    "Files that may go",
    [
      ["Tenant", (file) => tenantLink(file.tenant)],
      ["File", (file) => h("code", {}, name(file.path))],
      ["Tier", (file) => file.tier],
      ["Rule", (file) => file.rule],
      ["Days", (file) => count(file.age_days), "num"],
      ["Size", (file) => bytes(file.size), "num"],
    ],
    sorted.slice(0, MOST),
  );
}

/** Nothing is deleted before somebody has typed what will be. */
function confirmation(plan, say, ask, shown) {
  const words = `delete ${plan.count} files`;
  const typed = h("input", { type: "text", name: "confirm", autocomplete: "off", "aria-label": `Type “${words}” to run the plan` });
  const run = h("button", { type: "submit", disabled: true, "data-act": "run" }, "Run the plan");
  typed.addEventListener("input", () => {
    run.disabled = typed.value !== words;
  });
  const form = h("form", { class: "row" }, h("label", {}, "Type ", h("code", {}, words), " to run the plan ", typed), run);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (typed.value === words) {
      attempt(run, say, async () => {
        const done = await ask(`/ops/evidence/gc/plans/${plan.plan}/run`);
        patch(say, `${count(done.deleted.length)} files deleted, ${count(done.skipped.length)} left, ${bytes(done.freed_bytes)} freed.`);
        shown.replaceChildren(left(done.skipped));
      });
    }
  });
  return form;
}

function left(skipped) {
  return skipped.length
    ? table("Files that were left", [["File", (file) => h("code", {}, name(file.path))], ["Why", (file) => file.why]], skipped.slice(0, MOST))
    : "";
}

/** Has the browser save what is made when it is asked for. */
function save(title, file, type, text) {
  return h("button", { type: "button", "data-save": file, on: { click: () => download(file, type, text()) } }, "Save as " + title);
}

function download(file, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: url, download: file }).click();
  URL.revokeObjectURL(url);
}

function csv(files) {
  const fields = ["tenant", "id", "path", "tier", "size", "sha256", "rule", "age_days"];
  return [fields, ...files.map((file) => fields.map((field) => file[field] ?? ""))].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** A cell that no spreadsheet takes for a formula. */
function cell(value) {
  const text = String(value);
  return '"' + (/^[=+\-@\t\r]/.test(text) ? "'" + text : text).replaceAll('"', '""') + '"';
}

/** A part in which the proof of a document is saved. */
export function proofs() {
  const part = section("Proof", { id: "proof", wide: true });
  const say = h("p", { class: "muted", role: "status" }, "What the log says last of a document, with the hashes and the signed checkpoint that prove it.");
  const tenant = h("input", { type: "text", name: "tenant", required: true, autocomplete: "off" });
  const id = h("input", { type: "text", name: "id", required: true, autocomplete: "off" });
  const fetchProof = h("button", { type: "submit" }, "Save the proof");
  const form = h("form", { class: "row" }, h("label", {}, "Tenant ", tenant), h("label", {}, "Document ", id), fetchProof);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(fetchProof, say, async () => {
      const proof = await get(`/ops/evidence/${encodeURIComponent(tenant.value)}/${encodeURIComponent(id.value)}/proof`);
      download(`proof-${id.value}.json`, "application/json", JSON.stringify(proof, null, 2));
      patch(say, `Leaf ${count(proof.index)} of ${count(proof.tree_size)} saved.`);
    });
  });
  part.body.append(say, form);
  return part;
}
