// What this tab remembers of one person until their answers are in. Where storage is refused, the page itself
// remembers, as long as it stays open.
//
// wipe() forgets the answers; end() is the end of a person at this device: with it goes everything of theirs, and who
// keeps something elsewhere (how the page looks and sounds) listens to the event WIPE on document.

import { GONE_AFTER, startIdle, watchAway } from "./idle.js";

export const WIPE = "belonging:wipe";
const EMPTY = {
  code: "", checked: "", picked: "", taps: "", session: "", submissionId: "", begun: false, step: 0, fields: {},
  frozen: "", kept: "", receipt: "", waits: false, page: "", turn: "", touched: 0,
};
/** While an adult has opened a class here (class.js): this device goes from child to child, and each begins where it says. */
export const CLASS = "belonging:class";
const NEXT = "belonging:next";
/** How the page looks and sounds (look.js): it goes with the person also from pages that show no questions. */
const LOOK = "belonging:look";
const MINUTES_AFTER_RECEIPT = 3;

export function openStore(handle) {
  const own = `belonging:${handle}`;
  const memory = new Map();
  const read = (key) => JSON.parse(memory.get(key) || fromStorage(sessionStorageOf, key) || "{}");
  const write = (key, value) => {
    const text = JSON.stringify(value);
    memory.delete(key);
    if (!toStorage(sessionStorageOf, key, text)) {
      drop(sessionStorageOf, key); // What stood there is older than what the page now remembers itself.
      memory.set(key, text);
    }
  };
  const state = () => Object.assign({}, EMPTY, read(own));
  const wipe = () => write(own, {});
  const turnNow = () => fromStorage(localStorageOf, NEXT) || "first";
  const hasBeenAway = () => Boolean(state().turn) && Date.now() - state().touched > GONE_AFTER;
  const isOvertaken = () => isClassDevice() && Boolean(state().turn) && state().turn !== turnNow();
  /** Bytes are under way that the device could not lock up: they are nowhere else. */
  const isHeld = () => {
    const { frozen, kept, receipt } = state();
    return Boolean(frozen && !kept && !receipt);
  };
  return {
    read: state,
    write(changed) {
      write(own, Object.assign({}, changed, { turn: changed.turn || turnNow(), touched: Date.now() }));
    },
    wipe,
    isHeld,
    /** On a class's device: somebody else has begun since, in another tab, or nobody has touched this for long. */
    isOver: () => isOvertaken() || (isClassDevice() && hasBeenAway()),
    isOvertaken,
    /** The person has gone, or the next one has come. */
    end() {
      wipe();
      memory.clear();
      drop(sessionStorageOf, own);
      drop(sessionStorageOf, LOOK);
      document.dispatchEvent(new CustomEvent(WIPE));
    },
    /** A new person begins in this tab: on a class's device, what other tabs hold of somebody before goes. */
    begin() {
      toStorage(localStorageOf, NEXT, String(Math.random()));
      write(own, Object.assign(state(), { turn: turnNow(), touched: Date.now() }));
    },
    /** Call `act` when a person begins in another tab and this one is of somebody before. */
    onNext(act) {
      addEventListener("storage", (event) => {
        if (event.key === NEXT && (state().receipt || isClassDevice()) && !isHeld()) {
          act();
        }
      });
    },
    /** Call `act` once the receipt has stood for three minutes and nobody touched the page. */
    afterReceipt: (act) => startIdle(MINUTES_AFTER_RECEIPT * 60 * 1000, act),
    /** On a class's device: `ask` when nobody has touched the page for long, `go` when nobody does then either. */
    whileAway: (ask, go) => watchAway(() => isClassDevice() && !isHeld(), { ask, go }),
  };
}

export function isClassDevice() {
  return Boolean(fromStorage(localStorageOf, CLASS));
}

/** Where the next person begins: at `home`, unless a class of the same questionnaire is open here. */
export function beginning(home) {
  const begin = fromStorage(localStorageOf, CLASS) || "";
  return begin.startsWith(home) ? begin : home;
}

function sessionStorageOf() {
  return sessionStorage;
}

function localStorageOf() {
  return localStorage;
}

function fromStorage(storage, key) {
  try {
    return storage().getItem(key);
  } catch (refused) {
    return null;
  }
}

function toStorage(storage, key, text) {
  try {
    storage().setItem(key, text);
    return true;
  } catch (refused) {
    return false;
  }
}

function drop(storage, key) {
  try {
    storage().removeItem(key);
  } catch (refused) {
    // Nothing was kept there.
  }
}
