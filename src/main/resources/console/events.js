import { h, patch } from "./dom.js";
import { get, once, query } from "./api.js";
import { now } from "./format.js";
import { empty, section, segments, skeleton, timeline } from "./parts.js";

const PAGE = 100;
const LEVELS = [
  ["All", ""],
  ["Warnings and errors", "warn"],
  ["Errors", "error"],
];
const RANGES = [
  ["Any time", null],
  ["15 minutes", 15],
  ["1 hour", 60],
  ["1 day", 1440],
];
const KINDS = [
  ["", "Everything"],
  ["tenant", "Tenants"],
  ["tenants", "The tenants' directory"],
  ["evidence", "Evidence"],
  ["key", "Keys"],
  ["storage", "Storage"],
  ["fleet", "The fleet"],
  ["conf", "Settings"],
  ["gateway", "The gateway"],
];

export const title = "Timeline";

export function mount(main, context) {
  let level = 0;
  let range = 0;
  let limit = PAGE;
  const again = () => context.show(read());
  const text = field("text", "Text", "What was said", again);
  const tenant = field("tenant", "Tenant", "A tenant's id", again);
  const levels = segments("Level", LEVELS.map(([label]) => label), (i) => {
    level = i;
    again();
  });
  const ranges = segments("Time", RANGES.map(([label]) => label), (i) => {
    range = i;
    again();
  });
  const kinds = h("select", { id: "kind" }, KINDS.map(([word, label]) => h("option", { value: word }, label)));
  const list = section("Newest first", { id: "events", wide: true });
  const more = h("button", { type: "button", class: "more", hidden: true }, "Show more");
  list.body.append(skeleton(12));
  main.append(
    h("h1", {}, "Timeline"),
    h("div", { class: "toolbar" }, text.root, tenant.root, levels, ranges, h("label", { class: "select" }, h("span", {}, "About"), kinds)),
    list.root,
    more,
  );

  const read = once(async () => {
    const minutes = RANGES[range][1];
    const asked = {
      level: LEVELS[level][1],
      since: minutes ? new Date(now() - minutes * 60_000).toISOString() : null,
      kind: kinds.value,
      q: text.value(),
      tenant: tenant.value(),
      limit,
    };
    const found = await get(query("/ops/events", asked));
    patch(
      list.body,
      found.events.length
        ? timeline(found.events)
        : empty("Nothing like this has happened.", "Reloads, suspensions, tamperings and outages show here as they happen."),
    );
    more.hidden = !found.next_cursor || limit >= 1000;
  });
  kinds.addEventListener("change", again);
  more.addEventListener("click", () => {
    limit = Math.min(1000, limit + PAGE);
    again();
  });
  return { start: read, timeline: read };
}

/** A field to search by, which is heard once its writer pauses. */
function field(id, label, hint, changed) {
  const input = h("input", { type: "search", id, placeholder: hint, autocomplete: "off", maxlength: "128", spellcheck: "false" });
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, 120);
  });
  return {
    root: h("label", { class: "search" }, h("span", { class: "visually-hidden" }, label), input),
    value: () => input.value.trim(),
  };
}
