// Let what has sheets of its own, by print.css, follow what stands before it.
() => {
  for (const node of document.querySelectorAll('.cm-sheet, .cm-agreement'))
    if (getComputedStyle(node).breakBefore === 'page')
      node.style.breakBefore = node.style.breakAfter = 'auto';
}
