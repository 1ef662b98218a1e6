// What axe finds, a line each. Its two rules on colours take most of the time where they look at each
// element; what looks alike has one verdict, so that they get one element of each fingerprint: its
// own text style, its parent's, and the background of each ancestor. Colours are in the fingerprint:
// what was seen at another width or in another scheme stays seen.
async ([asked, all]) => {
  const looks = () => {
    const grounds = new Map([[null, '']]);
    const ground = (e) => {
      if (!grounds.has(e)) {
        const style = getComputedStyle(e);
        const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
          style.position].join();
        const plain = own === 'rgba(0, 0, 0, 0),none,1,none,static';
        grounds.set(e, (plain ? '' : own + e.className) + ground(e.parentElement));
      }
      return grounds.get(e);
    };
    const letters = (e) => {
      const style = getComputedStyle(e);
      const large = parseFloat(style.fontSize) >= (style.fontWeight >= 700 ? 18.66 : 24);
      return [e.tagName, e.className, style.color, large, style.fontWeight,
        style.textDecorationLine, style.textShadow].join();
    };
    const include = [...document.querySelectorAll('input, select, textarea')];
    const text = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (text.nextNode()) {
      if (text.currentNode.data.trim()) include.push(text.currentNode.parentElement);
    }
    const seen = window.seen ??= new Set();
    return include.filter((e) => {
      if (!e.checkVisibility({ visibilityProperty: true })) return false;
      const look = [letters(e), letters(e.parentElement), ground(e)].join();
      return !seen.has(look) && seen.add(look);
    }).map((e) => e.closest('a') ?? e);
  };
  const found = [];
  for (const rules of asked) {
    const include = rules === 'colours' ? looks() : [document];
    const options = { ...all[rules], resultTypes: ['violations'] };
    if (include.length) found.push(...(await axe.run({ include }, options)).violations);
  }
  return found.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${rule.help}: ${node.target}: ${node.failureSummary ?? ''}`));
}
