import { h } from "./dom.js";

export const title = "Sign in";

const SIGNED_IN = "signed-in";

function remember(signedIn) {
  try {
    signedIn ? localStorage.setItem(SIGNED_IN, "yes") : localStorage.removeItem(SIGNED_IN);
  } catch {
    // Without storage there is no button to sign out; the token ends by itself.
  }
}

/** Shows the way out to whoever came in here. */
export function offerSignOut(button) {
  let signedIn = false;
  try {
    signedIn = localStorage.getItem(SIGNED_IN) !== null;
  } catch {
    // As above.
  }
  button.hidden = !signedIn;
}

/** Gives the cookie back. */
export async function signOut() {
  remember(false);
  await fetch("/console/logout", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  }).catch(() => null);
  location.reload();
}

/** The form that takes a token; the gateway keeps it in a cookie that no script can read. */
export function mount(main, context, why) {
  const token = h("textarea", {
    id: "token",
    name: "token",
    rows: "4",
    required: true,
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": "token-help token-problem",
  });
  const problem = h("p", { id: "token-problem", class: "bad-text", role: "alert" }, why);
  const form = h(
    "form",
    { class: "card login" },
    h("h1", {}, "Sign in"),
    h("p", { id: "token-help", class: "muted" }, "This gateway asks operators for a token with the scope ", h("code", {}, "ops:admin"), ". For a development gateway: ", h("code", {}, "./run.sh token --scope ops:admin")),
    h("label", { for: "token" }, "Token"),
    token,
    problem,
    h("button", { type: "submit", class: "primary" }, "Sign in"),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.textContent = "";
    const response = await fetch("/console/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token: token.value.trim() }),
    }).catch(() => null);
    if (response?.ok) {
      token.value = "";
      remember(true);
      context.signedIn();
      return;
    }
    const answer = await response?.json().catch(() => null);
    problem.textContent = answer?.detail ?? "The gateway does not answer. Try again.";
  });
  main.append(form);
  token.focus();
  return { start: async () => {} };
}
