// Numbers and times as people read them. Times are UTC, as everywhere in the gateway.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const two = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const NONE = "–";
let ahead = 0;

/** Hears the gateway's time: ages and charts go by it, whatever the clock of this machine says. */
export function hearTime(iso) {
  ahead = Date.parse(iso) - Date.now();
}

/** The gateway's time in milliseconds since 1970. */
export function now() {
  return Date.now() + ahead;
}

export function count(n) {
  return n === null || n === undefined ? NONE : whole.format(n);
}

export function rate(n) {
  return n === null || n === undefined ? NONE : n < 100 ? one.format(n) : whole.format(n);
}

export function millis(ms) {
  if (ms === null || ms === undefined) {
    return NONE;
  }
  const digits = ms < 1 ? two : ms < 10 ? one : whole;
  return ms >= 1000 ? one.format(ms / 1000) + " s" : digits.format(ms) + " ms";
}

export function bytes(n) {
  if (n === null || n === undefined) {
    return NONE;
  }
  // By thousands, as limits.max_storage_gb counts.
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  while (n >= 1000 && unit < units.length - 1) {
    n /= 1000;
    unit++;
  }
  return one.format(n) + " " + units[unit];
}

/** A number of things: "1 file", "2 files". */
export function things(n, thing) {
  return `${count(n)} ${thing}${n === 1 ? "" : "s"}`;
}

/** The time of day, with the date where it is another day. */
export function clock(iso) {
  if (!iso) {
    return NONE;
  }
  const day = iso.slice(0, 10);
  const time = iso.slice(11, 19);
  return day === new Date(now()).toISOString().slice(0, 10) ? time : day + " " + time;
}

/** How long ago, in words. */
export function ago(iso) {
  if (!iso) {
    return NONE;
  }
  const seconds = Math.max(0, (now() - Date.parse(iso)) / 1000);
  if (seconds < 5) {
    return "just now";
  }
  if (seconds < 90) {
    return Math.round(seconds) + " s ago";
  }
  if (seconds < 5400) {
    return Math.round(seconds / 60) + " min ago";
  }
  return seconds < 129600
    ? Math.round(seconds / 3600) + " h ago"
    : Math.round(seconds / 86400) + " days ago";
}

/** How long still, in words. */
export function left(iso) {
  const seconds = Math.max(0, (Date.parse(iso) - now()) / 1000);
  return seconds < 90 ? Math.ceil(seconds) + " s" : Math.round(seconds / 60) + " min";
}

/** Any value of YAML or JSON on one line. */
export function value(v) {
  if (v === null || v === undefined) {
    return "unlimited";
  }
  if (typeof v === "number") {
    return new Intl.NumberFormat("en", { maximumFractionDigits: 6 }).format(v);
  }
  return typeof v === "object" ? JSON.stringify(v) : String(v);
}
