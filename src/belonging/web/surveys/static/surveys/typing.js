// Typing paper forms in without lifting a hand: a key goes into its line and on to the next. Without this script, Tab does.

const form = document.querySelector("[data-typing]");
const said = document.querySelector("[data-said]");
const code = form.elements.code;
const lines = Array.from(form.querySelectorAll("[data-keys]"));
const LONG_ENOUGH = 8;

function say(words, isWrong) {
  said.classList.toggle("typing__said--wrong", Boolean(isWrong));
  said.textContent = "";
  // Emptied first, so that the same sentence is spoken again.
  setTimeout(() => { said.textContent = words; }, 30);
}

function keysOf(line) {
  return Array.from(line.dataset.keys).join(" ");
}

function symbols() {
  return Array.from(code.value).filter((symbol) => !" -–—".includes(symbol)).length;
}

code.addEventListener("input", () => {
  if (symbols() === LONG_ENOUGH) {
    lines[0].focus();
  }
});

code.addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    event.preventDefault();
    lines[0].focus();
  }
});

lines.forEach((line, at) => {
  line.addEventListener("focus", () => line.select());
  line.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "Backspace" && !line.value) {
      event.preventDefault();
      (lines[at - 1] || code).focus();
    } else if (event.key === "Enter" && at + 1 < lines.length) {
      event.preventDefault();
      lines[at + 1].focus();
    } else if (event.key.length === 1) {
      event.preventDefault();
      take(line, at, event.key.toLowerCase());
    }
  });
  // Keyboards on glass send no key: what stands in the line counts.
  line.addEventListener("input", () => {
    const key = line.value.slice(-1).toLowerCase();
    if (key) {
      take(line, at, key);
    }
  });
});

function take(line, at, key) {
  if (!line.dataset.keys.includes(key)) {
    line.value = "";
    line.setAttribute("aria-invalid", "true");
    say(`Line ${line.dataset.number} has the keys ${keysOf(line)}.`, true);
    return;
  }
  line.value = key;
  line.removeAttribute("aria-invalid");
  if (lines[at + 1]) {
    lines[at + 1].focus();
  } else {
    say("All lines are in. Press Enter to keep the form.");
  }
}

// Back, or a page kept by the browser, shows nobody's sheet again.
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    location.reload();
  }
});
