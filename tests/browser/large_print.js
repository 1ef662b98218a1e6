// At 200 % on a phone: words that are broken over two lines though the style asks for no hyphen, and
// what is wrong with the name of the site.
() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: text } = walker;
    const at = text.parentElement;
    if (!at.getClientRects().length || at.closest(".cm-hidden, thead")) continue;
    if (getComputedStyle(at).hyphens === "auto") continue;
    for (const word of text.data.matchAll(/[\p{L}\p{P}]+/gu)) {
      if (/[-./]\p{L}/u.test(word[0])) continue; // an address, or a word that brings its own
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) found.push(`breaks “${word[0]}” without a hyphen.`);
    }
  }
  const name = document.querySelector(".cm-name");
  const box = name.getBoundingClientRect();
  const next = document.querySelector(".md-header__option").getBoundingClientRect();
  if (name.scrollWidth > Math.ceil(box.width)) found.push("cuts off the name of the site.");
  if (box.right > next.left + 1) found.push("has the name of the site under the switch.");
  if (box.height > 50) found.push(`has the name of the site ${box.height} px high.`);
  return found;
}
