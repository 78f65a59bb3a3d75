// The adult's page of a class: takes the key out of the address, makes the device ready for when the network is gone,
// and says what waits on it.

import { SHELF, canKeep, keepAll, startWorker, stopKeeping } from "./keep.js";
import { CLASS, openStore } from "./store.js";
import { showWaiting } from "./waiting.js";

const READY = "Ready. From here on this device needs no internet.";
const GETTING_READY = "Getting ready to work without internet. Please keep this page open for a moment…";
const NOT_READY = "Not everything is kept yet. Please load this page again while there is internet.";
const CANNOT = "This browser can’t keep the questions. It needs internet all the time.";
const NO_LOCK = " It also can’t lock answers up: keep a child’s tab open until they have gone. Nobody else can begin in it.";

const page = document.querySelector("[data-class]");
const { handle } = page.dataset;

/** The class key travels behind the # of the cover's square; it goes into the field and out of the address bar. */
function takeKey() {
  const key = location.hash.slice(1);
  if (key && document.getElementById(key) === null) {
    history.replaceState(null, "", location.pathname);
    const field = document.getElementById("key");
    if (field) {
      field.value = `${key.slice(0, 4)}-${key.slice(4, 8)}`;
      page.querySelector("button").focus();
    }
  }
}

/** Every page of the round in English and in the languages that were opened here before; a page that is opened in another
 * later brings its language along. */
async function keepTheClass() {
  const reply = await fetch(page.dataset.kept, { cache: "no-store" });
  const { pages, languages, files } = await reply.json();
  await startWorker();
  await keepAll(files.concat(pages, languages.en, ["/", "/help/"]));
  for (const language of Object.keys(languages)) {
    if (language !== "en" && (await wasOpened(language))) {
      await keepAll(languages[language]);
    }
  }
}

/** Whether somebody opened a page in this language here before, of whatever questionnaire. */
async function wasOpened(language) {
  const shelf = await caches.open(SHELF);
  return (await shelf.keys()).some((kept) => new URL(kept.url).pathname.endsWith(`/${language}/`));
}

/** The device goes from child to child, and each begins in this class's edition; without `begin` no longer. */
function markDevice(begin) {
  try {
    if (begin) {
      localStorage.setItem(CLASS, begin);
    } else {
      localStorage.removeItem(CLASS);
    }
  } catch (refused) {
    // A browser may refuse to remember anything.
  }
}

async function getReady() {
  const line = page.querySelector("[data-ready]");
  if (!canKeep()) {
    line.textContent = CANNOT + (window.crypto && crypto.subtle ? "" : NO_LOCK);
    return;
  }
  line.textContent = navigator.onLine ? GETTING_READY : READY;
  try {
    await keepTheClass();
    line.textContent = READY;
  } catch (lost) {
    line.textContent = navigator.onLine ? NOT_READY : READY;
  }
}

/** A page that is put away while the class ends would stand on the shelf again after the worker has forgotten it. */
function keepNothingBeyond(end) {
  let stopped = false;
  end.addEventListener("click", async (event) => {
    if (!stopped) {
      event.preventDefault();
      await stopKeeping();
      stopped = true;
      end.click();
    }
  });
}

/** Whoever was before has gone when an adult has the device, also by going back to this page. */
function endThePersonBefore() {
  const store = openStore(handle);
  const held = document.querySelector("[data-held]");
  held.hidden = !store.isHeld();
  if (store.isHeld()) {
    held.querySelector("a").href = store.read().page || held.querySelector("a").href;
  } else {
    store.end();
  }
}

takeKey();
addEventListener("pageshow", endThePersonBefore);
addEventListener("hashchange", takeKey);
const isOpened = "opened" in page.dataset;
markDevice(page.dataset.begin);
showWaiting(document.querySelector("[data-waiting-box]"), handle);
if (isOpened) {
  keepNothingBeyond(page.querySelector("button[name='end']"));
  getReady();
}
