// “Not today”: quiet cards that look like the others to the room. Nothing of them is kept or sent.

export function openQuiet(page, { walk, onEnd }) {
  const part = page.querySelector("[data-state='quiet']");
  if (!part) {
    return { begin: onEnd, again: onEnd, back: onEnd, place: () => 0, isOpen: () => false, end() {} };
  }
  // The first card says what they are; its own line is that of the last.
  const lines = [...part.querySelectorAll("h2, li + li")].map((line) => line.textContent);
  const heading = part.querySelector("h2");
  let at = 0;
  let isOn = false;

  function show() {
    isOn = true;
    heading.textContent = lines[at];
    for (const box of part.querySelectorAll("input")) {
      box.checked = false;
    }
    walk.showQuiet(part, at, lines.length);
  }

  function next() {
    at += 1;
    if (at < lines.length) {
      show();
    } else {
      isOn = false;
      onEnd();
    }
  }

  for (const button of part.querySelectorAll("button")) {
    button.addEventListener("click", next);
  }
  return {
    /** From the first card, or from as far as somebody had come who stops. */
    begin(from) {
      at = Math.max(0, Math.min(from, lines.length - 1));
      show();
    },
    again: show,
    back() {
      at = Math.max(0, at - 1);
      show();
    },
    place: () => at,
    isOpen: () => isOn,
    /** Something else is shown, or somebody else has come: Back and Pause are no longer about these cards. */
    end() {
      isOn = false;
    },
  };
}
