"use strict";
const form = document.forms[0], fields = form.elements, output = form.querySelector("output");
const rows = [...document.querySelectorAll(".tasks tbody tr")];
const names = ["unit", "section", "state", "words"];
let texts;
function narrow() {
  const wanted = [...form.querySelectorAll("select")].filter((each) => each.value)
    .map((each) => [each.name, new Set(each.selectedOptions[0].dataset.keys.split(" "))]);
  const words = fields.words.value.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length) texts ??= rows.map((row) => row.textContent.toLowerCase());
  const counts = {};
  rows.forEach((row, place) => {
    const fits = wanted.every(([name, keys]) => row.dataset[name].split(" ").some((key) => keys.has(key)))
      && words.every((word) => texts[place].includes(word));
    row.hidden = !fits;
    if (fits) counts[row.dataset.kind] = (counts[row.dataset.kind] ?? 0) + 1;
  });
  const told = Object.keys(output.dataset).filter((kind) => counts[kind])
    .map((kind) => `${counts[kind]} ${output.dataset[kind]}`);
  output.value = told.length ? `列出 ${told.join("、")}` : "没有符合条件的任务";
}
function keep() {
  const given = names.filter((name) => fields[name].value).map((name) => [name, fields[name].value]);
  history.replaceState(null, "", `#${new URLSearchParams(given)}`);
  narrow();
}
function recall() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const name of names) {
    fields[name].value = given.get(name) ?? "";
    if (fields[name].selectedIndex < 0) fields[name].selectedIndex = 0;
  }
  narrow();
}
form.addEventListener("input", keep);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(keep));
fields.unfold.addEventListener("click", () => {
  const opens = fields.unfold.ariaPressed !== "true";
  fields.unfold.ariaPressed = opens;
  document.querySelectorAll(".tasks details").forEach((each) => { each.open = opens; });
});
addEventListener("hashchange", () => {
  // A link inside the page has brought its reader there; the filters stay.
  document.getElementById(location.hash.slice(1)) ? keep() : recall();
});
form.hidden = false;
recall();
