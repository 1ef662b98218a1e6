/* The sums of /organisations/. First how a figure is read, then the table. Nothing is
   sent, and nothing outlives the tab. Without this script the same table, with its empty cells, is filled in on paper. */

/**
 * Reads a typed figure in any of the ways in which people write one: 40, 1.5, 1,5, 1,200, 1.200, 1 200,
 * 1’200, £1,200.50. Three digits behind the only mark are thousands, unless a nought stands before it.
 * @param {string} text
 * @returns {number|"empty"|"minus"|"letters"|"large"} the figure, or what is wrong with it
 */
function readFigure(text) {
  const money = /^(\p{Sc}|GBP|EUR|USD|CHF)|(\p{Sc}|GBP|EUR|USD|CHF)$/giu;
  const figure = text.normalize("NFKC").trim().replace(money, "").trim();
  if (!figure) return text.trim() ? "letters" : "empty";
  if (/^[-−–]/.test(figure)) return "minus";
  const parts = /^([1-9]\d{0,2}([ ,.'’])\d{3}(?:\2\d{3})*|\d*)(?:([.,])(\d*))?$/.exec(figure);
  const [, whole, between, point, rest = ""] = parts ?? [];
  if (!parts || !(whole + rest) || (point && point === between)) return "letters";
  const value = Number(`${whole.replace(/\D/g, "")}.${rest}`);
  return value < 1e6 ? value : "large";
}

/**
 * Works a sum out.
 * @param {string} sum products of names, added up, as people*sessions+hours
 * @param {Object<string, number|string>} figures name -> figure, or what is wrong with it
 * @returns {number} NaN if a figure is missing or wrong
 */
function workOut(sum, figures) {
  const product = (names) => names.split("*").reduce((all, name) => all * Number(figures[name]), 1);
  return sum.split("+").reduce((all, names) => all + product(names), 0);
}

for (const side of ["coaching", "mentoring"]) {
  const table = document.querySelector(".cm-sums table");
  const words = table.closest(".cm-sums").dataset;
  const cells = [...table.querySelectorAll(`[data-practice=${side}] [data-figure]`)];
  const sums = cells.filter((cell) => cell.dataset.sum);
  const name = (cell) => cell.closest("tr").firstElementChild.firstChild.textContent.trim();
  const label = table.querySelector(`[data-practice=${side}] .cm-label`).textContent;
  const said = document.createElement("output"); // what a screen reader speaks: each sum with its name
  said.className = "cm-hidden";
  said.dataset.practice = side;

  const fields = cells.filter((cell) => !cell.dataset.sum).map((cell) => {
    const [field, note] = ["input", "small"].map((tag) => document.createElement(tag));
    field.defaultValue = cell.textContent;
    field.inputMode = "decimal";
    field.autocomplete = "off";
    field.ariaLabel = `${name(cell)}: ${label}`;
    field.dataset.figure = cell.dataset.figure;
    note.id = `sums-${side}-${cell.dataset.figure}`;
    field.setAttribute("aria-describedby", note.id);
    cell.replaceWith(field, note);
    return field;
  });

  function work() {
    const figures = {};
    for (const field of fields) {
      const figure = figures[field.dataset.figure] = readFigure(field.value);
      const wrong = words[figure] ?? "";
      // Repeat an ambiguous figure without its mark for thousands
      const plain = /^[\d.\s]*$/.test(field.value) && Number(field.value) === figure;
      field.nextSibling.textContent = wrong || plain ? wrong : words.read.replace("{figure}", figure);
      field.ariaInvalid = String(Boolean(wrong) && figure !== "empty");
    }
    for (const { dataset, firstChild } of sums) {
      const sum = figures[dataset.figure] = workOut(dataset.sum, figures);
      firstChild.data = Number.isNaN(sum) ? "" : sum.toLocaleString(document.documentElement.lang);
    }
    const worked = sums.filter((cell) => cell.textContent)
      .map((cell) => `${name(cell)}: ${cell.textContent}.`);
    const now = worked.length ? `${label}. ${worked.join(" ")}` : "";
    if (said.textContent !== now) said.textContent = now; // setting it again would speak it again
  }
  // What was typed goes with the step of the history, for a reload and a way back; a browser may refuse that
  const key = (field) => `${side}-${field.dataset.figure}`;
  function keep() {
    const typed = Object.fromEntries(fields.map((field) => [key(field), field.value]));
    try {
      history.replaceState({ ...history.state, figures: { ...history.state?.figures, ...typed } }, "");
    } catch { /* if refused, they go with the page */ }
  }
  for (const field of fields) {
    field.addEventListener("input", work);
    for (const event of ["input", "change"]) field.addEventListener(event, keep);
  }
  addEventListener("hashchange", () => fields.some((field) => field.value !== field.defaultValue) && keep());
  for (const cell of sums) cell.replaceChildren("");
  table.after(said);
  const kept = history.state?.figures ?? {};
  for (const field of fields) field.value = kept[key(field)] ?? field.value;
  if (fields.some((field) => kept[key(field)])) work();
}
