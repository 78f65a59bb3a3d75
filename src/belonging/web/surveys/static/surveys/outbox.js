// Answers on their way. Each is put here, locked up, before it first leaves, and goes when the service has it.
// Nobody at this device can read them: neither the next child nor an adult.

import { newSubmissionId } from "./codes.js";
import { sealed } from "./envelopes.js";
import { post } from "./post.js";
import { openShelf } from "./shelf.js";

/** What becomes of an entry after a reply; where nothing stands, it waits and is tried again. */
const AFTER = {
  used: "ticket",
  unknown: "ticket",
  mistyped: "ticket",
  withdrawn: "ticket",
  over: "ticket",
  closed: "late",
  invalid: "odd",
};
/** "renew": they were stored with another ticket, and only the reply was lost. "deleted": so were they, and then their
    person deleted them. */
const ARRIVED = ["kept", "renew", "deleted"];
/** While one tab sends an entry, others leave it alone. A clock that jumps only means one try more. */
const TURN = 8000;
const FIRST_WAIT = 4000;
const LONGEST_WAIT = 60000;

/** `onChange(counts)`: { waiting, ticket, late, odd } of this device, whenever it may have changed. */
export function openOutbox({ onChange = () => {} } = {}) {
  const shelf = openShelf();
  let wait = FIRST_WAIT;
  let timer = 0;
  let running = null;

  async function all() {
    const kept = await shelf;
    return kept ? kept.all() : [];
  }

  async function put(entry) {
    await (await shelf).put(entry);
  }

  async function find(id) {
    return (await all()).find((entry) => entry.id === id);
  }

  async function drop(id) {
    const kept = await shelf;
    if (kept && id) {
      await kept.drop(id);
    }
  }

  async function counts() {
    const found = { waiting: 0, ticket: 0, late: 0, odd: 0 };
    (await all()).forEach((entry) => {
      found[entry.state] += 1;
    });
    return found;
  }

  async function told() {
    const found = await counts();
    onChange(found);
    return found;
  }

  function isOthersTurn(entry) {
    const left = entry.until - Date.now();
    return left > 0 && left <= TURN;
  }

  async function sendOne(entry) {
    await put(Object.assign({}, entry, { until: Date.now() + TURN }));
    const ticket = entry.code ? { code: entry.code } : {};
    const reply = await post(entry.address, JSON.stringify(Object.assign({ sealed: entry.sealed }, ticket)));
    if (ARRIVED.includes(reply.outcome)) {
      wait = FIRST_WAIT;
      await drop(entry.id);
    } else {
      await put(Object.assign({}, entry, { state: AFTER[reply.outcome] || "waiting", until: 0 }));
    }
    return reply;
  }

  async function sendAll() {
    for (const entry of await all()) {
      if (entry.state === "waiting" && !isOthersTurn(entry)) {
        const reply = await sendOne(entry);
        if (reply.outcome === "lost" || reply.outcome === "paused") {
          break;
        }
      }
    }
  }

  function later(left) {
    clearTimeout(timer);
    if (left.waiting) {
      timer = setTimeout(flush, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    } else {
      wait = FIRST_WAIT;
    }
  }

  /** Send what waits, once, one after another; asked again meanwhile, it is the same run. */
  function flush() {
    running =
      running ||
      sendAll()
        .then(told, told)
        .then((left) => {
          running = null;
          later(left);
          return left;
        });
    return running;
  }

  addEventListener("online", () => {
    wait = FIRST_WAIT;
    flush();
  });

  return {
    /** Lock up a body that is about to leave. "" where this device cannot: then nobody else should begin here. */
    async keep({ handle, address, key, body }) {
      const envelope = key ? await sealed(key, body) : "";
      const id = envelope && newSubmissionId();
      const entry = { id, handle, address, sealed: envelope, state: "waiting", code: "", until: Date.now() + TURN };
      return (envelope && (await put(entry).then(() => id, () => ""))) || "";
    },
    /** Send this entry now, in its envelope. */
    async send(id) {
      const entry = await find(id);
      return entry ? sendOne(entry) : { outcome: "lost" };
    },
    /** What the page learned itself from a reply to the same bytes. */
    async settle(id, outcome) {
      const entry = await find(id);
      if (entry && ARRIVED.includes(outcome)) {
        await drop(id);
      } else if (entry) {
        await put(Object.assign({}, entry, { state: AFTER[outcome] || "waiting", until: 0 }));
      }
      later(await told());
    },
    drop,
    counts,
    flush,
    /** Another ticket for the first entry of this round that needs one; the reply's outcome, "" where none does. */
    async give(handle, code) {
      const entry = (await all()).find((each) => each.state === "ticket" && (!handle || each.handle === handle));
      if (!entry) {
        return { outcome: "" };
      }
      const reply = await sendOne(Object.assign({}, entry, { code, state: "waiting" }));
      later(await told());
      return reply;
    },
    /** An adult clears what can never be sent any more. */
    async clearLate() {
      for (const entry of (await all()).filter((each) => each.state === "late")) {
        await drop(entry.id);
      }
      return told();
    },
  };
}
