// Keeps the minutes and the counts of the board fresh. Without this script the page is loaded again by hand.

const EVERY = 60000;

async function refresh() {
  try {
    const reply = await fetch(location.href, { cache: "no-store", credentials: "same-origin" });
    if (reply.ok && !reply.redirected) {
      show(await reply.text());
    }
  } catch (lost) {
    // What stands there says when it was counted.
  }
}

/** Numbers and times only, put in as text. */
function show(html) {
  const words = html.match(/data-fresh-words="[^"]*"/g) || [];
  words.forEach((found, at) => {
    const place = document.querySelectorAll("[data-fresh-words]")[at];
    const said = found.slice('data-fresh-words="'.length, -1).replace(/&#x27;/g, "'");
    if (place && place.textContent !== said) {
      place.textContent = said;
      place.dataset.freshWords = said;
    }
  });
}

setInterval(refresh, EVERY);
