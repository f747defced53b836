import { h, patch } from "./dom.js";
import { get, once, query, Refusal } from "./api.js";
import { clock, count, now, things, value } from "./format.js";
import { empty, name, pill, section, segments, since, skeleton, tenantLink, time } from "./parts.js";

const MOST = 200;
const MOST_NAMED = 5;
const TICKS = 3;
const STATES = [
  ["All", ""],
  ["Firing", "firing"],
  ["Pending", "pending"],
  ["Silenced", "silenced"],
  ["Resolved", "resolved"],
];
const HOURS = [
  ["1 hour", 1],
  ["4 hours", 4],
  ["1 day", 24],
  ["1 week", 168],
];

export const title = "Alerts";

export function mount(main, context) {
  let state = 0;
  let ticks = 0;
  const states = segments("State", STATES.map(([label]) => label), (i) => {
    state = i;
    context.show(read());
  });
  const list = section("What holds, the worst first", { id: "alerts", wide: true });
  const silences = section("Silences", { id: "silences", wide: true });
  const form = silenceForm(() => context.show(read()));
  list.body.append(skeleton(6));
  silences.body.append(skeleton(2));
  main.append(h("h1", {}, "Alerts"), h("div", { class: "toolbar" }, states), form.root, list.root, silences.root);

  const read = once(async () => {
    const found = await get(query("/ops/alerts", { state: STATES[state][1], limit: MOST }));
    const kept = await get("/ops/alerts/silences");
    patch(list.body, ...alerts(found, form.open));
    patch(silences.body, ...lift(kept.silences, form));
  });
  const tick = () => (++ticks % TICKS === 0 ? read() : undefined);
  return { start: read, tick, ready: read };
}

function alerts(found, silence) {
  const nobody = found.receivers.length ? null : h("p", { class: "warn-text" }, "Nobody is told: conf/alerts.yaml names no receiver.");
  if (!found.alerts.length) {
    return [nobody, empty("Nothing here.", "What is wrong shows here a few seconds after the gateway sees it.")];
  }
  const more = found.count - found.alerts.length;
  return [nobody, grouped(found.alerts, silence), more > 0 ? h("p", { class: "muted" }, `and ${count(more)} more`) : null];
}

/** Alerts of one name together, at the place of the worst of them. */
function grouped(alerts, silence) {
  const names = new Map();
  for (const alert of alerts) {
    const { alertname } = alert.labels;
    names.set(alertname, [...(names.get(alertname) ?? []), alert]);
  }
  return [...names].map(([alertname, all]) => (all.length > 1 ? group(alertname, all, silence) : one(all[0], silence)));
}

function group(alertname, all, silence) {
  const states = [...new Set(all.map((alert) => alert.state))];
  const tenants = [...new Set(all.map((alert) => alert.labels.tenant).filter(Boolean))];
  const more = tenants.length - MOST_NAMED;
  return h(
    "details",
    { class: "alerts", "data-key": alertname },
    h(
      "summary",
      { class: "faulty-head" },
      h("h3", {}, alertname),
      states.map((state) => [pill(state), h("b", {}, count(all.filter((alert) => alert.state === state).length))]),
      pill(all[0].labels.severity),
      h("span", { class: "muted" }, tenants.slice(0, MOST_NAMED).map((id, i) => [i ? ", " : null, name(id)]), more > 0 ? ` and ${count(more)} more` : null),
    ),
    all.map((alert) => one(alert, silence)),
  );
}

function one(alert, silence) {
  const { alertname, severity, tenant, ...rest } = alert.labels;
  const open = h("button", { type: "button", class: "quiet", on: { click: () => silence(alert.labels) } }, "Silence");
  return h(
    "article",
    { class: "alert", "data-key": alert.fingerprint + alert.state },
    h(
      "div",
      { class: "faulty-head" },
      h("h3", {}, alertname),
      pill(alert.state),
      pill(severity),
      tenant ? tenantLink(tenant) : null,
      Object.entries(rest).map(([label, text]) => h("span", { class: "muted" }, label + " ", name(text))),
    ),
    h("p", {}, h("bdi", {}, alert.annotations.description)),
    h(
      "dl",
      { class: "facts" },
      fact("Since", since(alert.since)),
      alert.ended ? fact("Over", since(alert.ended)) : null,
      fact("Value", alert.value === null ? "–" : value(alert.value)),
      fact("Told", alert.last_told.length ? alert.last_told.map((told, i) => [i ? ", " : null, name(told.receiver), " at ", time(told.at)]) : "nobody yet"),
      fact("Next", time(alert.next)),
    ),
    h("p", { class: "why" }, h("span", { class: "todo" }, "Why"), h("bdi", {}, alert.why)),
    h("p", { class: "actions" }, h("a", { href: "runbooks/" + encodeURIComponent(alertname) }, "Runbook"), alert.state === "resolved" ? null : open),
  );
}

function fact(label, ...what) {
  return h("div", {}, h("dt", {}, label), h("dd", {}, what));
}

function lift(silences, form) {
  if (!silences.length) {
    return [empty("Nothing is silenced.")];
  }
  return [
    h("p", { class: "muted" }, things(silences.length, "silence")),
    silences.map((silence) =>
      h(
        "div",
        { class: "faulty", "data-key": silence.id },
        h(
          "div",
          { class: "faulty-head" },
          labels(silence.match),
          h("span", { class: "muted" }, `until ${clock(silence.until)}, by `, name(silence.by)),
          h("button", { type: "button", class: "quiet", on: { click: () => form.end(silence.id) } }, "End"),
        ),
        h("p", {}, name(silence.comment)),
      ),
    ),
  ];
}

function labels(match) {
  return Object.entries(match).flatMap(([label, text]) => [h("code", {}, label + "=", name(text)), " "]);
}

/** Changes something; a token is needed where the cookie counts for reading alone. */
async function send(method, path, content, token) {
  const headers = { Accept: "application/json", "Content-Type": "application/json" };
  if (token) {
    headers.Authorization = "Bearer " + token;
  }
  const response = await fetch(path, { method, headers, body: JSON.stringify(content) }).catch(() => null);
  if (!response?.ok) {
    throw new Refusal(response?.status ?? 0, await response?.json().catch(() => null));
  }
}

/** The form that begins and ends silences; it asks for a token where the cookie is not enough. */
function silenceForm(done) {
  let action = null;
  const about = h("p", {});
  const hours = h("select", { id: "silence-hours" }, HOURS.map(([label, n]) => h("option", { value: n }, label)));
  const comment = h("input", { id: "silence-comment", maxlength: 1000, autocomplete: "off" });
  const token = h("input", { id: "silence-token", type: "password", autocomplete: "off" });
  const problem = h("p", { class: "bad-text", role: "alert" });
  const cancel = h("button", { type: "button", class: "quiet" }, "Cancel");
  const begin = h("div", { class: "toolbar" }, h("label", { class: "select" }, h("span", {}, "For"), hours), h("label", { class: "select" }, h("span", {}, "Because"), comment));
  const again = h("label", { class: "select", hidden: true }, h("span", {}, "Token"), token);
  const root = h("form", { class: "card wide", hidden: true, "data-part": "silence" }, h("h2", {}, "Silence"), about, begin, again, problem, h("p", { class: "actions" }, h("button", { type: "submit", class: "primary" }, "Do it"), cancel));

  const close = () => {
    root.hidden = true;
    token.value = "";
    problem.textContent = "";
  };
  const show = (what, next, isNew) => {
    action = next;
    patch(about, ...what);
    begin.hidden = !isNew;
    comment.required = isNew;
    root.hidden = false;
    root.scrollIntoView({ block: "nearest" });
    (isNew ? comment : cancel).focus();
  };
  cancel.addEventListener("click", close);
  root.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.textContent = "";
    try {
      await action(token.value.trim());
      close();
      done();
    } catch (cause) {
      again.hidden = cause.status !== 401 && cause.status !== 403;
      problem.textContent = again.hidden ? cause.message : "A change asks for the token itself, with the scope ops:admin.";
    }
  });
  return {
    root,
    open: (match) =>
      show(
        ["Nobody is told of ", labels(match), "for a while."],
        (secret) => send("POST", "/ops/alerts/silences", { match, until: new Date(now() + hours.value * 3_600_000).toISOString(), comment: comment.value }, secret),
        true,
      ),
    end: (id) => show(["The silence ", h("code", {}, id), " ends."], (secret) => send("DELETE", "/ops/alerts/silences/" + encodeURIComponent(id), {}, secret), false),
  };
}
