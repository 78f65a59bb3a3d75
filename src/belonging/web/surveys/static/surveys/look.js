// How the page looks and sounds to this person: attributes of the root, which look.css reads. Remembered in this tab
// until they are done; where storage is refused, as long as the page stays open.

const KEY = "belonging:look";
const root = document.documentElement;
const USUAL = { size: "", space: "", letters: "", colours: "", still: "", scan: "", pace: "3", aloud: "" };
const PACES = ["1", "2", "3", "4", "5"];

export function openLook(tools, { onChange }) {
  let chosen = { ...USUAL, ...remembered() };
  const buttons = [...tools.querySelectorAll("[data-look]")];

  function apply() {
    for (const name of Object.keys(USUAL)) {
      if (chosen[name] === USUAL[name]) {
        root.removeAttribute(`data-${name}`);
      } else {
        root.setAttribute(`data-${name}`, chosen[name]);
      }
    }
    for (const button of buttons) {
      const { look, value } = button.dataset;
      button.setAttribute("aria-pressed", String(chosen[look] === value));
    }
  }

  function choose(changed) {
    chosen = { ...chosen, ...changed };
    apply();
    remember(chosen);
    onChange(chosen);
  }

  function step(by) {
    const place = PACES.indexOf(chosen.pace) + Number(by);
    choose({ pace: PACES[Math.max(0, Math.min(place, PACES.length - 1))] });
  }

  for (const button of buttons) {
    button.addEventListener("click", () => choose({ [button.dataset.look]: button.dataset.value }));
  }
  for (const button of tools.querySelectorAll("[data-pace-by]")) {
    button.addEventListener("click", () => step(button.dataset.paceBy));
  }
  tools.querySelector("[data-look-usual]").addEventListener("click", () => choose(USUAL));
  apply();
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      chosen = { ...USUAL, ...remembered() }; // Somebody came back: what was theirs may have gone meanwhile.
      apply();
      onChange(chosen);
    }
  });

  return {
    now: () => chosen,
    wipe() {
      choose(USUAL);
      forget();
    },
  };
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) || {};
  } catch (refused) {
    return {};
  }
}

function remember(chosen) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(chosen));
  } catch (refused) {
    // The page itself remembers.
  }
}

function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch (refused) {
    // Nothing was kept.
  }
}
