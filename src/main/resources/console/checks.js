// What the checks of readiness say: why one is not well, what to do, and what it knows beside that.

import { h } from "./dom.js";
import { bytes, count, things } from "./format.js";
import { AFTER_LIMITING, AFTER_TAMPERING, name, nextStep, pill, since, tenantLink, time } from "./parts.js";

const WORST_FIRST = ["failing", "tampered", "degraded", "look", "ok"];
const MOST_FAULTS = 10;

/** A few words on how a check fares. */
const FACTS = {
  disk: ({ free_bytes: free }) => (free === undefined ? "" : `${bytes(free)} free`),
  evidence: ({ files, unknown }) => (files === undefined ? "" : `${things(files, "file")}${unknown ? `, ${count(unknown)} nobody's` : ""}`),
  fleet: ({ enabled, gateways, lost = [] }) => (enabled ? `${things(gateways, "gateway")}${lost.length ? `, ${count(lost.length)} lost` : ""}` : ""),
  limits: ({ over_limit: over = [] }) => (over.length ? "" : "no tenant is over its limit"),
  storage: ({ backend = "" }) => backend,
  tenants: (said) => (said.tenants === undefined ? "" : [things(said.tenants, "tenant"), said.suspended ? [", ", suspension(said)] : null]),
};

function suspension({ suspended, suspended_ids: ids = [] }) {
  return ["suspended: ", listed(ids, suspended), "; status: active serves ", suspended > 1 ? "them" : "it", " again"];
}

/** Tenants by their ids, and how many more there are. */
export function listed(ids, all) {
  return [ids.map((id, i) => [i ? ", " : "", tenantLink(id)]), all > ids.length ? ` and ${count(all - ids.length)} more` : null];
}

/** What else is wrong in tenants' files; the cause names the first of it alone. */
function faults({ cause, invalid = [] }) {
  const all = invalid.flatMap((file) => file.errors).filter((error) => !cause?.endsWith(error.message));
  return [
    all.slice(0, MOST_FAULTS).map((error) => [h("bdi", {}, error.message)]),
    all.length > MOST_FAULTS ? [[`and ${count(all.length - MOST_FAULTS)} more`]] : [],
  ].flat();
}

/** What a check names though the gateway itself is well. */
export function notes(said) {
  const { over_limit: over = [], tampered_files: tampered = [], tampered: all = 0, errors = [], findings = [], ignored = [] } = said;
  return [
    faults(said),
    errors.slice(1).map((text) => [h("bdi", {}, text)]),
    findings.slice(1).map((finding) => [h("bdi", {}, `${finding.reason}: ${finding.detail}`)]),
    ignored.map((file) => [h("code", {}, name(file)), " is not read: write its name in small letters, or take it away"]),
    over.map((row) => [tenantLink(row.tenant_id), ` is over max_qps: ${count(row.refused)} of its last minute's ${things(row.requests, "request")} refused`]),
    tampered.map((file) => [h("code", {}, name(file.path)), h("span", { class: "bad-text" }, " tampered: ", h("bdi", {}, file.error))]),
    all > tampered.length ? [[h("a", { href: "#/evidence" }, `and ${count(all - tampered.length)} more`)]] : [],
  ].flat();
}

/** The word for a check: one that is well may still know of something bad. */
function mark([check, said]) {
  if (said.state !== "ok") {
    return said.state;
  }
  return said.tampered ? "tampered" : notes(said).length ? "look" : "ok";
}

/** The checks of readiness: first those that are not well, with why and what to do. */
export function checkList(checks) {
  const rank = (row) => WORST_FIRST.indexOf(mark(row));
  const rows = Object.entries(checks).sort((a, b) => rank(a) - rank(b) || a[0].localeCompare(b[0]));
  const marked = rows.filter((row) => mark(row) !== "ok");
  const well = rows.filter((row) => mark(row) === "ok");
  return [
    marked.length ? h("ul", { class: "checks" }, marked.map(trouble)) : null,
    h(
      "ul",
      { class: "well" },
      well.map(([check, said]) =>
        h("li", { "data-check": check, "data-key": check }, pill("ok"), h("b", {}, check), h("span", { class: "muted" }, FACTS[check]?.(said))),
      ),
    ),
  ];
}

function trouble([check, said]) {
  const bad = said.state !== "ok";
  return h(
    "li",
    { class: "check " + said.state, "data-check": check, "data-key": check },
    pill(mark([check, said])),
    h(
      "div",
      { class: "check-head" },
      h("b", {}, check),
      h("span", { class: "muted" }, bad ? ["since ", time(said.since), ", ", since(said.since)] : FACTS[check]?.(said)),
    ),
    h(
      "div",
      { class: "check-why" },
      said.cause ? h("p", {}, h("bdi", {}, said.cause)) : null,
      notes(said).map((note) => h("p", {}, note)),
      bad && said.suspended ? h("p", {}, suspension(said)) : null,
      said.next_step ? nextStep(said.next_step) : null,
      said.over_limit?.length ? nextStep(AFTER_LIMITING) : null,
      said.tampered ? nextStep(AFTER_TAMPERING) : null,
      said.invalid?.length ? h("p", {}, h("a", { href: "#/tenants" }, "The files with their lines")) : null,
      bad && said.docs ? h("p", { class: "muted" }, "More in ", h("code", {}, said.docs)) : null,
    ),
  );
}
