// Making slips: shows how far it is, and that they are made, as a download leaves the page as it was. Without this
// script the form works too, and refuses to make slips for the same class twice.

const LINES = "application/x-ndjson";
let busy = false;

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-slips]");
  if (!form) {
    return;
  }
  event.preventDefault();
  if (busy) {
    return;
  }
  busy = true;
  hide("[data-lost]", "[data-refused]");
  try {
    await make(form);
  } catch {
    say("[data-lost]");
  } finally {
    busy = false;
    hide("[data-progress]");
  }
});

async function make(form) {
  showProgress("Making the slips…");
  const response = await fetch(form.action, { method: "POST", body: new FormData(form), cache: "no-store", headers: { Accept: `${LINES}, text/html` } });
  if (response.headers.get("Content-Type")?.startsWith(LINES)) {
    await follow(response.body.getReader());
  } else if (response.redirected) {
    location.assign(response.url);
  } else {
    showAgain(await response.text());
  }
}

/** One line of JSON after another. The last one says that the codes are kept: before it the file opens nothing. */
async function follow(reader) {
  const decoder = new TextDecoder();
  const pieces = [];
  let text = "";
  let last = {};
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    text += decoder.decode(read.value, { stream: true });
    const lines = text.split("\n");
    text = lines.pop();
    for (const line of lines) {
      last = JSON.parse(line);
      take(last, pieces);
    }
  }
  if (last.kept) {
    showMade(new Blob(pieces, { type: "application/pdf" }), last);
  } else if (last.refused) {
    find("[data-refused]").textContent = last.refused;
    say("[data-refused]");
  } else {
    say("[data-lost]");
  }
}

function take(line, pieces) {
  if (line.pdf) {
    pieces.push(Uint8Array.from(atob(line.pdf), (letter) => letter.charCodeAt(0)));
  } else if (line.of) {
    showProgress(`${line.done} of ${line.of} slips are drawn.`, line);
  } else if (line.setting) {
    showProgress(`Putting ${many(line.setting, "slip")} on pages. Please wait a few seconds.`);
  }
}

/** Without numbers the bar only moves: how long pages take is not known before. */
function showProgress(words, { done, of } = {}) {
  const bar = find("[data-progress-bar]");
  find("[data-progress]").hidden = false;
  find("[data-progress-words]").textContent = words;
  if (of) {
    bar.max = of;
    bar.value = done;
  } else {
    bar.removeAttribute("value");
  }
}

function showMade(file, { kept, slips, packs }) {
  const save = find("[data-save]");
  save.href = URL.createObjectURL(file);
  save.download = kept;
  find("[data-many]").textContent = many(slips, "slip");
  find("[data-class]").textContent = packs > 1 ? `${packs} classes` : find("[name=pack_label]")?.value.trim() || "1 class";
  find("[data-file]").textContent = kept;
  find("[data-asking]").remove();
  find("[data-made]").hidden = false;
  find("[data-made] h1").focus();
  save.click();
}

/** The form came back with what is wrong. */
function showAgain(markup) {
  const answer = new DOMParser().parseFromString(markup, "text/html");
  document.title = answer.title;
  find("main").replaceWith(answer.querySelector("main"));
  const errors = find("main [role=alert]:not([hidden])");
  errors?.setAttribute("tabindex", "-1");
  errors?.focus();
}

function many(count, one) {
  return `${count.toLocaleString("en-GB")} ${one}${count === 1 ? "" : "s"}`;
}

function say(selector) {
  const line = find(selector);
  line.hidden = false;
  line.focus();
}

function hide(...selectors) {
  for (const selector of selectors) {
    const part = find(selector);
    if (part) {
      part.hidden = true;
    }
  }
}

function find(selector) {
  return document.querySelector(selector);
}
