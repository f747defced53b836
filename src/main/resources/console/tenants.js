import { h, patch } from "./dom.js";
import { get, once, query } from "./api.js";
import { count, value } from "./format.js";
import { empty, fileFaults, name, pill, section, since, skeleton, table, tenantLink } from "./parts.js";

const PAGE = matchMedia("(max-width: 640px)").matches ? 25 : 100;
const MOST_FAULTY = 20;
// As many as one answer has, of which the worst are shown.
const MOST_READ = 1000;
const URGENCY = ["refused", "last_good", "suspended", "unused"];
// The worst first: whoever is not among them is no worse than they are.
const MOST_JUDGED = 1000;
const FILTERS = [
  ["", "All"],
  ["active", "Active"],
  ["suspended", "Suspended"],
  ["invalid", "Invalid"],
];

export const title = "Tenants";

export function mount(main, context) {
  let text = "";
  let status = "";
  let pages = 1;

  const search = h("input", {
    type: "search",
    id: "search",
    placeholder: "Id, name or file",
    autocomplete: "off",
    maxlength: "256",
    spellcheck: "false",
  });
  const filters = h(
    "div",
    { class: "segments", role: "group", "aria-label": "Status" },
    FILTERS.map(([word, label]) =>
      h("button", { type: "button", "data-status": word, "aria-pressed": String(word === "") }, label),
    ),
  );
  const matched = h("p", { class: "muted", role: "status" }, " ");
  const faulty = section("Files that need attention", { id: "faulty", wide: true });
  const list = section("All tenants", { id: "tenants", wide: true });
  const more = h("button", { type: "button", class: "more", hidden: true }, "Show more");
  list.body.append(skeleton(10));
  faulty.root.hidden = true;
  main.append(
    h("h1", {}, "Tenants"),
    h(
      "div",
      { class: "toolbar" },
      h("label", { class: "search" }, h("span", { class: "visually-hidden" }, "Search tenants"), search),
      filters,
      matched,
    ),
    faulty.root,
    list.root,
    more,
  );

  const read = once(async () => {
    const [bad, found, slo] = await Promise.all([
      get(query("/ops/tenants", { faulty: "true", limit: MOST_READ })),
      rows(text, status, pages),
      get(query("/ops/slo", { brief: "true", limit: MOST_JUDGED })),
    ]);
    faulty.root.hidden = bad.tenants.length === 0 && !bad.directory_error;
    patch(faulty.body, faultyList(bad));
    patch(matched, summary(found));
    patch(list.body, found.tenants.length ? tenantTable(found.tenants, slo.tenants) : nothing(found, text, status));
    more.hidden = !found.next_cursor;
  });

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      text = search.value.trim();
      pages = 1;
      context.show(read());
    }, 120);
  });
  filters.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) {
      status = button.dataset.status;
      pages = 1;
      for (const other of filters.children) {
        other.setAttribute("aria-pressed", String(other === button));
      }
      context.show(read());
    }
  });
  more.addEventListener("click", () => {
    pages++;
    context.show(read());
  });
  return {
    start: read,
    tenants: read,
    timeline: (news) => (news.kind.startsWith("tenant") ? read() : null),
  };
}

/** As many pages as are shown, as one. */
async function rows(text, status, pages) {
  let all = null;
  let cursor = null;
  for (let page = 0; page < pages && (page === 0 || cursor); page++) {
    const found = await get(query("/ops/tenants", { q: text, status, limit: PAGE, cursor }));
    all = all ? { ...found, tenants: [...all.tenants, ...found.tenants] } : found;
    cursor = found.next_cursor;
  }
  return all;
}

function summary({ matched, counts, generation }) {
  return `${count(matched)} of ${count(counts.files)} files · generation ${count(generation)}`;
}

function faultyList({ tenants, matched, directory_error: directory }) {
  const shown = [...tenants].sort((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state)).slice(0, MOST_FAULTY);
  return [
    directory ? h("div", { class: "faulty" }, h("p", {}, h("bdi", {}, directory))) : null,
    shown.map(fileFaults),
    matched > shown.length
      ? h("p", { class: "muted" }, `and ${count(matched - shown.length)} more; ./run.sh tenants validate lists all of them`)
      : null,
  ];
}

function nothing(found, text, status) {
  return found.counts.files === 0
    ? empty("There are no tenants.", "Add a YAML file to the tenants' directory; it is read by itself.")
    : empty("Nothing matches.", `Search for something else${text && status ? ", or choose All" : ""}.`);
}

function limit(tenant, key) {
  return tenant.limits ? value(tenant.limits[key]) : "–";
}

function tenantTable(tenants, slo) {
  return table(
    "Tenants",
    [
      ["Tenant", (t) => h("div", { class: "two-lines" }, t.tenant_id ? tenantLink(t.tenant_id) : "–", t.name ? h("span", { class: "muted" }, name(t.name)) : null)],
      ["Status", (t) => h("div", { class: "states" }, pill(t.status), t.errors.length && t.status !== "invalid" ? pill(t.state) : null)],
      ["SLO", (t) => (slo[t.tenant_id] ? pill(slo[t.tenant_id].state) : "–")],
      ["Limit, requests a second", (t) => limit(t, "max_qps"), "num wide-only"],
      ["Limit, storage in GB", (t) => limit(t, "max_storage_gb"), "num wide-only"],
      ["Limit, users", (t) => limit(t, "max_users"), "num wide-only"],
      ["Generation", (t) => count(t.generation), "num wide-only"],
      ["Last change", (t) => since(t.changed_at), "num"],
      ["File", (t) => h("code", {}, name(t.file))],
    ],
    tenants,
  );
}
