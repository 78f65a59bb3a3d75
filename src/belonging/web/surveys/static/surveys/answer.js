// The questionnaire as cards. Without this script the same page works as one long form.

import { listChosen } from "./chosen.js";
import { readCode } from "./codes.js";
import { keepThisPage } from "./keep.js";
import { openFields } from "./fields.js";
import { openOutbox } from "./outbox.js";
import { openQuiet } from "./quiet.js";
import { openSending } from "./send.js";
import { openStill } from "./still.js";
import { beginning, isClassDevice, openStore } from "./store.js";
import { isPlaceOnPage, openTicket, tell, wrongWith } from "./ticket.js";
import { openTools } from "./tools.js";
import { openWalk } from "./walk.js";
import { word } from "./words.js";

const EXAMPLE_RECEIPT = "KT7X4-MPC2F";
const ON_ITS_WAY = { title: "on_its_way_title", words: "on_its_way", again: true };

const page = document.body;
const find = (selector) => page.querySelector(selector);
const form = find("[data-questionnaire]");
const { handle, mode } = form.dataset;
const home = beginning(form.dataset.home || location.pathname);
const isRound = mode === "round";
const edition = form.elements.edition.value;
const language = form.elements.language.value;
const store = openStore(isRound ? handle : location.pathname);
const walk = openWalk(page, { onShow: remember });
const quiet = openQuiet(page, { walk, onEnd: endCalmly });
const fields = openFields(form, { store, change });
const outbox = openOutbox({ onChange: showWaiting });
const sending = openSending({
  round: { handle, address: form.dataset.send, key: form.dataset.outbox || "", openLink: !find("#code") },
  store,
  outbox,
  manner: () => ({ edition, language, help: store.read().help || "" }),
  onKept: showReceipt,
  onTrouble: showTrouble,
});
const ticket = openTicket(page, { form, store, change, next: forgetThePersonBefore, isHeld: store.isHeld });
const still = openStill(page, { store, quiet, walk, goOn: () => showWhereWeAre(), finish });
let byPictures = false;
let goOn = () => walk.show(walk.now());

function change(part) {
  store.write(Object.assign(store.read(), part));
}

function remember(step) {
  quiet.end();
  change({ step, edition, page: location.pathname });
  if (walk.isCheck()) {
    listChosen(find("[data-chosen]"), walk.asked(), walk.change);
  }
}

// --- Beginning --------------------------------------------------------------------------------------------

/** What they sent waits in the outbox. */
function forgetThePersonBefore() {
  quiet.end();
  byPictures = false;
  clearPage();
  store.end();
  store.begin();
}

async function start() {
  const { fine, edition: planned } = await ticket.check();
  if (!fine) {
    return;
  }
  change({ begun: true });
  if (isRound) {
    keepThisPage(language, isClassDevice() ? `/r/${handle}/class/kept/` : "");
  }
  // Whoever came by the address of another edition, or by an adult's choice, stays there.
  const isUsual = (edition === "standard" || location.pathname === home) && !store.read().chosen;
  const door = isUsual && planned && planned !== edition && find(`[data-door="${planned}"]`);
  if (door) {
    change({ step: walk.firstCard, edition: planned });
    location.assign(door.href);
  } else {
    walk.next();
  }
}

/** Other choices stand on the cards of another edition: what was chosen before does not carry over. */
function fitEdition() {
  const state = store.read();
  if (state.edition && state.edition !== edition && !state.frozen) {
    change({ fields: {}, edition, step: state.begun ? walk.firstCard : 0 });
  }
}

// --- Rest, and no --------------------------------------------------------------------------------------------

function pause() {
  goOn = quiet.isOpen() ? quiet.again : () => walk.show(walk.now());
  walk.showState("pause");
}

/** Nothing of it is kept: not even that somebody said no. */
function notToday() {
  const behind = quiet.isOpen() ? quiet.place() : walk.passed();
  byPictures = Boolean(store.read().picked || store.read().taps);
  clearPage();
  store.end();
  quiet.begin(behind);
}

function endCalmly() {
  if (find("[data-state='calm']")) {
    walk.showState("calm");
    store.afterReceipt(finish);
  } else {
    finish();
  }
}

// --- Send, receipt, finish ----------------------------------------------------------------------------------

async function send() {
  if (!isRound) {
    showReceipt(EXAMPLE_RECEIPT, false);
    return;
  }
  const button = find("[data-send-button]");
  const label = find("[data-send-words]");
  const words = label.textContent;
  button.setAttribute("aria-disabled", "true");
  label.textContent = word("sending");
  await sending.send();
  button.removeAttribute("aria-disabled");
  label.textContent = words;
}

/** `waits`: locked up on this device, and not yet gone. */
function showReceipt(receipt, waits) {
  const { picked, taps } = store.read();
  if (store.isOvertaken()) {
    finish(); // Somebody else has this device now.
    return;
  }
  clearPage();
  change({ receipt, waits, picked: picked || taps });
  showWhereWeAre();
}

function showWaiting({ waiting, ticket: needing, late, odd }) {
  find("[data-aside]").hidden = needing === 0;
  find("[data-waits-here]").hidden = waiting + needing === 0;
  find("[data-waits-here]").textContent = word("waiting_count", { number: waiting + needing });
  if (waiting + needing + late + odd === 0 && store.read().waits) {
    change({ waits: false });
    showWhereWeAre();
  }
}

function showTrouble({ title, words, say, again = false, ticket: needed = false, finish: over = false }) {
  find("[data-trouble-title]").textContent = word(title);
  find("[data-trouble-words]").textContent = words ? word(words) : say;
  find("[data-retry]").hidden = !again;
  find("[data-new-ticket]").hidden = !needed;
  find("[data-give-up]").hidden = !over;
  walk.showState("trouble");
}

function useNewTicket() {
  const field = find("#new-code");
  const read = readCode(field.value);
  tell(find("[data-new-code-wrong]"), field, wrongWith(read));
  if (read.code) {
    field.value = "";
    sending.withTicket(read.code);
  }
}

function clearPage() {
  sending.stop();
  store.wipe();
  fields.reset();
  find("[data-chosen]").textContent = "";
  find("[data-receipt]").textContent = "";
}

function finish() {
  const { picked } = store.read();
  clearPage();
  store.end();
  location.replace(picked || byPictures ? `/r/${handle}/class/pictures/` : home);
}

// --- Where this person is -----------------------------------------------------------------------------------

function showWhereWeAre(step) {
  const state = store.read();
  ticket.show();
  if (state.receipt) {
    find("[data-receipt]").textContent = state.receipt;
    find("[data-thanks]").textContent = word(state.waits ? "waiting" : "thanks_lead");
    walk.showState("receipt");
    store.afterReceipt(finish);
  } else if (state.frozen) {
    showTrouble(ON_ITS_WAY);
    sending.send();
  } else {
    const at = step === undefined ? state.step : step;
    walk.show(state.begun ? at : 0, { quietly: !state.begun });
  }
}

function begin() {
  form.reset();
  if (store.isOver() && !store.isHeld()) {
    store.end();
  }
  ticket.take();
  fitEdition();
  fields.putBack();
  if (still.isInDoubt()) {
    still.ask();
  } else {
    showWhereWeAre(history.state ? history.state.step : undefined);
  }
  if (isRound) {
    outbox.flush();
  }
}

function onSubmit(event) {
  event.preventDefault();
  if (walk.isCheck()) {
    send();
  } else if (walk.isCard()) {
    walk.next();
  } else if (walk.now() === 0 && find("[data-yes]")) {
    walk.next();
  } else {
    start();
  }
}

const CLICKS = {
  "[data-help]": () => find("#help").focus(),
  "[data-yes]": () => walk.next(),
  "[data-no]": notToday,
  "[data-start]": start,
  "[data-next]": () => walk.next(),
  "[data-skip]": () => {
    fields.clear(walk.card());
    walk.next();
  },
  "[data-back]": () => (quiet.isOpen() ? quiet.back() : walk.back()),
  "[data-pause]": pause,
  "[data-go-on]": () => goOn(),
  "[data-stop]": () => walk.showState("stop"),
  "[data-stop-yes]": notToday,
  "[data-retry]": () => sending.send(),
  "[data-take-new]": useNewTicket,
  "[data-finish]": finish,
  "[data-give-up]": finish,
  "[data-other-ticket]": ticket.other,
  "[data-door]": () => change({ chosen: true }),
};

for (const [selector, act] of Object.entries(CLICKS)) {
  for (const part of page.querySelectorAll(selector)) {
    part.addEventListener("click", act);
  }
}
form.addEventListener("submit", onSubmit);
form.addEventListener("input", fields.keep);
addEventListener("online", () => store.read().frozen && sending.send());
store.onNext(finish);
addEventListener("hashchange", () => isPlaceOnPage() || begin());
addEventListener("popstate", (event) => location.hash || showWhereWeAre(event.state ? event.state.step : undefined));
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    begin();
  }
});

document.documentElement.classList.add("cards");
for (const part of page.querySelectorAll("[data-with-script], [data-start]")) {
  part.hidden = false;
}
openTools({ page, walk });
begin();
