// Names of entries that do not stand beside them; how many entries there are, and how high the page.
() => {
  const heads = [...document.querySelectorAll("main .cm-index ~ h3[id]")];
  for (const head of heads) head.nextElementSibling.style.contentVisibility = "visible";
  const loose = heads.filter((head) => {
    const [a, b] = [head, head.nextElementSibling].map((e) => e.getBoundingClientRect());
    return a.right > b.left || Math.abs(a.top - b.top) > 8;
  });
  const tall = document.querySelector("main article").scrollHeight;
  return [loose.map((head) => head.id), heads.length, tall];
}
