// Asking to talk. Without this script the form posts by itself; with it, a missing network is said on this page.

const form = document.querySelector("[data-talk]");
const lost = document.querySelector("[data-lost]");
const button = document.querySelector("[data-ask]");
const PATIENCE = 15000;

async function reaches() {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  try {
    const reply = await fetch(location.pathname, { method: "HEAD", cache: "no-store", signal: control.signal });
    return reply.status < 500;
  } catch (unreachable) {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Ask first whether anybody is there: a failed post would leave the browser's own error page, and no Childline. */
async function ask(event) {
  event.preventDefault();
  if (button.getAttribute("aria-disabled") === "true") {
    return;
  }
  button.setAttribute("aria-disabled", "true");
  if (await reaches()) {
    lost.hidden = true;
    form.submit();
    return;
  }
  button.removeAttribute("aria-disabled");
  lost.hidden = false;
  lost.focus();
  lost.scrollIntoView({ block: "center" });
}

form.addEventListener("submit", ask);
addEventListener("pageshow", () => button.removeAttribute("aria-disabled"));
