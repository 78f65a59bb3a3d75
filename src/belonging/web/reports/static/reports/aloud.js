// Reads a part of the page aloud, line by line, and marks the line that is being read; or the whole page, part by part.
// Only with a voice that is on the device: other voices send the words to their maker. Without one no button shows.

const voices = window.speechSynthesis;
const SLOWLY = 0.9;
let round = 0;
let pressed = null;

function voiceOfDevice() {
  const wanted = document.documentElement.lang.slice(0, 2).toLowerCase();
  return voices.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(wanted));
}

function unmark() {
  document.querySelectorAll(".bm-now-read").forEach((piece) => piece.classList.remove("bm-now-read"));
}

function stop() {
  round += 1;
  voices.cancel();
  unmark();
  if (pressed) {
    pressed.label.nodeValue = pressed.words;
    pressed = null;
  }
}

function say(pieces, mine) {
  if (mine !== round) return;
  unmark();
  if (!pieces.length) {
    stop();
    return;
  }
  const piece = pieces[0];
  const words = new SpeechSynthesisUtterance(piece.textContent.replace(/\s+/g, " ").trim());
  words.voice = voiceOfDevice();
  words.lang = document.documentElement.lang;
  words.rate = SLOWLY;
  words.onend = () => say(pieces.slice(1), mine);
  words.onerror = () => {
    if (mine === round) stop();
  };
  piece.classList.add("bm-now-read");
  voices.speak(words);
}

function begin(button) {
  const label = button.firstChild;
  const words = label.nodeValue;
  button.addEventListener("click", () => {
    const again = pressed && pressed.label === label;
    stop();
    if (again) return;
    pressed = { label, words };
    label.nodeValue = button.dataset.stop;
    const part = button.hasAttribute("data-all") ? document : button.closest("[data-aloud]");
    say(Array.from(part.querySelectorAll("[data-read]")), round);
  });
}

function offer() {
  const none = !voiceOfDevice();
  document.querySelectorAll("button[data-stop]").forEach((button) => {
    button.hidden = none;
  });
}

if (voices && window.SpeechSynthesisUtterance) {
  document.querySelectorAll("button[data-stop]").forEach(begin);
  window.addEventListener("pagehide", stop);
  if (voices.addEventListener) voices.addEventListener("voiceschanged", offer);
  offer();
}
