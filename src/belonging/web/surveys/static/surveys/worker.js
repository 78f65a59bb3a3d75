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
  const kept = await shelf.match(pathname);
  const asked = fetch(event.request).then((reply) => {
    if (reply.status === 200 && reply.type === "basic" && !reply.redirected) {
      event.waitUntil(shelf.put(pathname, reply.clone()));
    }
    return reply;
  });
  if (!kept) {
    return asked;
  }
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([asked.then((reply) => (reply.status >= 500 ? kept : reply), () => kept), late]);
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
