// The check page: every statement with what was chosen, and a way back to it.

import { word } from "./words.js";

/** Fill the list; `change(card)` is called when the person wants another answer. */
export function listChosen(list, cards, change) {
  list.textContent = "";
  list.append(...cards.map((card) => entry(card, change)));
}

function entry(card, change) {
  const words = card.querySelector("h2").textContent;
  const item = document.createElement("li");
  const { answer, sign } = answerOf(card);
  const asked = paragraph(words, "asked");
  const given = paragraph(answer || word("check_skipped"), answer ? "answer" : "answer skipped");
  putBefore(asked, card.querySelector(".card__picture"));
  putBefore(given, sign);
  item.append(asked, given, button(words, () => change(card)));
  return item;
}

function answerOf(card) {
  const written = card.querySelector("textarea");
  if (written) {
    return { answer: written.value.trim(), sign: null };
  }
  const choice = card.querySelector("input:checked");
  if (!choice || !choice.value) {
    return { answer: "", sign: null };
  }
  const label = choice.closest("label");
  return { answer: label.querySelector(".choice__words").textContent, sign: label.querySelector(".choice__sign") };
}

function putBefore(line, picture) {
  if (picture) {
    line.prepend(picture.cloneNode());
  }
}

function paragraph(text, look) {
  const made = document.createElement("p");
  made.className = look;
  made.append(text);
  return made;
}

function button(words, act) {
  const made = document.createElement("button");
  const about = document.createElement("span");
  made.type = "button";
  made.className = "plain";
  about.className = "unseen";
  about.textContent = `: ${words}`;
  made.append(word("check_change"), about);
  made.addEventListener("click", act);
  return made;
}
