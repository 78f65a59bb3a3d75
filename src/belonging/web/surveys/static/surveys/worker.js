// The service worker: pages from the network while there is one, else as they were kept. It holds nobody's answers.

const SHELF = "belonging";
const PATIENCE = 4000;
/** The only pages that are kept: the same for everybody, without a ticket or an answer in them. */
const PAGES = [
  /^\/$/,
  /^\/help\/$/,
  /^\/r\/[^/]+\/$/,
  /^\/r\/[^/]+\/(standard|younger|pictures|pictures_two|easy_read|sixth_form)\/([a-z]{2}\/)?$/,
  /^\/r\/[^/]+\/class\/(pictures\/|sheet\/)?$/,
];
/** Nobody can be told without a network: the page that says who helps stands there instead. */
const TALK = /^\/r\/[^/]+\/talk\/$/;
const HELP = "/help/";
/** Pictures are tapped while an adult has the class open; both of its pages say until when. */
const CLASS = /^\/r\/[^/]+\/class\/$/;
const PICTURES = /^\/r\/[^/]+\/class\/pictures\/$/;
const UNTIL = "Class-Until";
const LASTING = [/^\/static\//, /^\/r\/[^/]+\/picture\//, /\/audio\//];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin === self.location.origin && request.mode === "navigate" && TALK.test(pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(HELP)));
    return;
  }
  if (request.method !== "GET" || origin !== self.location.origin) {
    return;
  }
  if (request.mode === "navigate" && PAGES.some((page) => page.test(pathname))) {
    event.respondWith(page(event, pathname));
  } else if (LASTING.some((lasting) => lasting.test(pathname))) {
    event.respondWith(file(request));
  }
});

async function page(event, pathname) {
  const shelf = await caches.open(SHELF);
  const kept = await stillGood(shelf, pathname);
  const asked = fetch(event.request).then((reply) => {
    event.waitUntil(forgetEnded(shelf, pathname, reply));
    if (reply.status === 200 && reply.type === "basic" && !reply.redirected) {
      event.waitUntil(shelf.put(pathname, reply.clone()));
    }
    return reply;
  });
  if (!kept) {
    return PICTURES.test(pathname) ? asked.catch(() => caches.match(HELP)) : asked;
  }
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([asked.then((reply) => (reply.status >= 500 ? kept : reply), () => kept), late]);
}

/** What was kept, unless the class it is for has ended since. */
async function stillGood(shelf, pathname) {
  const kept = await shelf.match(pathname);
  const until = PICTURES.test(pathname) && kept ? Number(kept.headers.get(UNTIL)) : 0;
  if (until && until * 1000 <= Date.now()) {
    await shelf.delete(pathname);
    return undefined;
  }
  return kept;
}

/** An adult has ended the class, or the service says that it is over. */
async function forgetEnded(shelf, pathname, reply) {
  if (CLASS.test(pathname) && reply.status === 200 && !reply.headers.get(UNTIL)) {
    await shelf.delete(`${pathname}pictures/`);
  } else if (PICTURES.test(pathname) && (reply.status === 403 || reply.status === 410)) {
    await shelf.delete(pathname);
  }
}

async function file(request) {
  const shelf = await caches.open(SHELF);
  const kept = await shelf.match(request.url);
  if (kept) {
    return request.headers.has("Range") ? part(kept, request.headers.get("Range")) : kept;
  }
  const reply = await fetch(request);
  if (reply.status === 200 && reply.type === "basic") {
    await shelf.put(request.url, reply.clone()).catch(() => {});
  }
  return reply;
}

/** Some browsers ask for sound in pieces, and take no whole file instead. */
async function part(kept, range) {
  const whole = await kept.arrayBuffer();
  const [from, to] = range.replace("bytes=", "").split("-").map(Number);
  const end = to || whole.byteLength - 1;
  return new Response(whole.slice(from, end + 1), {
    status: 206,
    headers: {
      "Content-Type": kept.headers.get("Content-Type"),
      "Content-Range": `bytes ${from}-${end}/${whole.byteLength}`,
    },
  });
}
