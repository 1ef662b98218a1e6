// Elements that reach out of the window, or whose words are cut, with the spacing of WCAG 1.4.12.
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`p { margin-bottom: 2em !important } * { line-height: 1.5 !important;
    letter-spacing: .12em !important; word-spacing: .16em !important }`);
  document.adoptedStyleSheets = [sheet];
  const over = [...document.querySelectorAll('body *')].filter((e) => {
    const { clipPath, overflowX } = getComputedStyle(e);
    const cut = overflowX !== 'visible' && overflowX !== 'auto' && e.scrollWidth > e.clientWidth + 1;
    return (cut || e.getBoundingClientRect().right > innerWidth + 1)
      && e.checkVisibility({ visibilityProperty: true })
      && !e.closest('.cm-hidden, .md-skip, svg') && clipPath === 'none';
  }).map((e) => e.tagName + ' ' + e.className + ' ' + e.textContent.trim().slice(0, 30));
  document.adoptedStyleSheets = [];
  return over;
}
