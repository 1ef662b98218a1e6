// Elements that reach out of the window once text has the spacing of WCAG 1.4.12.
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`main p { margin-bottom: 2em !important } main * { line-height: 1.5 !important;
    letter-spacing: .12em !important; word-spacing: .16em !important }`);
  document.adoptedStyleSheets = [sheet];
  const over = [...document.querySelectorAll('main *')].filter((e) =>
    e.getBoundingClientRect().right > innerWidth + 1
    && !e.closest('.cm-hidden') && getComputedStyle(e).clipPath === 'none')
    .map((e) => e.tagName + ' ' + e.className + ' ' + e.textContent.trim().slice(0, 30));
  document.adoptedStyleSheets = [];
  return over;
}
