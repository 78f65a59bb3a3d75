// Keeps pages and files on the device, so that they open without a network. The service worker gives them out.

export const SHELF = "belonging";
const AT_ONCE = 6;
let stopped = false;
let putting = Promise.resolve();

export function canKeep() {
  return Boolean(navigator.serviceWorker && window.caches);
}

/** The worker stands between the pages and the network from now on. Trusted Types ask where its address comes from. */
export async function startWorker() {
  const address = "/worker.js";
  const policy =
    window.trustedTypes && trustedTypes.createPolicy("belonging-worker", { createScriptURL: () => address });
  await navigator.serviceWorker.register(policy ? policy.createScriptURL("") : address);
  await navigator.serviceWorker.ready;
}

/** Fetch and keep each address; what pages show beside their files (a school's own pictures) comes along. */
export async function keepAll(addresses) {
  const shelf = await caches.open(SHELF);
  const left = addresses.slice();
  const more = [];
  const work = async () => {
    while (left.length) {
      more.push(...(await keepOne(shelf, left.shift())));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await Promise.all(more.map((address) => keepOne(shelf, address)));
}

/** Keeps no page from now on; settles when those that were on their way to the shelf stand there. */
export function stopKeeping() {
  stopped = true;
  return putting;
}

async function keepOne(shelf, address) {
  if (isLasting(address) && (await shelf.match(address))) {
    return [];
  }
  const reply = await fetch(address, { credentials: "same-origin" });
  if (!reply.ok || reply.redirected) {
    throw new Error(`${address}: ${reply.status}`);
  }
  const text = (reply.headers.get("Content-Type") || "").startsWith("text/html") ? await reply.clone().text() : "";
  if (stopped) {
    throw new Error(`${address}: stopped`);
  }
  const put = shelf.put(address, reply);
  if (text) {
    putting = Promise.all([putting, put.catch(() => {})]);
  }
  await put;
  return ownPictures(text);
}

/** Names of static files say what is in them: one that is kept never changes. */
function isLasting(address) {
  return /\.[0-9a-f]{12}\.\w+$/.test(address);
}

function ownPictures(page) {
  return (page.match(/\/r\/[^"/]+\/picture\/[^"]+/g) || []).map((found) => found.replace(/&amp;/g, "&"));
}

/** This page and what it shows, for whoever comes back to it when the network is gone. `list`: where a class's pages
 * stand by language, of which all in this page's `language` come along. */
export async function keepThisPage(language, list) {
  if (!canKeep()) {
    return;
  }
  // Letters may still be on their way.
  await (document.fonts && document.fonts.ready);
  const shown = Array.from(document.querySelectorAll("link[rel='stylesheet'], script[src], img[src]"));
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const files = shown.map((part) => part.src || part.href).concat(loaded);
  const own = files.filter((file) => file.startsWith(`${location.origin}/static/`));
  try {
    await startWorker();
    await keepAll(Array.from(new Set([location.pathname, "/help/"].concat(own))));
    if (list) {
      const reply = await fetch(list, { cache: "no-store" });
      await keepAll((await reply.json()).languages[language] || []);
    }
  } catch (refused) {
    // A browser may refuse to keep anything. The page works while there is a network.
  }
}
