// Reads a part of the page aloud, piece by piece, and marks the piece that is being read.
// Only with a voice that is on the device: other voices send the words to their maker. Without one the button stays hidden.

const voices = window.speechSynthesis;
const PIECES = "h2, h3, p, li";

function voiceFor(language) {
  const wanted = language.slice(0, 2).toLowerCase();
  return voices.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(wanted));
}

function begin(bar) {
  const text = document.getElementById(bar.dataset.listen);
  const button = bar.querySelector("button");
  const [read, stop] = [button.textContent, button.dataset.stop];
  const language = document.documentElement.lang;
  let round = 0;

  const offer = () => { bar.hidden = !voiceFor(language); };
  const unmark = () => text.querySelectorAll(".bm-now-read").forEach((piece) => piece.classList.remove("bm-now-read"));
  const end = () => {
    round += 1;
    voices.cancel();
    unmark();
    button.textContent = read;
  };

  function say(pieces, mine) {
    if (mine !== round) return;
    unmark();
    const [piece, ...rest] = pieces;
    if (!piece) return end();
    const words = new SpeechSynthesisUtterance(piece.textContent.replace(/\s+/g, " ").trim());
    words.voice = voiceFor(language);
    words.lang = language;
    words.rate = 0.95;
    words.onend = () => say(rest, mine);
    words.onerror = () => { if (mine === round) end(); };
    piece.classList.add("bm-now-read");
    voices.speak(words);
  }

  button.addEventListener("click", () => {
    if (button.textContent === stop) return end();
    end();
    button.textContent = stop;
    say([...text.querySelectorAll(PIECES)].filter((piece) => !piece.querySelector(PIECES)), round);
  });
  window.addEventListener("pagehide", end);
  voices.addEventListener?.("voiceschanged", offer);
  offer();
}

if (voices && window.SpeechSynthesisUtterance) document.querySelectorAll("[data-listen]").forEach(begin);
