// The page as cards: one step shown at a time, its heading in focus, its place said.

import { word } from "./words.js";

export function openWalk(page, { onShow }) {
  const form = page.querySelector("[data-questionnaire]");
  const steps = [...form.querySelectorAll("[data-step]")];
  const states = [...page.querySelectorAll("[data-state]")];
  const cards = steps.filter((step) => step.dataset.step === "card");
  const top = page.querySelector("[data-top]");
  const moves = form.querySelector("[data-moves]");
  const statements = cards.filter((card) => "counted" in card.dataset);
  const beads = statements.map(() => top.querySelector("[data-beads]").appendChild(document.createElement("i")));
  const firstCard = steps.indexOf(cards[0]);
  let now = 0;
  let returning = false;

  function reveal(shown) {
    for (const part of [...steps, ...states]) {
      part.hidden = part !== shown;
    }
    form.hidden = !steps.includes(shown);
    const isCard = cards.includes(shown);
    const isCheck = shown.dataset.step === "check";
    top.hidden = !isCard && !isCheck;
    moves.hidden = !isCard;
    const reached = steps.indexOf(shown);
    mark((index) => steps.indexOf(statements[index]) < reached, (index) => statements[index] === shown);
  }

  function mark(isFull, isNow) {
    beads.forEach((bead, index) => {
      bead.classList.toggle("full", isFull(index));
      bead.classList.toggle("now", isNow(index));
    });
  }

  /** A question asked only after one answer to another: the server leaves out what was not asked. */
  function isAsked(step) {
    const { askedIf, askedFor } = step.dataset;
    if (!askedIf) {
      return true;
    }
    const chosen = form.querySelector(`[name="${askedIf}"]:checked`);
    return chosen !== null && askedFor.split(" ").includes(chosen.value);
  }

  function nextAsked(from, by) {
    let found = from + by;
    while (steps[found] && !isAsked(steps[found])) {
      found += by;
    }
    return found;
  }

  function speak(shown, place) {
    top.querySelector("[data-place-now]").textContent = place;
    page.querySelector("[data-spoken]").textContent = place;
    scrollTo(0, 0);
    const heading = shown.querySelector("h1, h2");
    heading.focus({ preventScroll: true });
  }

  function show(number, { quietly = false } = {}) {
    now = Math.max(0, Math.min(number, steps.length - 1));
    onShow(now);
    reveal(steps[now]);
    if (!quietly) {
      speak(steps[now], steps[now].dataset.place || "");
    }
  }

  function go(number) {
    history.pushState({ step: number }, "", location.pathname);
    show(number);
  }

  return {
    form,
    firstCard,
    asked: () => cards.filter((card) => isAsked(card) && !("practice" in card.dataset)),
    show,
    go,
    now: () => now,
    isCard: () => steps[now].dataset.step === "card",
    isCheck: () => steps[now].dataset.step === "check",
    isPaused: () => states.some((state) => !state.hidden && ["pause", "stop"].includes(state.dataset.state)),
    card: () => steps[now],
    next() {
      go(returning ? steps.length - 1 : nextAsked(now, 1));
      returning = false;
    },
    back() {
      returning = false;
      go(nextAsked(now, -1));
    },
    change(card) {
      returning = true;
      go(steps.indexOf(card));
    },
    showState(name) {
      const shown = states.find((state) => state.dataset.state === name);
      reveal(shown);
      speak(shown, "");
    },
    /** A card that is none: to the room it looks like the others. */
    showQuiet(part, at, count) {
      reveal(part);
      top.hidden = false;
      mark((index) => index < at, (index) => index === at);
      speak(part, word("place_of", { place: at + 1, count }));
    },
    /** How many statements lie behind. */
    passed: () => statements.filter((card) => steps.indexOf(card) < now).length,
  };
}
