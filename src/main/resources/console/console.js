// Where the console begins: which page is shown, and what makes it read again.

import { h } from "./dom.js";
import { needsLogin, get, Refusal } from "./api.js";
import { broke, heard, say } from "./contact.js";
import { hearTime } from "./format.js";
import { empty } from "./parts.js";
import * as overview from "./overview.js";
import * as tenants from "./tenants.js";
import * as tenant from "./tenant.js";
import * as evidence from "./evidence.js";
import * as keys from "./keys.js";
import * as alerts from "./alerts.js";
import * as usage from "./usage.js";
import * as fleet from "./fleet.js";
import * as slo from "./slo.js";
import * as events from "./events.js";
import * as login from "./login.js";

const PAGES = { "": overview, tenants, slo, alerts, evidence, keys, usage, fleet, events };
const NAME = "DecisionOS gateway";
const main = document.getElementById("main");
const out = document.getElementById("sign-out");
let page = null;
let source = null;

/** The page that the address names, and what it is about. */
function chosen() {
  const [first = "", second] = location.hash.replace(/^#\/?/, "").split("/");
  if (first === "tenants" && second) {
    return { module: tenant, id: decode(second), nav: "tenants" };
  }
  const module = PAGES[first] ?? overview;
  return { module, nav: module === overview ? "overview" : first };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function open({ module, id, nav }) {
  page?.stop?.();
  main.replaceChildren();
  document.title = `${module === tenant ? id.slice(0, 63) : module.title} · ${NAME}`;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.dataset.page === nav) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
  const context = { show, signedIn };
  page = module.mount(main, context, id);
  show(page.start());
}

/** Waits for a read, and says so where it fails. */
async function show(reading) {
  const shown = page;
  const old = () => main.querySelector(":scope > .notice");
  try {
    await reading;
    if (shown === page) {
      old()?.remove();
    }
  } catch (cause) {
    if (shown !== page || !(cause instanceof Refusal)) {
      if (!(cause instanceof Refusal)) {
        throw cause;
      }
      return;
    }
    old()?.remove();
    const hint = cause.status === 404 ? null : "It is asked again by itself.";
    main.prepend(h("div", { class: "notice", role: "alert" }, empty(cause.message, hint)));
  }
}

function hear(name, news) {
  const react = page?.[name];
  if (react) {
    show(Promise.resolve(react(news)));
  }
}

/** Listens while the page can be seen; a hidden one costs the gateway nothing. */
function listen() {
  source?.close();
  source = null;
  if (document.hidden) {
    return;
  }
  say("wait");
  source = new EventSource("/ops/live");
  let first = true;
  source.onopen = () => {
    heard();
    say("on");
    if (!first) {
      // Something may have been missed.
      show(page.start());
    }
    first = false;
  };
  source.onerror = () => {
    broke();
    if (source?.readyState === EventSource.CLOSED) {
      setTimeout(probe, 2000);
    }
  };
  source.addEventListener("tick", (event) => {
    hearTime(JSON.parse(event.data).at);
    heard();
  });
  for (const name of ["tick", "tenants", "ready", "timeline"]) {
    source.addEventListener(name, (event) => hear(name, JSON.parse(event.data)));
  }
}

/** The stream was refused: a token may be missing, or the gateway be starting. */
async function probe() {
  try {
    await get("/ops/events?limit=1");
    listen();
  } catch (cause) {
    if (cause.status !== 401 && cause.status !== 403) {
      setTimeout(probe, 2000);
    }
  }
}

function signedIn() {
  login.offerSignOut(out);
  open(chosen());
  listen();
}

needsLogin.addEventListener("needed", ({ detail }) => {
  if (document.title.startsWith(login.title)) {
    return;
  }
  source?.close();
  source = null;
  say("out");
  // Without a token there is nothing to explain yet.
  open({ module: login, id: detail?.reason_code === "auth.missing" ? "" : detail?.detail, nav: "" });
});
addEventListener("hashchange", () => {
  open(chosen());
  scrollTo(0, 0);
  main.focus({ preventScroll: true });
});
document.addEventListener("visibilitychange", () => {
  listen();
  if (!document.hidden && page) {
    show(page.start());
  }
});
out.addEventListener("click", login.signOut);
login.offerSignOut(out);
open(chosen());
listen();
