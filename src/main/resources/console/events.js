import { h, patch } from "./dom.js";
import { get, once, query } from "./api.js";
import { empty, section, skeleton, timeline } from "./parts.js";

const PAGE = 100;
const LEVELS = [
  ["", "All"],
  ["warn", "Warnings and errors"],
  ["error", "Errors"],
];
const KINDS = [
  ["", "Everything"],
  ["tenant", "Tenants"],
  ["tenants", "The tenants' directory"],
  ["evidence", "Evidence"],
  ["storage", "Storage"],
  ["conf", "Settings"],
  ["gateway", "The gateway"],
];

export const title = "Events";

export function mount(main, context) {
  let level = "";
  let kind = "";
  let limit = PAGE;
  const levels = h(
    "div",
    { class: "segments", role: "group", "aria-label": "Level" },
    LEVELS.map(([word, label]) =>
      h("button", { type: "button", "data-level": word, "aria-pressed": String(word === "") }, label),
    ),
  );
  const kinds = h("select", { id: "kind" }, KINDS.map(([word, label]) => h("option", { value: word }, label)));
  const list = section("Timeline, newest first", { id: "events", wide: true });
  const more = h("button", { type: "button", class: "more", hidden: true }, "Show more");
  list.body.append(skeleton(12));
  main.append(
    h("h1", {}, "Events"),
    h("div", { class: "toolbar" }, levels, h("label", { class: "select" }, h("span", {}, "About"), kinds)),
    list.root,
    more,
  );

  const read = once(async () => {
    const found = await get(query("/ops/events", { level, kind, limit }));
    patch(
      list.body,
      found.events.length
        ? timeline(found.events)
        : empty("Nothing of this kind has happened.", "Reloads, suspensions, tamperings and outages show here as they happen."),
    );
    more.hidden = !found.next_cursor || limit >= 1000;
  });
  levels.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) {
      level = button.dataset.level;
      for (const other of levels.children) {
        other.setAttribute("aria-pressed", String(other === button));
      }
      context.show(read());
    }
  });
  kinds.addEventListener("change", () => {
    kind = kinds.value;
    context.show(read());
  });
  more.addEventListener("click", () => {
    limit = Math.min(1000, limit + PAGE);
    context.show(read());
  });
  return { start: read, timeline: read };
}
