// “Look and sound”: the bar and its panel on every page with questions. Nothing here is needed to answer.
//
// When a person's time at this device ends (WIPE), looks, voice and scanning go back to the usual, and what was
// remembered of them is forgotten.

import { isSeen, openListening } from "./listen.js";
import { openLook } from "./look.js";
import { openScanning } from "./scan.js";
import { WIPE } from "./store.js";

/** `page`: the body. Works by what the page shows, whatever shows it. */
export function openTools({ page }) {
  const tools = page.querySelector("[data-tools]");
  if (!tools) {
    return;
  }
  const panel = tools.querySelector("[data-look-panel]");
  const opener = tools.querySelector("[data-look-open]");
  const shown = () => [...page.querySelectorAll("[data-step], [data-state]")].find(isSeen);
  const listening = openListening({ tools, shown, after: () => [...page.querySelectorAll("[data-moves], #help")] });
  const look = openLook(tools, { onChange: follow });
  const scanning = openScanning({ page, shown, name: listening.name });

  function follow({ aloud, scan, pace }) {
    listening.setAlways(aloud === "on");
    if (scan === "on" && !scanning.isOn()) {
      show(false); // from now on a tap anywhere chooses: the panel would be in the way
    }
    scanning.set(scan === "on", pace);
  }

  function show(isOpen) {
    panel.hidden = !isOpen;
    tools.classList.toggle("tools--open", isOpen);
    opener.setAttribute("aria-expanded", String(isOpen));
  }

  function open(isOpen) {
    show(isOpen);
    (isOpen ? panel.querySelector("h2") : opener).focus();
  }

  function move() {
    listening.stop();
    listening.arrive();
    scanning.restart();
  }

  let last = shown();
  new MutationObserver(() => {
    if (shown() !== last) {
      last = shown();
      move();
    }
  }).observe(page, { attributes: true, attributeFilter: ["hidden"], subtree: true });

  opener.addEventListener("click", () => open(panel.hidden));
  panel.querySelector("[data-look-close]").addEventListener("click", () => open(false));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      open(false);
    }
  });
  document.addEventListener(WIPE, () => {
    listening.stop();
    look.wipe();
    show(false);
  });
  tools.hidden = false;
  follow(look.now());
}
