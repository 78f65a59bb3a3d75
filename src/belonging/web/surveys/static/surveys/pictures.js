// Five taps without a page between them. Without this script each tap is a page of its own.
// Without a network the taps go with the answers, and are looked up when those are sent.

import { openOutbox } from "./outbox.js";
import { openStore } from "./store.js";

const form = document.querySelector("[data-pictures]");
const store = openStore(form.dataset.handle);
const field = form.elements.taps;
const places = Array.from(form.querySelectorAll("[data-places] li"));
const said = form.querySelector("[data-said]");
const wrong = document.querySelector("[data-pictures-wrong]");
const empty = places.map((place) => place.querySelector("span")).find(Boolean);
const { begin, token } = form.dataset;

function show() {
  places.forEach((place, at) => {
    const key = field.value[at] && form.querySelector(`.keypad [value="${field.value[at]}"] img`);
    while (place.firstChild) {
      place.removeChild(place.firstChild);
    }
    place.appendChild((key || empty).cloneNode(true));
  });
  const next = field.value.length + 1;
  said.textContent = next > places.length ? form.dataset.wait : form.dataset.next.replace("{place}", next);
}

function again(words) {
  field.value = "";
  wrong.textContent = words;
  wrong.hidden = !words;
  show();
}

/** { picked } from the service, { taps, session } when it can't be reached, or { say }. */
async function lookUp(taps) {
  const sent = new FormData();
  sent.append("taps", taps);
  try {
    const reply = await fetch(form.action || location.pathname, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(sent),
      cache: "no-store",
    });
    const found = await reply.json();
    return found.picked ? { picked: found.picked, page: found.begin } : { say: found.say };
  } catch (lost) {
    return { taps, session: token };
  }
}

/** Answers that this device could not lock up are under way: nobody else begins in this tab until they have gone. */
function giveWay() {
  if (store.isHeld()) {
    location.replace(store.read().page || begin);
  }
  return store.isHeld();
}

async function enter(taps) {
  if (giveWay()) {
    return;
  }
  const { say, picked = "", page = begin, taps: kept = "", session = "" } = await lookUp(taps);
  if (say) {
    again(say);
    return;
  }
  const before = store.read();
  if (before.receipt || store.isOver() || picked !== before.picked || kept !== before.taps) {
    store.end();
    store.begin();
  }
  store.write(Object.assign(store.read(), { code: "", checked: "", picked, taps: kept, session }));
  location.assign(page);
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) {
    return;
  }
  event.preventDefault();
  if (button.value === "undo") {
    field.value = field.value.slice(0, -1);
  } else if (field.value.length < places.length) {
    field.value += button.value;
  } else {
    return;
  }
  show();
  if (field.value.length === places.length) {
    enter(field.value);
  }
});

// Somebody came back to this page: their taps are not the next child's.
addEventListener("pageshow", (event) => {
  if (!giveWay() && event.persisted) {
    again("");
  }
});

// Whoever leaves for the code in letters begins with nothing of a child who began with pictures and went.
document.querySelector("[data-letters]").addEventListener("click", () => store.isHeld() || store.end());

openOutbox().flush();
