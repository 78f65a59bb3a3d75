// Reads what is shown, piece by piece, and marks what is being read: the word where the voice tells which one it is
// at, otherwise the piece. Never by itself, unless this person has asked for every card to be read.

import { isClassDevice } from "./store.js";
import { openVoices } from "./voices.js";

const PIECES = "h1, h2, p, li, summary, legend, label, button, a.button, dt, dd";
const AT_REST = 5000; // by then the page has all that it needs itself
const MISSES = 4; // one after the other, and nothing heard before
const SILENT = "[aria-hidden='true'], [hidden], [data-unread], [data-panel], noscript, textarea";

/** `shown`: the step on the screen; `after`: what stands below every step, read last and only when asked for. */
export function openListening({ tools, shown, after }) {
  const button = tools.querySelector("[data-listen]");
  const label = button.querySelector("[data-listen-words]");
  const [read, stopIt] = [label.textContent, button.dataset.stopWords];
  const none = tools.querySelector("[data-listen-none]");
  const voices = openVoices(document.documentElement.lang || "en", tools.dataset.audio);
  const offered = [button, tools.querySelector("[data-listen-all]")];
  let always = false;
  let reading = 0;

  function stop() {
    reading += 1;
    voices.stop();
    unmark();
    label.textContent = read;
    button.removeAttribute("data-reading");
  }

  /** Nothing to listen to: no button that says so. */
  function offer() {
    offered.forEach((each) => {
      each.hidden = !voices.canRead();
    });
  }

  /** Piece after piece; `mine` tells a reading that was stopped from the one that goes on. */
  async function readOut(pieces) {
    stop();
    const mine = reading;
    label.textContent = stopIt;
    button.setAttribute("data-reading", "");
    let heard = 0;
    let missed = 0;
    for (const piece of pieces) {
      const began = await voices.say(textOf(piece), {
        onBegin: () => mine === reading && markPiece(piece),
        onWord: (place) => mine === reading && markWord(piece, place),
      });
      if (mine !== reading) {
        return;
      }
      heard += began ? 1 : 0;
      missed += began ? 0 : 1;
      unmark();
      if (!heard && missed === MISSES) {
        break;
      }
    }
    stop();
    none.hidden = heard > 0;
  }

  button.addEventListener("click", () => {
    if (button.hasAttribute("data-reading")) {
      stop();
    } else {
      voices.unlock();
      readOut([shown(), ...after()].reduce((all, part) => [...all, ...piecesOf(part)], []));
    }
  });
  ["click", "keydown", "input"].forEach((act) => document.addEventListener(act, () => {
    none.hidden = true;
  }, true));
  addEventListener("pagehide", stop);
  offer();
  voices.onFound(offer);
  if (isClassDevice()) {
    setTimeout(() => voices.prepare(textsOfPage()), AT_REST);
  }

  return {
    stop,
    setAlways(isOn) {
      always = isOn;
    },
    /** A new card: read its words and choices where this person wants every card read. */
    arrive() {
      none.hidden = true;
      if (always && shown() && voices.canRead()) {
        readOut(piecesOf(shown()));
      }
    },
    /** One name, for scanning by ear. */
    name(element) {
      if (always) {
        stop();
        voices.say(textOf(element), {});
      }
    },
  };
}

/** On the page and not folded away: newer browsers give a place to what is folded, too. */
export function isSeen(element) {
  return element.getClientRects().length > 0 && !element.closest("details:not([open]) > :not(summary)");
}

function piecesOf(part) {
  if (!part || !isSeen(part)) {
    return [];
  }
  return [...part.querySelectorAll(PIECES)].filter(
    (piece) => isSeen(piece) && !piece.closest(SILENT) && !piece.querySelector(PIECES) && wordsOf(piece).length,
  );
}

/** What may be read on any card, shown or not, once. */
function textsOfPage() {
  const pieces = [...document.querySelectorAll(PIECES)].filter((piece) => !piece.querySelector(PIECES));
  const texts = pieces.map((piece) => piece.dataset.say || piece.textContent.replace(/\s+/g, " ").trim());
  return [...new Set(texts)].filter(Boolean);
}

function wordsOf(piece) {
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!parent.closest(SILENT) && isSeen(parent)) {
      node.data.replace(/\S+/g, (text, start) => words.push({ node, start, text }));
    }
  }
  return words;
}

/** The words with one space between them, in which the place of a word counts letters; or what is said instead. */
function textOf(piece) {
  return piece.dataset.say || wordsOf(piece).map((word) => word.text).join(" ");
}

function markPiece(piece) {
  unmark();
  piece.classList.add("now-read");
}

function markWord(piece, place) {
  markPiece(piece);
  if (piece.dataset.say) {
    return;
  }
  let end = -1;
  const word = wordsOf(piece).find(({ text }) => {
    end += text.length + 1;
    return place < end;
  });
  if (word) {
    const range = document.createRange();
    range.setStart(word.node, word.start);
    range.setEnd(word.node, word.start + word.text.length);
    const mark = document.createElement("mark");
    mark.className = "now-said";
    range.surroundContents(mark);
  }
}

function unmark() {
  for (const mark of document.querySelectorAll("mark.now-said")) {
    const parent = mark.parentNode;
    while (mark.firstChild) {
      parent.insertBefore(mark.firstChild, mark);
    }
    parent.removeChild(mark);
    parent.normalize();
  }
  for (const piece of document.querySelectorAll(".now-read")) {
    piece.classList.remove("now-read");
  }
}
