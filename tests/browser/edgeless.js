// Of the marked boxes those without an edge, where no ground is drawn.
() => [...document.querySelectorAll("[data-ground]")].filter((e) => {
  const style = getComputedStyle(e);
  const sides = ["Top", "Right", "Bottom", "Left"].map((side) => style[`border${side}Style`]);
  return e.getClientRects().length && style.outlineStyle === "none" && sides.includes("none");
}).map((e) => `${e.tagName.toLowerCase()}.${e.className}`)
