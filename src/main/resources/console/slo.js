import { h, patch } from "./dom.js";
import { get, once, query } from "./api.js";
import { count, rate, value } from "./format.js";
import { empty, name, pill, section, segments, skeleton, table, tenantLink, tile } from "./parts.js";

const MOST = 100;
// In ticks: states are judged every five seconds.
const EVERY = 5;
const WINDOWS = ["5m", "30m", "1h", "6h", "3d"];
const STATES = [
  ["All", ""],
  ["Critical", "critical"],
  ["Warning", "warn"],
  ["OK", "ok"],
  ["No data", "no_data"],
];

export const title = "SLO";

export function mount(main, context) {
  let state = 0;
  let ticks = 0;
  const tiles = h("div", { class: "tiles" }, Array.from({ length: 4 }, () => tile("", " ")));
  const states = segments("State", STATES.map(([label]) => label), (i) => {
    state = i;
    context.show(read());
  });
  const list = section("Objectives, the worst tenants first", { id: "slo", wide: true });
  list.body.append(skeleton(6));
  main.append(h("h1", {}, "SLO"), tiles, h("div", { class: "toolbar" }, states), list.root);

  const read = once(async () => {
    const found = await get(query("/ops/slo", { state: STATES[state][1], limit: MOST }));
    patch(tiles, ...numbers(found.counts));
    patch(list.body, ...all(found));
  });
  const tick = () => (++ticks % EVERY === 0 ? read() : undefined);
  return { start: read, tick, ready: read };
}

function numbers(counts) {
  return [
    tile("Critical", count(counts.critical), "burn fast", counts.critical ? "bad" : null),
    tile("Warning", count(counts.warn), "burn steadily", counts.warn ? "warn" : null),
    tile("OK", count(counts.ok), "keep their SLO"),
    tile("No data", count(counts.no_data), "nothing in six hours"),
  ];
}

function all(found) {
  const tenants = Object.values(found.tenants);
  if (!tenants.length) {
    return [empty("Nothing here.", "A tenant shows here a few seconds after it was answered.")];
  }
  const rows = tenants.flatMap((one) => one.objectives.map((objective) => ({ ...objective, tenant: one.tenant })));
  const more = found.matched - tenants.length;
  return [
    burnTable("Objectives by tenant", rows, [["Tenant", (row) => tenantLink(row.tenant)]]),
    more > 0 ? h("p", { class: "muted" }, `and ${count(more)} more tenants; GET /ops/slo has all`) : null,
    h("p", { class: "muted" }, "Burn is the share of bad answers over the share that may be bad: at 1 the budget lasts just as long as it should."),
  ];
}

/** Objectives with how fast their budgets burn in each window. */
export function burnTable(caption, objectives, first = []) {
  return table(
    caption,
    [
      ...first,
      ["Objective", (row) => h("code", {}, name(row.key))],
      ["State", (row) => pill(row.state)],
      ["Target", (row) => value(row.target), "num"],
      ...WINDOWS.map((window) => ["Burn, " + window, (row) => burn(row.windows[window]), "num"]),
    ],
    objectives,
  );
}

/** Without a budget there is no burn, and any bad answer is too many. */
function burn({ requests, bad, burn: fast }) {
  const text = fast === null ? (bad ? `${count(bad)} bad` : "0") : rate(fast);
  return h("span", { title: `${count(bad)} of ${count(requests)} answers were bad` }, text);
}
