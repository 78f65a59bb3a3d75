// Sending once. The bytes are frozen before they first leave, and locked up on the device: every retry sends the same.

import { newSubmissionId, receiptOf, shownReceipt } from "./codes.js";
import { post } from "./post.js";
import { word } from "./words.js";

const FIRST_WAIT = 4000;
const LONGEST_WAIT = 60000;
const RENEWALS = 3;
/** Answers that are locked up need nobody to wait: after this the person may go, and they go by themselves. */
const PATIENCE = 8000;

/** Which way on there is when answers could not go in. `title`, `words` and `says` name words of the page; the service
    speaks English, and is heard only where the page has no words. */
const TROUBLES = {
  lost: { title: "lost_title", words: "lost", again: true },
  paused: { title: "rest_title", says: ["code_paused"], again: true },
  used: { title: "ticket_needed_title", says: ["code_used", "still_here"], ticket: true },
  withdrawn: { title: "ticket_needed_title", says: ["code_withdrawn"], ticket: true },
  deleted: { title: "delete_done_title", words: "delete_done", finish: true },
  unknown: { title: "ticket_needed_title", says: ["code_unknown"], ticket: true },
  mistyped: { title: "ticket_needed_title", says: ["code_wrong"], ticket: true },
  over: { title: "ticket_needed_title", says: ["session_over"], ticket: true },
  closed: { title: "closed_title", words: "closed_send", finish: true },
  invalid: { title: "fault_title", words: "fault", again: true },
};

/** `round`: { handle, address, key (of its envelopes), openLink }; `manner()`: { edition, language, help } to be sent
    along; `onKept(receipt, waits)`: `waits` when they are locked up on the device and not yet gone;
    `onTrouble({ title, words, say, again, ticket, finish })`. */
export function openSending({ round, store, outbox, manner = () => ({}), onKept, onTrouble }) {
  let busy = false;
  let wait = FIRST_WAIT;
  let timer = 0;

  function ticketOf({ code, checked, picked, taps, session }) {
    if (round.openLink) {
      return {};
    }
    if (taps) {
      return { taps, session };
    }
    return picked ? { picked } : { code, checked };
  }

  async function frozen() {
    const state = store.read();
    if (!state.frozen) {
      const submissionId = state.submissionId || newSubmissionId();
      const body = Object.assign({ submission_id: submissionId }, ticketOf(state), manner(), state.fields);
      Object.assign(state, { submissionId, frozen: JSON.stringify(body) });
      store.write(state);
    }
    if (!state.kept) {
      const { handle, address, key } = round;
      state.kept = await outbox.keep({ handle, address, key, body: state.frozen });
      store.write(state);
    }
    return state;
  }

  async function renew(change) {
    await outbox.drop(store.read().kept);
    store.write(Object.assign(store.read(), { submissionId: newSubmissionId(), frozen: "", kept: "" }, change));
  }

  function reply({ frozen: body, kept, taps }) {
    if (kept && navigator.onLine === false) {
      return { outcome: "lost" };
    }
    // Pictures that were tapped without a network are looked up when their envelope is opened.
    const asked = taps ? outbox.send(kept) : post(round.address, body);
    return kept ? Promise.race([asked, patience()]) : asked;
  }

  async function attempt() {
    for (let renewals = 0; ; renewals += 1) {
      const state = await frozen();
      const found = await reply(state);
      const isOurs = found.outcome === "renew" || (round.openLink && found.outcome === "used");
      if (!isOurs || renewals === RENEWALS) {
        return { state, reply: found };
      }
      await renew({});
    }
  }

  async function settle({ state, reply: found }) {
    const waits = Boolean(state.kept) && (found.outcome === "lost" || found.outcome === "paused");
    if (found.outcome === "closed") {
      await outbox.drop(state.kept); // It is told here and now: nobody will ever take them.
    } else if (state.kept) {
      await outbox.settle(state.kept, found.outcome);
    }
    if (store.read().frozen !== state.frozen) {
      return; // The next person's ticket came meanwhile: nothing of theirs is shown or wiped.
    }
    if (found.outcome === "kept" || waits) {
      wait = FIRST_WAIT;
      onKept(shownReceipt(receiptOf(state.submissionId)), waits);
      return;
    }
    const trouble = TROUBLES[found.outcome] || TROUBLES.invalid;
    onTrouble(Object.assign({ say: saidBy(trouble, state) || found.say || "" }, trouble));
    if (found.outcome === "lost" || found.outcome === "paused") {
      timer = setTimeout(send, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }

  async function send() {
    if (busy) {
      return;
    }
    busy = true;
    clearTimeout(timer);
    try {
      await settle(await attempt());
    } finally {
      busy = false;
    }
  }

  return {
    send,
    /** Another ticket for the same answers: new key, new bytes. */
    async withTicket(code) {
      await renew({ code, checked: "", picked: "", taps: "", session: "" });
      return send();
    },
    stop: () => clearTimeout(timer),
  };
}

function saidBy({ says = [] }, { taps }) {
  const keys = taps && says[0] === "code_unknown" ? ["pictures_unknown"] : says;
  return keys.map((key) => word(key)).join(" ").trim();
}

function patience() {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE, { outcome: "lost" }));
}
