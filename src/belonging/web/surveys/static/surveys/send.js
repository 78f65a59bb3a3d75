// Sending once. The bytes are frozen, and kept on the device, before they first leave; every retry sends the same.

import { newSubmissionId, receiptOf, shownReceipt } from "./codes.js";
import { post } from "./post.js";

const FIRST_WAIT = 4_000;
const LONGEST_WAIT = 60_000;
const RENEWALS = 3;

/** What a person is told, and which way on there is, when answers could not go in. */
const TROUBLES = {
  lost: { title: "Your answers have not gone yet", words: "They are safe here. Keep this page open. We try again by ourselves, or you can.", again: true },
  paused: { title: "A short rest", again: true },
  used: { title: "You need another ticket", ticket: true },
  withdrawn: { title: "You need another ticket", ticket: true },
  unknown: { title: "You need another ticket", ticket: true },
  mistyped: { title: "You need another ticket", ticket: true },
  closed: { title: "These questions are closed", finish: true },
  invalid: { title: "Something went wrong here", words: "Your answers are still here. Please show this to the adult with you.", again: true },
};

export function openSending({ address, store, openLink, onKept, onTrouble }) {
  let busy = false;
  let wait = FIRST_WAIT;
  let timer = 0;

  function frozen() {
    const state = store.read();
    if (!state.frozen) {
      state.submissionId ||= newSubmissionId();
      const typed = state.picked ? { picked: state.picked } : { code: state.code, checked: state.checked };
      const ticket = openLink ? {} : typed;
      state.frozen = JSON.stringify({ submission_id: state.submissionId, ...ticket, ...state.fields });
      store.write(state);
    }
    return state;
  }

  function renew(change) {
    store.write({ ...store.read(), submissionId: newSubmissionId(), frozen: "", ...change });
  }

  async function attempt() {
    for (let renewals = 0; ; renewals += 1) {
      const { frozen: body, submissionId } = frozen();
      const reply = await post(address, body);
      const isOurs = reply.outcome === "renew" || (openLink && reply.outcome === "used");
      if (!isOurs || renewals === RENEWALS) {
        return { body, reply: { ...reply, receipt: shownReceipt(receiptOf(submissionId)) } };
      }
      renew({});
    }
  }

  /** The next person's ticket came while these bytes were under way: nothing of theirs is shown or wiped. */
  function arrivedAside(body, reply) {
    if (reply.outcome === "kept") {
      store.keepAside(store.aside().filter((waiting) => waiting !== body));
    }
  }

  async function send() {
    if (busy) {
      return;
    }
    busy = true;
    clearTimeout(timer);
    const { body, reply } = await attempt();
    busy = false;
    if (store.read().frozen !== body) {
      arrivedAside(body, reply);
      return;
    }
    if (reply.outcome === "kept") {
      wait = FIRST_WAIT;
      onKept(reply.receipt);
      return;
    }
    const trouble = TROUBLES[reply.outcome] ?? TROUBLES.invalid;
    onTrouble({ ...trouble, words: trouble.words ?? reply.say });
    if (reply.outcome === "lost" || reply.outcome === "paused") {
      timer = setTimeout(send, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }

  return {
    send,
    /** Another ticket for the same answers: new key, new bytes. */
    withTicket(code) {
      renew({ code, checked: "", picked: "" });
      return send();
    },
    /** Bytes of somebody before, that never arrived: try each once more; how many still wait. */
    async sendAside() {
      const left = [];
      for (const body of store.aside()) {
        if ((await post(address, body)).outcome !== "kept") {
          left.push(body);
        }
      }
      store.keepAside(left);
      return left.length;
    },
    stop: () => clearTimeout(timer),
  };
}
