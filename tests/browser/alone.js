// Take away all but the block that a heading begins; where it breaks, before and after.
(selector) => {
  let node = document.querySelector(selector).closest('.cm-sheet, .cm-agreement');
  const { breakBefore, breakAfter } = getComputedStyle(node);
  node.style.breakBefore = node.style.breakAfter = 'auto';
  for (; node !== document.body; node = node.parentElement)
    for (const other of [...node.parentElement.children]) if (other !== node) other.remove();
  return [breakBefore, breakAfter];
}
