// Words and dots of a drawing that lie on each other, and words that run out of it.
(svg) => {
  const all = [...svg.querySelectorAll("text, circle")];
  const boxes = all.map((e) => e.getBoundingClientRect());
  const name = (e) => e.textContent || "a dot";
  const meet = (a, b) => a.left < b.right && b.left < a.right
    && a.top < b.bottom && b.top < a.bottom;
  const right = svg.getBoundingClientRect().right + 2;
  return all.flatMap((e, i) => [
    ...(e.matches("text") && boxes[i].right > right ? [`${name(e)} / the edge`] : []),
    ...all.slice(i + 1).filter((_, j) => meet(boxes[i], boxes[i + 1 + j]))
      .map((other) => `${name(e)} / ${name(other)}`),
  ]);
}
