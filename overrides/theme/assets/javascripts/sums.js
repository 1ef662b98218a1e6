/* The sums of /organisations/. How a figure is read first, alone; then the tables. Nothing is stored and nothing
   is sent. Without this script the same tables, with their empty cells, are filled in on paper. */

/**
 * Reads what somebody typed as a figure: 40, 1.5, 1,200 or 1 200.
 * @param {string} text
 * @returns {number|"empty"|"minus"|"letters"|"large"} the figure, or what is wrong with it
 */
function readFigure(text) {
  const figure = text.trim();
  if (!figure) return "empty";
  if (/^[-−–]/.test(figure)) return "minus";
  if (!/^(?=\.?\d)(\d*|[1-9]\d{0,2}([\s,]\d{3})+)(\.\d*)?$/.test(figure)) return "letters";
  const value = Number(figure.replace(/[\s,]/g, ""));
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

for (const table of document.querySelectorAll(".cm-sums table")) {
  const words = table.closest(".cm-sums").dataset;
  const cells = [...table.querySelectorAll("[data-figure]")];
  const sums = cells.filter((cell) => cell.dataset.sum);
  const name = (cell) => cell.previousElementSibling.firstChild.textContent.trim();
  const said = document.createElement("output"); // what a screen reader speaks: each sum with its name
  said.className = "cm-hidden";

  const fields = cells.filter((cell) => !cell.dataset.sum).map((cell) => {
    const [field, note] = ["input", "small"].map((tag) => document.createElement(tag));
    field.value = cell.textContent;
    field.inputMode = "decimal";
    field.autocomplete = "off";
    field.ariaLabel = name(cell);
    field.dataset.figure = cell.dataset.figure;
    note.id = `sums-${cell.dataset.figure}`;
    field.setAttribute("aria-describedby", note.id);
    cell.replaceChildren(field, note);
    return field;
  });

  table.addEventListener("input", () => {
    const figures = {};
    for (const field of fields) {
      const figure = figures[field.dataset.figure] = readFigure(field.value);
      const word = words[figure] ?? "";
      field.nextSibling.textContent = word;
      field.ariaInvalid = String(Boolean(word) && figure !== "empty");
    }
    for (const { dataset, firstChild } of sums) {
      const sum = figures[dataset.figure] = workOut(dataset.sum, figures);
      firstChild.data = Number.isNaN(sum) ? "" : sum.toLocaleString(document.documentElement.lang);
    }
    const now = sums.filter((cell) => cell.textContent)
      .map((cell) => `${name(cell)}: ${cell.textContent}.`).join(" ");
    if (said.textContent !== now) said.textContent = now; // set again, it would be spoken again
  });
  for (const cell of sums) cell.replaceChildren("");
  table.after(said);
}
