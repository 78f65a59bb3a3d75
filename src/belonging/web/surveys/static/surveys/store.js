// What this tab remembers of one person until their answers are in. Where storage is refused, the page itself
// remembers, as long as it stays open.
//
// wipe() forgets the answers; end() is the end of a person at this device: with it goes everything of theirs, and who
// keeps something elsewhere (how the page looks and sounds) listens to the event WIPE on document.

import { startIdle } from "./idle.js";

export const WIPE = "belonging:wipe";
const EMPTY = {
  code: "", checked: "", picked: "", taps: "", session: "", submissionId: "", begun: false, step: 0, fields: {},
  frozen: "", kept: "", receipt: "", waits: false,
};
/** While an adult has opened a class here: this device goes from child to child. */
const CLASS = "belonging:class";
const NEXT = "belonging:next";
const MINUTES_AFTER_RECEIPT = 3;

export function openStore(handle) {
  const own = `belonging:${handle}`;
  const memory = new Map();
  const read = (key) => JSON.parse(memory.get(key) || fromStorage(sessionStorageOf, key) || "{}");
  const write = (key, value) => {
    const text = JSON.stringify(value);
    if (!toStorage(sessionStorageOf, key, text)) {
      memory.set(key, text);
    }
  };
  const wipe = () => write(own, {});
  return {
    read: () => Object.assign({}, EMPTY, read(own)),
    write: (state) => write(own, state),
    wipe,
    /** The person has gone, or the next one has come. */
    end() {
      wipe();
      memory.clear();
      drop(sessionStorageOf, own);
      document.dispatchEvent(new CustomEvent(WIPE));
    },
    /** A new person begins in this tab: on a class's device, what other tabs hold of somebody before goes. */
    begin: () => toStorage(localStorageOf, NEXT, String(Math.random())),
    /** Call `act` when a person begins in another tab and this one is of somebody before. */
    onNext(act) {
      addEventListener("storage", (event) => {
        const state = read(own);
        if (event.key === NEXT && (state.receipt || isClassDevice())) {
          act();
        }
      });
    },
    /** Call `act` once the receipt has stood for three minutes and nobody touched the page. */
    afterReceipt: (act) => startIdle(MINUTES_AFTER_RECEIPT * 60 * 1000, act),
  };
}

export function isClassDevice() {
  return Boolean(fromStorage(localStorageOf, CLASS));
}

export function markClassDevice(isOne) {
  return isOne ? toStorage(localStorageOf, CLASS, "open") : drop(localStorageOf, CLASS);
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
