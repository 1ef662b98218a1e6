// What has the focus: is it visible, in view, uncovered, and drawn?
async () => {
  const keyup = new KeyboardEvent('keyup', { key: 'Tab', bubbles: true }); // the press ends
  document.activeElement.dispatchEvent(keyup);
  // A frame, for who heeds scrolling
  if (scrollY !== window.before) await new Promise(requestAnimationFrame);
  window.before = scrollY;
  const e = document.activeElement;
  if (e === document.body) return null;
  const again = window.stops.at(-1) !== e && window.stops.includes(e); // a film has several stops
  window.stops.push(e);
  const label = e.matches('.md-option, .cm-menu') ? e.nextElementSibling : e;
  const drawn = [e, label, e.closest('label, form')].filter(Boolean)
    .some((node) => getComputedStyle(node).outlineStyle !== 'none');
  const box = label.getClientRects()[0] ?? label.getBoundingClientRect();
  const x = box.x + box.width / 2;
  // What begins above the window is judged by the part that is in it
  const y = box.y < 0
    ? Math.min(box.bottom, innerHeight) / 2
    : box.y + Math.min(box.height / 2, 12);
  const top = document.elementFromPoint(x, y);
  const inView = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  const free = label.contains(top) || e.contains(top) || Boolean(top?.contains(label) && top !== e);
  const name = e.textContent || e.getAttribute('aria-label') || e.name || e.id;
  const text = Boolean(e.closest('article'));
  return { name: name.trim().slice(0, 40), again, drawn, inView, free, text, tag: e.tagName };
}
