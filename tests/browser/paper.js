// On paper: what can only be clicked; the ink of the title; headings that may be left alone at the
// foot of a sheet; headings that have lost what they head; what is larger than the text, or a link
// larger than what it stands in, but for titles, which are serif; what stays folded away.
() => {
  const seen = (e) => e.getClientRects().length > 0;
  const heads = [...document.querySelectorAll('article :is(h2, h3)')];
  const clicked = document.querySelectorAll('header, .md-tabs, .md-sidebar, .md-footer nav');
  return {
    clicked: [...clicked].filter(seen).map((e) => e.className),
    ink: getComputedStyle(document.querySelector('h1')).color,
    alone: heads.filter((e) => getComputedStyle(e).breakAfter !== 'avoid')
      .map((e) => e.textContent),
    large: [...document.querySelectorAll('article *')].filter((e) => {
      const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
      if (!own || !seen(e)) return false;
      const { fontFamily, fontSize } = getComputedStyle(e);
      const most = e.matches('a') ? e.parentElement : document.querySelector('article');
      return !fontFamily.startsWith('Charter')
        && parseFloat(fontSize) > parseFloat(getComputedStyle(most).fontSize) + .1;
    }).map((e) => e.textContent),
    folded: [...document.querySelectorAll('details:not(nav *, .cm-take *) > :not(summary)')]
      .filter((e) => !e.checkVisibility() || !e.offsetHeight).map((e) => e.textContent),
    bare: heads.filter((e) => {
      if (!seen(e)) return false;
      let next = e.nextElementSibling;
      while (next && !seen(next)) next = next.nextElementSibling;
      return !next || next.matches('.cm-print, h2') || next.tagName === e.tagName;
    }).map((e) => e.textContent),
  };
}
