import { h } from "./dom.js";

export const title = "Sign in";

/** The form that takes a token; the gateway keeps it in a cookie that no script can read. */
export function mount(main, context) {
  const token = h("textarea", {
    id: "token",
    name: "token",
    rows: "4",
    required: true,
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": "token-help token-problem",
  });
  const problem = h("p", { id: "token-problem", class: "bad-text", role: "alert" });
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
