// A script of its own, run before the page is drawn, so that a chosen theme never flashes.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  try {
    chosen = localStorage.getItem("theme");
  } catch {
    // Without storage the page follows the system.
  }
  const current = () =>
    chosen === "dark" || chosen === "light" ? chosen : dark.matches ? "dark" : "light";
  const show = () => {
    root.dataset.theme = current();
    const button = document.getElementById("theme");
    if (button) {
      button.textContent = current() === "dark" ? "Light" : "Dark";
    }
  };
  dark.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", () => {
    show();
    document.getElementById("theme").addEventListener("click", () => {
      chosen = current() === "dark" ? "light" : "dark";
      try {
        localStorage.setItem("theme", chosen);
      } catch {
        // The choice holds for this visit.
      }
      show();
    });
  });
  show();
})();
