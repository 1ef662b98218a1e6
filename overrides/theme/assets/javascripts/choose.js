/* The chooser. The rule first, alone; then the page around it. Nothing is stored and nothing is sent:
   the choices live in the address, as #focus=coaching&structure=either. */

/**
 * The rule, as choose.md gives it in words: a lead of two decides, and fewer than two clear answers decide nothing.
 * @param {Object<string, string>} answers dimension -> "coaching", "mentoring" or "either"
 * @returns {"coaching"|"mentoring"|"both"|"open"}
 */
function suggest(answers) {
  const values = Object.values(answers);
  const coaching = values.filter((value) => value === "coaching").length;
  const mentoring = values.filter((value) => value === "mentoring").length;
  if (coaching + mentoring < 2) return "open";
  if (coaching - mentoring >= 2) return "coaching";
  if (mentoring - coaching >= 2) return "mentoring";
  return "both";
}

/**
 * Reads the choices in a fragment, even with its signs encoded, as chat programs send it.
 * @param {string} fragment without its "#"
 * @param {string[]} dimensions the slugs that this page knows
 * @returns {Object<string, string>|null} the answers; null if anything in it is not ours
 */
function readFragment(fragment, dimensions) {
  const answers = {};
  const plain = fragment.replace(/%3D/gi, "=").replaceAll("%26", "&");
  for (const [dimension, value] of new URLSearchParams(plain)) {
    const known = dimensions.includes(dimension) && !Object.hasOwn(answers, dimension);
    if (!known || !["coaching", "mentoring", "either"].includes(value)) return null;
    answers[dimension] = value;
  }
  return answers;
}

(function startChooser() {
  const form = document.querySelector(".cm-chooser");
  if (!form) return;
  const groups = [...form.querySelectorAll("fieldset")];
  const dimensions = groups.map((group) => group.dataset.dimension);
  const status = form.querySelector(".cm-chooser__status");
  const title = form.querySelector(".cm-chooser__title");
  const ignored = form.querySelector(".cm-chooser__ignored");
  const tools = document.querySelector(".cm-chooser__tools");
  const copied = tools.querySelector(".cm-chooser__copied");
  const results = [...document.querySelectorAll(".cm-result")];
  const [coaching, mentoring] = form.dataset.practices.toLowerCase().split(" ");

  const answers = () => Object.fromEntries(new FormData(form));

  const list = new Intl.ListFormat(document.documentElement.lang);
  const say = (words, names, practice) => words.replace("{dimensions}", list.format(names)).replace("{practice}", practice);

  /** What was weighed, in a sentence. */
  function weighed(given) {
    const names = (value) => groups.filter((group) => given[group.dataset.dimension] === value)
      .map((group) => group.dataset.name.toLowerCase());
    const { lean, leanAlso, noLean } = form.dataset;
    const [left, right] = [names("coaching"), names("mentoring")];
    if (!left.length && !right.length) return noLean;
    if (!left.length) return `${say(lean, right, mentoring)}.`;
    return right.length
      ? `${say(lean, left, coaching)}; ${say(leanAlso, right, mentoring)}.`
      : `${say(lean, left, coaching)}.`;
  }

  /** For the eye: on which side of the spine each answer stands. Its words are drawn, and not copied. */
  function ticks(given) {
    const all = document.createElement("p");
    all.className = "cm-chooser__ticks";
    all.ariaHidden = "true";
    for (const { dataset } of groups) {
      const tick = all.appendChild(document.createElement("span"));
      tick.dataset.name = dataset.name;
      tick.dataset.lean = given[dataset.dimension] ?? "";
    }
    return all;
  }

  /** Marks the place of the answers in the table of the rule. */
  function place(given) {
    const leans = (practice) => Object.values(given).filter((value) => value === practice).length;
    const table = document.querySelector("#figure-rule table");
    table?.querySelector("[aria-current]")?.removeAttribute("aria-current");
    if (given) table?.rows[1 + leans("mentoring")].cells[1 + leans("coaching")].setAttribute("aria-current", "true");
  }

  /** Shows the result. Text only: nothing from the address is ever read as markup. */
  function show() {
    const given = answers();
    const started = Object.keys(given).length > 0;
    const result = suggest(given);
    status.dataset.result = result;
    status.dataset.for = started ? result : ""; // its voice
    const shown = results.find((node) => node.dataset.for === result);
    const said = new DocumentFragment();
    if (started) said.append(shown.querySelector(".cm-result__title").cloneNode(true), ticks(given), ` ${weighed(given)}`);
    if (status.textContent !== said.textContent) status.replaceChildren(said); // setting it again would speak it again
    for (const node of results) node.hidden = !started || node !== shown;
    place(started ? given : null);
    title.hidden = tools.hidden = !started;
    copied.textContent = "";
  }

  /** Takes the choices from the address, if it holds any. */
  function restore() {
    const fragment = location.hash.slice(1);
    const given = fragment ? readFragment(fragment, dimensions) : {};
    const anchor = fragment && document.getElementById(fragment);
    ignored.hidden = Boolean(given || anchor);
    for (const dimension of given ? dimensions : []) {
      for (const radio of form.elements[dimension]) radio.checked = radio.value === given[dimension];
    }
    show();
  }

  /** The address that holds what is chosen now. */
  const address = () => new URL(`#${new URLSearchParams(answers())}`, location.href).href.replace(/#$/, "");

  /** Says what is chosen now, and writes it into the address, which a browser may refuse. */
  function take() {
    ignored.hidden = true;
    show();
    try {
      // Replace the last address: a step back leaves the page, whatever was chosen
      history.replaceState(null, "", address());
    } catch { /* the answer and the ticks still agree */ }
  }

  form.addEventListener("change", take);
  form.addEventListener("reset", () => {
    setTimeout(() => { // after the browser has emptied the form
      take();
      form.querySelector("input").focus();
    });
  });
  tools.querySelector("[data-do=print]").addEventListener("click", () => print());
  const copy = tools.querySelector("[data-do=copy]");
  copy.addEventListener("click", async () => {
    const shown = results.find((node) => !node.hidden);
    const text = [status.textContent, shown?.innerText, address()].filter(Boolean).join("\n\n");
    try {
      await navigator.clipboard.writeText(text); // only on a secure connection, and not in every browser
      copied.textContent = form.dataset.copied;
    } catch {
      getSelection().setBaseAndExtent(status, 0, shown, shown.childNodes.length);
      copied.textContent = form.dataset.refused;
    }
  });
  // On a step back the browser fills in the form as it was, while the address may differ
  for (const event of ["hashchange", "pageshow"]) addEventListener(event, restore);

  document.querySelector(".cm-chooser-table").hidden = true;
  form.hidden = false;
  restore();
})();
