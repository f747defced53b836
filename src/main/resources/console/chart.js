// Charts over time, drawn as SVG: a fixed height, a legend that says the values in words, and a
// readout that follows the pointer.

import { h, s, patch } from "./dom.js";

const WIDTH = 600;
const HEIGHT = 120;
// Half a line of text, so that each number of the scale stands beside its line.
const MARGIN = 6;
const BOTTOM = HEIGHT - MARGIN;
const RISE = BOTTOM - MARGIN;

/**
 * A chart of slots of equal length. Each layer has a name, a class or a colour, one value a slot
 * (null where there is none), and a text that speaks of the time that `whole` names.
 */
export class Chart {
  constructor(title, { kind = "bars", show = String, whole = "" } = {}) {
    this.kind = kind;
    this.show = show;
    this.whole = whole;
    this.title = title;
    this.marks = [];
    this.caption = h("span", { class: "chart-title" }, title);
    this.legend = h("ul", { class: "legend" });
    this.note = h("span", { class: "chart-note" });
    this.plot = s("svg", {
      class: "plot",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": title,
    });
    this.scale = h("div", { class: "scale", "aria-hidden": "true" });
    this.axis = h("div", { class: "axis" });
    this.root = h(
      "figure",
      { class: "chart" },
      h("figcaption", {}, this.caption, this.note, this.legend),
      h("div", { class: "plot-box" }, this.scale, this.plot),
      this.axis,
    );
    this.plot.addEventListener("pointermove", (event) => this.point(event));
    this.plot.addEventListener("pointerleave", () => this.describe(null));
  }

  /** Takes another title, and other words for the time that its texts speak of. */
  call(title, whole) {
    this.title = title;
    this.whole = whole;
    this.caption.textContent = title;
  }

  /** Each mark is a line across, such as a limit: a value, a name and a class. */
  update({ slots, layers, from, to, marks = [] }) {
    this.slots = slots;
    this.layers = layers;
    this.marks = marks;
    const stacked = this.kind === "bars";
    const heights = slots.map((_, i) => {
      const values = layers.map((layer) => layer.values[i] ?? 0);
      return stacked ? values.reduce((sum, v) => sum + v, 0) : Math.max(0, ...values);
    });
    const top = Math.max(0, ...heights);
    // A mark far above all that happened would press it to the floor.
    const marked = marks.map((mark) => mark.value).filter((value) => top > 0 && value <= 5 * top);
    const most = nice(Math.max(top, ...marked));
    const numbers = most === 0 ? [] : [most, most / 2, 0];
    patch(this.scale, numbers.map((n) => h("span", {}, n === 0 ? "0" : this.show(n))));
    patch(this.plot, grid(), stacked ? this.bars(most) : this.lines(most), this.across(most));
    patch(this.axis, h("span", {}, from), h("span", {}, to));
    this.describe(null);
  }

  bars(most) {
    const width = WIDTH / this.slots.length;
    const gap = Math.min(1.5, width / 5);
    const tops = this.slots.map(() => BOTTOM);
    return this.layers.map((layer) => {
      let path = "";
      layer.values.forEach((value, i) => {
        if (value > 0 && most > 0) {
          const height = Math.max(1, (value / most) * RISE);
          tops[i] -= height;
          path += `M${f(i * width)} ${f(tops[i])}h${f(width - gap)}v${f(height)}h${f(gap - width)}z`;
        }
      });
      return s("path", { class: "bar " + (layer.class ?? ""), fill: layer.color, d: path });
    });
  }

  lines(most) {
    const width = WIDTH / this.slots.length;
    return this.layers.map((layer) => {
      let path = "";
      let drawing = false;
      layer.values.forEach((value, i) => {
        if (value === null || value === undefined || most === 0) {
          drawing = false;
          return;
        }
        const y = BOTTOM - (value / most) * RISE;
        // A point that stands alone is drawn as a short stroke.
        path += drawing
          ? `L${f((i + 0.5) * width)} ${f(y)}`
          : `M${f(i * width)} ${f(y)}L${f((i + 0.5) * width)} ${f(y)}`;
        drawing = true;
      });
      return s("path", { class: "line " + (layer.class ?? ""), stroke: layer.color, d: path });
    });
  }

  across(most) {
    return this.marks
      .filter((mark) => mark.value <= most)
      .map((mark) => {
        const y = f(BOTTOM - (mark.value / most) * RISE);
        return s("line", { class: "mark-line " + mark.class, x1: 0, x2: WIDTH, y1: y, y2: y });
      });
  }

  point(event) {
    if (!this.slots?.length) {
      return;
    }
    const box = this.plot.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * this.slots.length);
    this.describe(Math.min(this.slots.length - 1, Math.max(0, at)));
  }

  /** Says the values of a slot, or the layers' own words where no slot is pointed at. */
  describe(slot) {
    const items = this.layers.map((layer) => {
      const value = slot === null ? layer.text : (layer.values[slot] ?? null);
      const text = slot === null ? value : value === null ? "–" : this.show(value);
      return h("li", {}, swatch(layer), h("span", {}, layer.name), text ? h("b", {}, text) : null);
    });
    const marks = this.marks.map((mark) =>
      h("li", {}, dash(mark), h("span", {}, mark.name), h("b", {}, this.show(mark.value))),
    );
    patch(this.legend, items, marks);
    patch(this.note, slot === null ? this.whole : this.slots[slot]);
    const limits = this.marks.map((mark) => `${mark.name} ${this.show(mark.value)}`);
    const said = [...this.layers.map((layer) => `${layer.name} ${layer.text ?? ""}`), ...limits].join(", ");
    this.plot.setAttribute("aria-label", `${this.title}: ${said} ${this.whole}`);
  }
}

function swatch(layer) {
  return s(
    "svg",
    { class: "swatch", viewBox: "0 0 10 10", "aria-hidden": "true" },
    s("rect", { class: layer.class, fill: layer.color, width: 10, height: 10, rx: 2 }),
  );
}

function dash(mark) {
  return s(
    "svg",
    { class: "swatch", viewBox: "0 0 10 10", "aria-hidden": "true" },
    s("line", { class: "mark-line " + mark.class, x1: 0, x2: 10, y1: 5, y2: 5 }),
  );
}

function grid() {
  return [MARGIN, MARGIN + RISE / 2, BOTTOM].map((y) =>
    s("line", { class: "gridline", x1: 0, x2: WIDTH, y1: y, y2: y }),
  );
}

/** Coordinates need no more digits than this. */
function f(n) {
  return Math.round(n * 100) / 100;
}

/** The next round number, for the top of a scale. */
function nice(most) {
  if (most <= 0) {
    return 0;
  }
  const magnitude = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((step) => step * magnitude).find((top) => top >= most);
}

/** A share of a whole, drawn as a bar. */
export function gauge(part, whole, label) {
  const share = whole > 0 ? Math.min(1, part / whole) : 0;
  const level = share > 0.9 ? "bad" : share > 0.7 ? "warn" : "ok";
  return s(
    "svg",
    { class: "gauge", viewBox: "0 0 100 6", preserveAspectRatio: "none", role: "img", "aria-label": label },
    s("rect", { class: "gauge-back", width: 100, height: 6 }),
    s("rect", { class: "gauge-" + level, width: f(share * 100), height: 6 }),
  );
}
