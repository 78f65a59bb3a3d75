// The ticket: behind the # of the address, typed, or tapped as pictures on the page before.

import { readCode } from "./codes.js";
import { post } from "./post.js";
import { word } from "./words.js";

/** What is wrong with a typed code, in the language of the page; "" for nothing. */
export function wrongWith({ wrong, key, values }) {
  if (!wrong) {
    return "";
  }
  const letters = values.letters ? values.letters.join(` ${word("or_word")} `) : "";
  return word(key, Object.assign({}, values, letters ? { letters } : {}), wrong);
}

/** Say it beside the field, or nothing any more. */
export function tell(line, field, wrong) {
  line.textContent = wrong;
  line.hidden = !wrong;
  field.setAttribute("aria-invalid", String(Boolean(wrong)));
  if (wrong) {
    field.focus();
  }
}

export function isPlaceOnPage() {
  return document.getElementById(location.hash.slice(1)) !== null;
}

/** `next`: a person with another ticket is here, and whoever was before has gone. */
export function openTicket(page, { form, store, change, next, isHeld }) {
  const find = (selector) => page.querySelector(selector);
  const field = find("#code");
  const line = find("[data-code-wrong]");

  /** The code is taken out of the address bar before anything else. The first visit stays in the browser’s history. */
  function take() {
    const typed = location.hash.slice(1);
    if (!typed || isPlaceOnPage()) {
      return;
    }
    history.replaceState(null, "", location.pathname);
    if (!field || isHeld()) {
      return;
    }
    const before = store.read();
    const read = readCode(typed);
    if (read.wrong || read.code !== before.code || before.receipt) {
      next();
    }
    change({ code: read.code || "" });
    field.value = read.code ? "" : typed;
    tell(line, field, wrongWith(read));
  }

  /** The form came with the ticket in it, once. From here on this is the questionnaire's own page. */
  function takePicked() {
    const hidden = form.elements.picked;
    if (!hidden) {
      return;
    }
    const picked = hidden.value;
    hidden.remove();
    history.replaceState(null, "", form.action);
    if (picked !== store.read().picked && !isHeld()) {
      next();
      change({ picked });
    }
  }

  function show() {
    const { code, picked, taps } = store.read();
    const isReady = Boolean(code || picked || taps);
    if (field) {
      find("[data-ticket-field]").hidden = isReady;
      find("[data-ticket-ready]").hidden = !isReady;
    }
  }

  /** Read here, then asked of the server: { fine, edition }. One that can't be reached is asked again at Send. */
  async function check() {
    const { checked, picked, taps } = store.read();
    if (!field || checked || picked || taps) {
      return { fine: true, edition: store.read().planned || "" };
    }
    const read = readCode(store.read().code || field.value);
    const reply = read.wrong ? { say: wrongWith(read) } : await post(form.dataset.check, JSON.stringify({ code: read.code }));
    if (reply.outcome === "fine" || reply.outcome === "lost") {
      if (!store.read().code) {
        store.begin(); // Typed: the address did not tell that somebody begins here.
      }
      change({ code: read.code, checked: reply.checked || "", planned: reply.edition || "" });
      return { fine: true, edition: reply.edition || "" };
    }
    change({ code: "" });
    show();
    field.value = field.value || read.code || "";
    tell(line, field, word(`code_${reply.outcome}`, {}, reply.say || word("fault_title")));
    return { fine: false, edition: "" };
  }

  return {
    take() {
      takePicked();
      take();
    },
    show,
    check,
    other() {
      change({ code: "", checked: "", picked: "", taps: "", session: "", planned: "" });
      show();
      field.focus();
    },
  };
}
