// For each word of a drawing, the class of the line that is nearest to its middle.
(svg) => [...svg.querySelectorAll(".cm-word")].map((word) => {
  const { left, right, top, bottom } = word.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const away = (line) => {
    const [a, b] = [0, line.getTotalLength()].map((at) =>
      line.getPointAtLength(at).matrixTransform(line.getScreenCTM()));
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const along = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy);
    const t = Math.min(1, Math.max(0, along));
    return Math.hypot(a.x + t * dx - x, a.y + t * dy - y);
  };
  const lines = [...svg.querySelectorAll("line")];
  return lines.sort((a, b) => away(a) - away(b))[0].getAttribute("class");
})
