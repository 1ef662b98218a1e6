// Words of figures that are cut, run out of the window, are too small, or do not show.
() => [...document.querySelectorAll(".cm-figure :is(caption, tbody th, td, a, p)")]
  .filter((e) => e.textContent.trim()).filter((e) => {
    const box = e.getBoundingClientRect();
    const cut = e.clientWidth && e.scrollWidth > e.clientWidth + 1;
    const out = box.width < 8 || box.left < 0 || box.right > innerWidth + 1;
    const small = matchMedia("screen").matches && parseFloat(getComputedStyle(e).fontSize) < 14;
    return cut || out || small || !e.checkVisibility();
  }).map((e) => e.textContent.trim())
