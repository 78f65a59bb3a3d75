// The check page: every statement with what was chosen, and a way back to it.

/** Fill the list; `change(card)` is called when the person wants another answer. */
export function listChosen(list, cards, change) {
  list.replaceChildren(...cards.map((card) => entry(card, change)));
}

function entry(card, change) {
  const words = card.querySelector("h2").textContent;
  const item = document.createElement("li");
  const answer = answerOf(card);
  item.append(
    paragraph(words, "asked"),
    paragraph(answer || "Skipped", answer ? "answer" : "answer skipped"),
    button(words, () => change(card)),
  );
  return item;
}

function answerOf(card) {
  const written = card.querySelector("textarea");
  if (written) {
    return written.value.trim();
  }
  const choice = card.querySelector("input:checked");
  return choice?.value ? choice.closest("label").querySelector(".choice__words").textContent : "";
}

function paragraph(text, look) {
  const made = document.createElement("p");
  made.className = look;
  made.textContent = text;
  return made;
}

function button(words, act) {
  const made = document.createElement("button");
  const about = document.createElement("span");
  made.type = "button";
  made.className = "plain";
  about.className = "unseen";
  about.textContent = `: ${words}`;
  made.append("Change", about);
  made.addEventListener("click", act);
  return made;
}
