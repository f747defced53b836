// A tenant's reason events as pictures: trends over time, a heatmap of labels, live highlights.

import { h, s, patch } from "./dom.js";
import { get, once, query, Refusal } from "./api.js";
import { Chart } from "./chart.js";
import { count, now, rate } from "./format.js";
import { empty, name, pill, section, skeleton } from "./parts.js";

const HOUR = 3600e3;
const HOURS = 24;
const SHOWN = 6;
const LEVELS = 5;
const HEX = /^#?[0-9a-f]{6}$/i;
const MOST_HIGHLIGHTS = 8;

export function mountCards(grid, id) {
  const base = "/ops/tenants/" + encodeURIComponent(id) + "/cards";
  const trends = section("Reasons over the last 24 hours", { id: "trends", wide: true });
  const heat = section("Labels by hour", { id: "heatmap", wide: true });
  const live = section("Highlights by weight, live", { id: "highlights", wide: true });
  const chart = new Chart("Events an hour", { show: rate, whole: "sums of these 24 hours" });
  const ranking = h("div", {}, skeleton(3));
  trends.body.append(chart.root, ranking);
  heat.body.append(skeleton(8));
  live.body.append(skeleton(4));
  grid.append(trends.root, heat.root, live.root);

  let shown = false;
  const read = once(async () => {
    if (!shown) {
      return;
    }
    try {
      await draw();
    } catch (cause) {
      if (!(cause instanceof Refusal)) {
        throw cause;
      }
      patch(ranking, empty("There is nothing to count.", cause.message));
      patch(heat.body, empty("There is nothing to count.", cause.message));
    }
  });
  const draw = async () => {
    const end = Math.floor(now() / HOUR) * HOUR + HOUR;
    const start = end - HOURS * HOUR;
    const window = { start: iso(start), end: iso(end) };
    const [summary, map] = await Promise.all([
      get(query(base + "/reason-trends/summary", { ...window, bucket: "hour", limit: HOURS, top: 10 })),
      get(query(base + "/label-heatmap", { period: `${window.start}/${window.end}`, bucket: "hour", overlay: "threshold", mode: "raw" })),
    ]);
    const slots = Array.from({ length: HOURS }, (_, i) => iso(start + i * HOUR).slice(11, 16));
    chart.update({ slots, from: slots[0], to: "now", layers: trendLayers(summary, start) });
    patch(ranking, top(summary));
    const first = heat.body.querySelector(".heat-box") === null;
    patch(heat.body, heatmap(map, summary, start, slots));
    if (first) {
      // Where the hours are wider than the screen, the latest are what people look for.
      const box = heat.body.querySelector(".heat-box");
      box.scrollLeft = box.scrollWidth;
    }
  };

  let source = null;
  let items = [];
  const follow = () => {
    patch(live.body, highlights(items));
    source = new EventSource(base + "/highlights/stream?bucket=hour&limit=" + MOST_HIGHLIGHTS);
    source.onmessage = (event) => {
      items = [JSON.parse(event.data), ...items].slice(0, MOST_HIGHLIGHTS);
      patch(live.body, highlights(items));
      read().catch(() => {});
    };
  };
  const stop = () => {
    source?.close();
    source = null;
  };
  /** Shows the cards of a tenant that is known; of a refused one nothing is counted. */
  const show = async (known) => {
    for (const part of [trends, heat, live]) {
      part.root.hidden = !known;
    }
    const begins = known && !shown;
    shown = known;
    if (begins) {
      follow();
    } else if (!known) {
      stop();
      for (const box of [ranking, heat.body, live.body]) {
        patch(box);
      }
    }
    await (begins ? read() : null);
  };
  return { read, show, stop };
}

function iso(ms) {
  return new Date(ms).toISOString().slice(0, 19) + "Z";
}

/** A colour of the catalogue, where it is one. */
function color(palette, reason) {
  const hex = palette?.[reason]?.color ?? "";
  return HEX.test(hex) ? "#" + hex.replace("#", "") : "#8b949e";
}

function trendLayers(summary, start) {
  const leading = summary.top_labels.slice(0, SHOWN).map((label) => label.name);
  const at = (bucket) => Math.floor((Date.parse(bucket.start) - start) / HOUR);
  const layers = leading.map((reason) => ({
    name: reason.replace(/^reason:/, ""),
    color: color(summary.palette, reason),
    values: new Array(HOURS).fill(0),
    text: count(summary.raw[reason]),
  }));
  const others = { name: "others", color: "#8b949e", values: new Array(HOURS).fill(0), text: "" };
  let rest = 0;
  for (const bucket of summary.buckets) {
    for (const [reason, n] of Object.entries(bucket.raw)) {
      const layer = layers[leading.indexOf(reason)] ?? others;
      layer.values[at(bucket)] += n;
      rest += layer === others ? n : 0;
    }
  }
  return rest ? [...layers, { ...others, text: count(rest) }] : layers;
}

function top({ top_groups: groups }) {
  if (!groups.length) {
    return empty("No reason events in the last 24 hours.", "They come in over /events/reasons, or as *.jsonl files under events/ in the data directory.");
  }
  return h(
    "p",
    { class: "ranking" },
    "Groups by weight: ",
    groups.map((group) => h("span", { class: "rank" }, name(group.name), " ", h("b", {}, rate(group.score)))),
  );
}

function heatmap(map, { palette }, start, slots) {
  const cells = new Map();
  let most = 0;
  for (const cell of map.cells ?? []) {
    const hour = Math.floor((Date.parse(cell.start) - start) / HOUR);
    cells.set(cell.label + " " + hour, cell.n);
    most = Math.max(most, cell.n);
  }
  const level = (n) => (n ? Math.max(1, Math.ceil((n / most) * LEVELS)) : 0);
  const verdicts = {};
  for (const row of Object.values(map.overlays?.threshold ?? {})) {
    Object.assign(verdicts, row);
  }
  return h(
    "div",
    { class: "heat-box", tabindex: "0", role: "region", "aria-label": "Events by label and hour" },
    h(
      "table",
      { class: "heat" },
      h(
        "thead",
        {},
        h("tr", {}, h("th", { scope: "col" }, "Label and threshold"), slots.map((slot, i) => h("th", { scope: "col", class: "hour" }, i % 6 === 0 ? slot : h("span", { class: "visually-hidden" }, slot)))),
      ),
      h(
        "tbody",
        {},
        map.labels.map((label) =>
          h(
            "tr",
            { "data-key": label },
            // The verdict is beside the name: on a phone the hours are wider than the screen.
            h("th", { scope: "row" }, h("span", { class: "heat-label" }, swatch(color(palette, label)), name(label.replace(/^reason:/, "")), pill(verdicts[label] ?? "ok"))),
            slots.map((slot, hour) => {
              const n = cells.get(label + " " + hour) ?? 0;
              return h("td", { class: "heat-" + level(n), title: `${label} ${slot}: ${count(n)}` }, h("span", { class: "heat-n" }, n ? short(n) : ""));
            }),
          ),
        ),
      ),
    ),
    h("p", { class: "muted" }, map.other ? `and ${count(map.other)} events whose reason the catalogue does not know` : "Darker is more; numbers are events an hour."),
  );
}

function short(n) {
  return n < 1000 ? String(n) : n < 1e6 ? Math.round(n / 1000) + "k" : Math.round(n / 1e6) + "M";
}

function swatch(fill) {
  return s("svg", { class: "swatch", viewBox: "0 0 10 10", "aria-hidden": "true" }, s("rect", { fill, width: 10, height: 10, rx: 2 }));
}

function highlights(items) {
  if (!items.length) {
    return empty("No highlights yet.", "They appear as events come in, at most once a second.");
  }
  return h(
    "ol",
    { class: "highlights", "aria-live": "polite" },
    items.map((item) =>
      h(
        "li",
        { "data-key": item.token },
        h("time", { datetime: item.bucket.start }, item.bucket.start.slice(0, 10) + " " + item.bucket.start.slice(11, 16)),
        h(
          "span",
          {},
          item.items.slice(0, 5).map((mark) => h("span", { class: "rank" }, name(String(mark.label).replace(/^reason:/, "")), " ", h("b", {}, rate(mark.value)))),
        ),
      ),
    ),
  );
}
