// Making slips: a download leaves the page as it was, so this shows that they are made. Without it the form
// works too, and refuses to make slips for the same class twice.

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
  find("[data-lost]").hidden = true;
  try {
    await show(form, await fetch(form.action, { method: "POST", body: new FormData(form), cache: "no-store" }));
  } catch {
    const lost = find("[data-lost]");
    lost.hidden = false;
    lost.focus();
  } finally {
    busy = false;
  }
});

async function show(form, response) {
  if (response.headers.get("Content-Type")?.startsWith("application/pdf")) {
    showMade(form, await response.blob(), nameOf(response));
  } else if (response.redirected) {
    location.assign(response.url);
  } else {
    showAgain(await response.text());
  }
}

function showMade(form, file, name) {
  const many = [...form.querySelectorAll("input[inputmode=numeric]")].reduce((sum, field) => sum + Number(field.value), 0);
  const save = find("[data-save]");
  save.href = URL.createObjectURL(file);
  save.download = name;
  find("[data-many]").textContent = many === 1 ? "1 slip" : `${many} slips`;
  find("[data-class]").textContent = form.elements.pack_label.value.trim();
  find("[data-file]").textContent = name;
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
  const errors = find("main [role=alert]");
  errors?.setAttribute("tabindex", "-1");
  errors?.focus();
}

function nameOf(response) {
  return /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "slips.pdf";
}

function find(selector) {
  return document.querySelector(selector);
}
