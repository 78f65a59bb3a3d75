// Five taps without a page between them. Without this script each tap is a page of its own.

const form = document.querySelector("[data-pictures]");
const field = form.elements.taps;
const places = [...form.querySelectorAll("[data-places] li")];
const said = form.querySelector("[data-said]");
const empty = places.map((place) => place.querySelector("span")).find(Boolean);

function show() {
  places.forEach((place, at) => {
    const key = field.value[at] && form.querySelector(`.keypad [value="${field.value[at]}"] img`);
    place.replaceChildren((key ?? empty).cloneNode(true));
  });
  const next = field.value.length + 1;
  said.textContent = next > places.length ? "Please wait…" : `Picture ${next} of ${places.length}`;
}

form.addEventListener("submit", (event) => {
  const tap = event.submitter?.value ?? "";
  if (field.value.length >= places.length) {
    event.preventDefault();
    return;
  }
  if (tap === "undo" || field.value.length + 1 < places.length) {
    event.preventDefault();
    field.value = tap === "undo" ? field.value.slice(0, -1) : field.value + tap;
    show();
  }
});

// Somebody came back to this page: their taps are not the next child's.
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    field.value = "";
    show();
  }
});
