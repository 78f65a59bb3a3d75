// What waits on this device, on the adult's pages: how many, another ticket for those that need one, and what is too late.

import { readCode } from "./codes.js";
import { openOutbox } from "./outbox.js";

const ODD = "The service could not read one set of answers. It stays here; please tell the programme.";
const WRONG = {
  used: "That ticket has been used. Please take another one.",
  withdrawn: "That ticket has been used. Please take another one.",
  unknown: "We don’t know this code. Please look at the ticket again.",
  mistyped: "We don’t know this code. Please look at the ticket again.",
  deleted: "These answers came in before and were deleted by their writer. Keep the ticket for somebody else.",
  lost: "There is no internet now. They go with this ticket when it is back.",
  paused: "Too many codes were wrong. They go with this ticket a little later.",
  closed: "The questionnaire has closed: no answers are taken any more.",
};

/** Fill the box that every adult's page of a class has. `handle`: the round of the page, "" for any. `quietly`: only
    where something waits. */
export function showWaiting(box, handle, { quietly = false } = {}) {
  const find = (name) => box.querySelector(`[data-${name}]`);
  const field = box.querySelector("#other-code");
  const outbox = openOutbox({ onChange: show });

  function show({ waiting, ticket, late, odd }) {
    const all = waiting + ticket;
    box.hidden = quietly && all + late + odd === 0;
    find("waiting-count").textContent = all ? `${sets(all)} not gone yet.${needing(ticket)}` : "No answers wait here.";
    find("waiting-go").hidden = !waiting;
    find("give").hidden = !ticket;
    find("late").hidden = !late;
    find("late-words").textContent = `${sets(late)} came too late: the questionnaire is closed. Nobody can read them any more.`;
    find("odd").hidden = !odd;
    find("odd").textContent = ODD;
  }

  function say(words) {
    const line = find("give-wrong");
    line.textContent = words;
    line.hidden = !words;
    field.setAttribute("aria-invalid", String(Boolean(words)));
  }

  find("give").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { code, wrong } = readCode(field.value);
    const { outcome } = code ? await outbox.give(handle, code) : { outcome: "" };
    say(wrong || WRONG[outcome] || "");
    if (["kept", "renew", "deleted"].includes(outcome)) {
      field.value = "";
    }
  });
  find("clear-late").addEventListener("click", outbox.clearLate);
  outbox.flush();
  return outbox;
}

function sets(count) {
  return count === 1 ? "1 set of answers" : `${count} sets of answers`;
}

function needing(count) {
  if (!count) {
    return "";
  }
  return count === 1 ? " One of them needs another ticket." : ` ${count} of them need another ticket.`;
}
