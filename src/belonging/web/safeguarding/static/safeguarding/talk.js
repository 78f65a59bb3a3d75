// Asking to talk, and what is said afterwards. Without this script the form posts by itself; with it, a missing network
// is said on this page, and nothing stays for the next person.

const form = document.querySelector("[data-talk]");
const lost = document.querySelector("[data-lost]");
const button = document.querySelector("[data-ask]");
const PATIENCE = 15000;
/** As in surveys/store.js: changes when the next person begins, and says that the device goes from child to child. */
const NEXT = "belonging:next";
const CLASS = "belonging:class";
const HELP = "/help/";
const begun = stored(NEXT);

function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch (refused) {
    return null;
  }
}

/** What somebody before began to write, or was told, is nobody else's. */
function giveWay() {
  if (stored(CLASS) && stored(NEXT) !== begun) {
    if (form) {
      form.reset();
    }
    document.querySelector("main").hidden = true;
    location.replace(HELP);
  }
}

/** The reply's status; 0 where there is none. */
async function reached() {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  try {
    const reply = await fetch(location.pathname, { method: "HEAD", cache: "no-store", signal: control.signal });
    return reply.status;
  } catch (unreachable) {
    return 0;
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
  const status = await reached();
  if (status > 0 && status < 500) {
    lost.hidden = true;
    form.submit();
    return;
  }
  button.removeAttribute("aria-disabled");
  // Untrue where the service itself has a rest.
  lost.querySelector("[data-no-network]").hidden = status > 0;
  lost.hidden = false;
  lost.focus();
  lost.scrollIntoView({ block: "center" });
}

if (form) {
  form.addEventListener("submit", ask);
}
addEventListener("storage", giveWay);
addEventListener("visibilitychange", giveWay);
addEventListener("pageshow", () => {
  if (button) {
    button.removeAttribute("aria-disabled");
  }
  giveWay();
});
