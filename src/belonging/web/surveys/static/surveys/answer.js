// The questionnaire as cards. Without this script the same page works as one long form.

import { readCode } from "./codes.js";
import { listChosen } from "./chosen.js";
import { post } from "./post.js";
import { openOutbox } from "./outbox.js";
import { openSending } from "./send.js";
import { openStore } from "./store.js";
import { openWalk } from "./walk.js";

const page = document.body;
const find = (selector) => page.querySelector(selector);
const form = find("[data-questionnaire]");
const store = openStore(form.dataset.handle);
const codeField = find("#code");
const walk = openWalk(page, { onShow: remember });
const outbox = openOutbox({ onChange: showWaiting });
const sending = openSending({
  round: { handle: form.dataset.handle, address: form.dataset.send, key: form.dataset.outbox || "", openLink: !codeField },
  store,
  outbox,
  onKept: showReceipt,
  onTrouble: showTrouble,
});

const ON_ITS_WAY = { title: "on_its_way_title", words: "on_its_way", again: true };
const SAID = {
  on_its_way_title: "Sending your answers…",
  on_its_way: "Please keep this page open.",
  lost_title: "Your answers have not gone yet",
  lost: "They are safe here. Keep this page open. We try again by ourselves, or you can.",
  rest_title: "A short rest",
  ticket_needed_title: "You need another ticket",
  closed_title: "These questions are closed",
  fault_title: "Something went wrong here",
  fault: "Your answers are still here. Please show this to the adult with you.",
};

function change(part) {
  store.write({ ...store.read(), ...part });
}

function remember(step) {
  change({ step });
  if (walk.isCheck()) {
    listChosen(find("[data-chosen]"), walk.asked(), walk.change);
  }
}

// --- The ticket -------------------------------------------------------------------------------------------

function isPlaceOnPage() {
  return document.getElementById(location.hash.slice(1)) !== null;
}

/** The code travels behind the # of the address; it is taken out of the history before anything else. */
function takeTicket() {
  const typed = location.hash.slice(1);
  if (!typed || isPlaceOnPage()) {
    return;
  }
  history.replaceState(null, "", location.pathname);
  if (!codeField || sending.isHeld()) {
    return;
  }
  const before = store.read();
  const { code, wrong } = readCode(typed);
  if (wrong || code !== before.code || before.receipt) {
    forgetThePersonBefore();
  }
  change({ code: code ?? "" });
  codeField.value = code ? "" : typed;
  tell("[data-code-wrong]", codeField, wrong);
}

/** Tapped as pictures on the page before: the form came with the ticket in it, once. From here on this is the
    questionnaire's own page, which can be loaded again. */
function takePicked() {
  const field = form.elements.picked;
  if (!field) {
    return;
  }
  const picked = field.value;
  field.remove();
  history.replaceState(null, "", form.action);
  if (picked !== store.read().picked && !sending.isHeld()) {
    forgetThePersonBefore();
    change({ picked });
  }
}

/** What they sent waits in the outbox. */
function forgetThePersonBefore() {
  clearPage();
  store.end();
  store.begin();
}

function showTicket() {
  const { code, picked, taps } = store.read();
  const ready = Boolean(code || picked || taps);
  find("[data-ticket-field]")?.toggleAttribute("hidden", ready);
  find("[data-ticket-ready]")?.toggleAttribute("hidden", !ready);
}

function tell(place, field, wrong) {
  const line = find(place);
  line.textContent = wrong ?? "";
  line.hidden = !wrong;
  field.setAttribute("aria-invalid", String(Boolean(wrong)));
  if (wrong) {
    field.focus();
  }
}

/** Read here, then asked of the server; a server that can't be reached is asked again at Send. */
async function ticketIsFine() {
  const { code, wrong } = readCode(store.read().code || codeField.value);
  const reply = wrong ? { say: wrong } : await post(form.dataset.check, JSON.stringify({ code }));
  if (reply.outcome === "fine" || reply.outcome === "lost") {
    change({ code, checked: reply.checked ?? "" });
    return true;
  }
  change({ code: "" });
  showTicket();
  codeField.value ||= code ?? "";
  tell("[data-code-wrong]", codeField, reply.say);
  return false;
}

async function start() {
  const { checked, picked, taps } = store.read();
  if (codeField && !checked && !picked && !taps && !(await ticketIsFine())) {
    return;
  }
  change({ begun: true });
  walk.go(1);
}

// --- Answers ------------------------------------------------------------------------------------------------

function keepAnswers() {
  const given = [...new FormData(form)].filter(([name, value]) => /^[acw]-/.test(name) && value);
  change({ fields: Object.fromEntries(given) });
}

function putAnswersBack() {
  for (const [name, value] of Object.entries(store.read().fields)) {
    const field = form.elements[name];
    if (field) {
      field.value = value;
    }
  }
}

function skip() {
  const card = walk.card();
  for (const field of card.querySelectorAll("input:checked")) {
    field.checked = false;
  }
  for (const field of card.querySelectorAll("textarea")) {
    field.value = "";
  }
  keepAnswers();
  walk.next();
}

// --- Send, receipt, finish ----------------------------------------------------------------------------------

async function send() {
  const button = find("[data-send-button]");
  const words = button.textContent;
  button.setAttribute("aria-disabled", "true");
  button.textContent = "Sending…";
  await sending.send();
  button.removeAttribute("aria-disabled");
  button.textContent = words;
}

/** `waits`: locked up on this device, and not yet gone. */
function showReceipt(receipt, waits) {
  const { picked, taps } = store.read();
  clearPage();
  change({ receipt, waits, picked: picked || taps });
  showWhereWeAre();
}

function showWaiting({ waiting, ticket }) {
  find("[data-aside]").hidden = waiting + ticket === 0;
}

function showTrouble({ title, words, say, again = false, ticket = false, finish = false }) {
  find("[data-trouble-title]").textContent = SAID[title];
  find("[data-trouble-words]").textContent = SAID[words] || say;
  find("[data-retry]").hidden = !again;
  find("[data-new-ticket]").hidden = !ticket;
  find("[data-give-up]").hidden = !finish;
  walk.showState("trouble");
}

function useNewTicket() {
  const field = find("#new-code");
  const { code, wrong } = readCode(field.value);
  tell("[data-new-code-wrong]", field, wrong);
  if (code) {
    field.value = "";
    sending.withTicket(code);
  }
}

function clearPage() {
  sending.stop();
  store.wipe();
  form.reset();
  find("[data-chosen]").replaceChildren();
  find("[data-receipt]").textContent = "";
}

function finish() {
  const { picked } = store.read();
  clearPage();
  store.end();
  location.replace(picked ? `/r/${form.dataset.handle}/class/pictures/` : location.pathname);
}

// --- Where this person is -----------------------------------------------------------------------------------

function showWhereWeAre(step) {
  const state = store.read();
  showTicket();
  if (state.receipt) {
    find("[data-receipt]").textContent = state.receipt;
    walk.showState("receipt");
    store.afterReceipt(finish);
  } else if (state.frozen) {
    showTrouble(ON_ITS_WAY);
    sending.send();
  } else {
    walk.show(state.begun ? step ?? state.step : 0, { quietly: !state.begun });
  }
}

async function begin() {
  form.reset();
  takePicked();
  takeTicket();
  putAnswersBack();
  showWhereWeAre(history.state?.step);
  outbox.flush();
}

function onSubmit(event) {
  event.preventDefault();
  if (walk.isCheck()) {
    send();
  } else if (walk.isCard()) {
    walk.next();
  } else {
    start();
  }
}

const CLICKS = {
  "[data-help]": () => find("#help").focus(),
  "[data-start]": start,
  "[data-next]": () => walk.next(),
  "[data-skip]": skip,
  "[data-back]": () => walk.back(),
  "[data-retry]": () => sending.send(),
  "[data-take-new]": useNewTicket,
  "[data-finish]": finish,
  "[data-give-up]": finish,
  "[data-other-ticket]": () => {
    change({ code: "", checked: "", picked: "" });
    showTicket();
    codeField.focus();
  },
};

for (const [selector, act] of Object.entries(CLICKS)) {
  find(selector)?.addEventListener("click", act);
}
form.addEventListener("submit", onSubmit);
form.addEventListener("input", keepAnswers);
addEventListener("online", () => store.read().frozen && sending.send());
store.onNext(finish);
addEventListener("hashchange", () => isPlaceOnPage() || begin());
addEventListener("popstate", (event) => location.hash || showWhereWeAre(event.state?.step));
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    begin();
  }
});

document.documentElement.classList.add("cards");
for (const part of page.querySelectorAll("[data-with-script], [data-start]")) {
  part.hidden = false;
}
begin();
