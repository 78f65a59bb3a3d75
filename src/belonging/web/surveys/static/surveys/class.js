// The class key travels behind the # of the cover's square; it goes into the field and out of the history.

const key = location.hash.slice(1);
if (key && document.getElementById(key) === null) {
  history.replaceState(null, "", location.pathname);
  document.getElementById("key").value = `${key.slice(0, 4)}-${key.slice(4, 8)}`;
  document.querySelector("[data-class] button").focus();
}
