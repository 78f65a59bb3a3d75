// One switch: what can be chosen lights up in turn; a key, or a tap anywhere, chooses it. Escape ends it.

import { isSeen } from "./listen.js";

const STOPS = "button, a[href], summary, label.choice";
const SECONDS = { 1: 5, 2: 3.5, 3: 2.5, 4: 1.7, 5: 1.1 };
const PASSED = ["Tab", "Shift", "Control", "Alt", "Meta"];
const BOUNCE = 350; // a shaking hand presses twice

/** `name(element)`: says it aloud, for those who scan by ear. */
export function openScanning({ page, shown, name }) {
  let isOn = false;
  let timer = 0;
  let now = null;
  let pressed = 0;
  let pace = "3";

  function stops() {
    const panel = page.querySelector("[data-look-panel]");
    const places = isSeen(panel) ? [panel.querySelector("[data-look-ends]"), panel] : [shown(), ...page.querySelectorAll("[data-moves], [data-top], [data-tools], #help")];
    return places
      .reduce((all, place) => (place ? [...all, ...place.querySelectorAll(STOPS)] : all), [])
      .filter((each, at, all) => all.indexOf(each) === at && isSeen(each) && each.getAttribute("aria-disabled") !== "true");
  }

  function light(element) {
    if (now) {
      now.classList.remove("scanned");
    }
    now = element || null;
    if (now) {
      now.classList.add("scanned");
      now.scrollIntoView({ block: "nearest" });
      name(now);
    }
  }

  function step() {
    const all = stops();
    light(all[(all.indexOf(now) + 1) % all.length]);
  }

  function begin(at) {
    clearInterval(timer);
    light(at || stops()[0]);
    timer = setInterval(step, SECONDS[pace] * 1000);
  }

  function choose() {
    if (Date.now() - pressed < BOUNCE) {
      return;
    }
    pressed = Date.now();
    const chosen = now;
    if (!chosen) {
      return;
    }
    chosen.click();
    if (isOn) {
      const next = chosen.matches("label.choice") && page.querySelector("[data-next]");
      begin(next && isSeen(next) ? next : null);
    }
  }

  function take(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function onKey(event) {
    if (!isOn || PASSED.includes(event.key) || event.target.matches("textarea, input.code")) {
      return;
    }
    if (event.key === "Escape") {
      page.querySelector("[data-look='scan'][data-value='']").click();
      return;
    }
    take(event);
    if (event.type === "keydown" && !event.repeat) {
      choose();
    }
  }

  // Only a person's own tap chooses; the click that choosing makes goes on its way.
  document.addEventListener("click", (event) => {
    if (isOn && event.isTrusted) {
      take(event);
      choose();
    }
  }, true);
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("keyup", onKey, true);

  return {
    isOn: () => isOn,
    set(wanted, speed) {
      const changed = wanted !== isOn || speed !== pace;
      isOn = wanted;
      pace = speed;
      if (!isOn) {
        clearInterval(timer);
        light(null);
      } else if (changed) {
        begin(now);
      }
    },
    /** Another card: from its first choice. */
    restart() {
      if (isOn) {
        begin();
      }
    },
  };
}
