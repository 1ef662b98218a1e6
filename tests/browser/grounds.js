// Mark the boxes that are told by their ground.
() => document.querySelectorAll("main *").forEach((e) => {
  const { backgroundColor, display } = getComputedStyle(e);
  const own = display !== "inline" && !e.matches("a, button, input, video");
  e.toggleAttribute("data-ground", own && backgroundColor !== "rgba(0, 0, 0, 0)");
})
