"use strict";
const form = document.forms[0], fields = form.elements, output = form.querySelector("output");
const rows = [...document.querySelectorAll(".tasks tbody tr")];
const filters = [...form.querySelectorAll("select, input")];
let texts;
function narrow() {
  const wanted = filters.filter((each) => each.value && each.selectedOptions)
    .map((each) => [each.name, new Set(each.selectedOptions[0].dataset.keys.split(" "))]);
  const words = fields.words.value.toLowerCase().split(/\s+/).filter(Boolean);
  texts = texts || (words.length && rows.map((row) => row.textContent.toLowerCase()));
  const counts = {};
  rows.forEach((row, place) => {
    row.hidden = !wanted.every(([name, keys]) => row.dataset[name].split(" ").some((key) => keys.has(key)))
      || !words.every((word) => texts[place].includes(word));
    if (!row.hidden) counts[row.dataset.kind] = (counts[row.dataset.kind] || 0) + 1;
  });
  const told = Object.entries(output.dataset).filter(([kind]) => counts[kind]).map(([kind, what]) => `${counts[kind]} ${what}`);
  output.value = told.length ? `列出 ${told.join("、")}` : "没有符合条件的任务";
}
function keep() {
  const given = filters.filter((each) => each.value).map((each) => [each.name, each.value]);
  history.replaceState(null, "", `#${new URLSearchParams(given)}`);
  narrow();
}
function recall() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const each of filters) {
    each.value = given.get(each.name) || "";
    if (each.selectedIndex < 0) each.selectedIndex = 0;
  }
  narrow();
}
// Not every browser says the first of a list from which something was chosen.
for (const kind of ["input", "change"]) form.addEventListener(kind, keep);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(keep));
fields.unfold.addEventListener("click", ({ target }) => {
  const opens = target.getAttribute("aria-pressed") !== "true";
  target.setAttribute("aria-pressed", opens);
  document.querySelectorAll(".tasks details").forEach((each) => { each.open = opens; });
});
// A link inside the page has brought its reader there; the filters stay.
addEventListener("hashchange", () => (document.getElementById(location.hash.slice(1)) ? keep() : recall()));
form.hidden = false;
recall();
