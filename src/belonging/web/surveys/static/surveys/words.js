// The page brings its words, in its own language; the script only fills them in.

const found = new Map();
const brought = document.querySelector("[data-words]");
if (brought) {
  for (const node of brought.content.querySelectorAll("[data-word]")) {
    found.set(node.dataset.word, node.textContent);
  }
}

/** The words under that key, their {holes} filled; `otherwise` where the page did not bring any. */
export function word(key, values = {}, otherwise = "") {
  const text = found.has(key) ? found.get(key) : otherwise;
  return text.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? String(values[name]) : hole));
}
