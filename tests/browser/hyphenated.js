// Words of the cells that bring a hyphen: on how many lines each stands, and how far it sticks out.
() => [...document.querySelectorAll(".cm-lead, .cm-short")].flatMap((cell) => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    for (const word of walker.currentNode.data.matchAll(/\p{L}+-\p{L}+[.,]?/gu)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      const boxes = [...range.getClientRects()].filter((box) => box.width);
      if (!boxes.length) continue;
      const right = cell.closest("td, dl > div, label, .cm-side").getBoundingClientRect().right;
      found.push([word[0], new Set(boxes.map((box) => Math.round(box.top))).size,
        Math.max(...boxes.map((box) => box.right)) - right]);
    }
  }
  return found;
})
