// Whether the gateway answers, and what the page looks like while it does not: a page that goes on
// saying that all is well would be the worst liar at three in the morning.

import { clock, now } from "./format.js";

const WORDS = { on: "Live", wait: "Connecting", lost: "No answer", out: "Not signed in" };
// It speaks every two seconds; a connection that only looks alive is found out by its silence.
const SILENCE_MS = 8000;
// A restart is over by then, and shall not make every open page flash.
const PATIENCE_MS = 2500;

const NEXT = "It is asked again by itself; where it does not run any more, start it with ./run.sh, or look into its log for why it ended.";

const live = document.getElementById("live");
const notice = document.getElementById("silence");
let state = "wait";
let heardAt = Date.now();
let heardTime = null;
let lostAt = null;

/** Something came from the gateway. */
export function heard() {
  heardAt = Date.now();
  heardTime = new Date(now()).toISOString();
  lostAt = null;
  if (state === "lost") {
    say("on");
  }
  show();
}

/** The connection broke. */
export function broke() {
  lostAt ??= Date.now();
  show();
}

/** Says how the connection is; "out" is nobody's fault. */
export function say(next) {
  state = next;
  if (next === "out") {
    lostAt = null;
    heardAt = Date.now();
  }
  show();
}

function silent() {
  const broken = lostAt !== null && Date.now() - lostAt > PATIENCE_MS;
  return state !== "out" && !document.hidden && (broken || Date.now() - heardAt > SILENCE_MS);
}

function show() {
  const lost = silent();
  const word = lost ? "lost" : state;
  live.className = "live " + word;
  if (live.textContent !== WORDS[word]) {
    live.textContent = WORDS[word];
  }
  document.documentElement.toggleAttribute("data-stale", lost);
  if (notice.hidden === lost) {
    notice.hidden = !lost;
    notice.textContent = lost ? sentence() : "";
  }
}

function sentence() {
  return heardTime === null
    ? `The gateway does not answer. ${NEXT}`
    : `No answer since ${clock(heardTime)}. What is shown is what was so then; nobody knows what is so now. ${NEXT}`;
}

setInterval(show, 500);
document.addEventListener("visibilitychange", () => {
  // Nobody listened meanwhile.
  heardAt = Date.now();
});
