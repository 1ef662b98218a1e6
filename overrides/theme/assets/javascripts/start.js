/* What every page needs at once, in place of the theme's own script, which is ten times as large and
   fetches the whole search index. That script comes when the reader first wants to search. */

(function start() {
  const root = document.documentElement;
  const { theme } = document.currentScript.dataset;
  const search = document.querySelector("[data-md-component=search-query]");
  const toggles = { search: document.getElementById("__search"), drawer: document.getElementById("__drawer") };
  root.classList.replace("no-js", "js");

  /* Search: the theme's script takes up what has been typed when it arrives. */
  function loadTheme() {
    if (document.querySelector(`script[src="${theme}"]`)) return;
    const script = document.createElement("script");
    script.src = theme;
    document.body.append(script);
    // On a page with a fragment that script begins by closing the search, 125 ms after it has come
    const reopen = () => setTimeout(() => document.activeElement === search && openSearch());
    toggles.search.addEventListener("change", reopen);
    script.addEventListener("load", () => {
      setTimeout(() => toggles.search.removeEventListener("change", reopen), 250);
    });
  }
  let opener = null; // what had the focus before the search was opened
  function openSearch() {
    if (document.activeElement !== search) opener = document.activeElement;
    if (!toggles.search.checked) toggles.search.click(); // the theme hears of it, and shows the results
    search.focus();
    loadTheme();
  }
  search.addEventListener("click", openSearch);
  search.addEventListener("input", openSearch);
  document.querySelector(".cm-find").addEventListener("click", openSearch);
  toggles.search.addEventListener("change", () => {
    if (toggles.search.checked) openSearch();
  });
  // A result is a stop for keys, and is called what its heading says: the theme's are neither
  new MutationObserver(() => {
    for (const link of document.querySelectorAll(".md-search-result__link:not([aria-label])")) {
      link.ariaLabel = link.querySelector("h1, h2").textContent;
      link.tabIndex = 0;
    }
  }).observe(document.querySelector(".md-search-result__list"), { childList: true, subtree: true });

  /* The menu: whoever opens it wants its first entry next. */
  const menu = document.querySelector(".cm-nav");
  const button = document.querySelector(".cm-menu");
  button.addEventListener("click", () => toggles.drawer.click());
  toggles.drawer.addEventListener("change", () => {
    button.ariaExpanded = toggles.drawer.checked;
    if (toggles.drawer.checked) menu.querySelector("a").focus();
  });

  /* Whoever leaves the menu or the search is done with it; its button closes the menu by itself. */
  const close = (toggle) => toggle.checked && toggle.click();
  for (const [box, toggle] of [[menu, toggles.drawer], [document.querySelector(".md-search"), toggles.search]]) {
    box.addEventListener("focusout", ({ relatedTarget: to }) => {
      if (to && to !== button && !box.contains(to)) close(toggle);
    });
    toggle.autocomplete = "off"; // nor does the browser open it again on the way back
    addEventListener("pagehide", () => close(toggle));
  }

  /* Keys. Those of the theme's script would leave the page at a single letter, and close the search at Tab. */
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "Escape" && (toggles.drawer.checked || toggles.search.checked)) {
      const back = toggles.drawer.checked ? button : opener;
      for (const toggle of [toggles.drawer, toggles.search]) close(toggle);
      document.activeElement.blur();
      back?.focus();
    }
    const typing = target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
    if (key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      openSearch();
    }
    if (/^([fnps,./]|Tab|Escape)$/i.test(key)) event.stopPropagation();
  }, { capture: true });

  /* The palette switch: which button is checked is all there is to it, and is kept. */
  document.getElementsByName("__palette").forEach((option, index) => {
    option.addEventListener("change", () => __md_set("__palette", { index }));
  });
  // A page that the browser kept, filled in again or made ready ahead does not know of a choice made since
  for (const [node, event] of [[window, "pageshow"], [window, "storage"], [document, "prerenderingchange"]]) {
    node.addEventListener(event, recallScheme);
  }

  /* The contents marker, and the way back to the top once the reader turns round. */
  const entries = [...document.querySelectorAll(".cm-toc a")].map((link) => ({
    link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))),
  })).filter(({ target }) => target);
  const top = document.querySelector(".md-top");
  const byKeys = (node) => node !== document.body && node !== top && node.matches(":focus-visible");
  let before = scrollY;
  function mark() {
    const line = innerHeight / 4;
    const passed = entries.filter(({ target }) => target.getBoundingClientRect().top <= line);
    const current = passed.at(-1)?.link;
    for (const { link } of entries) link.classList.toggle("md-nav__link--active", link === current);
    if (current && innerWidth >= 1220) current.scrollIntoView({ block: "nearest" });
    if (top) top.hidden = scrollY < innerHeight / 2 || scrollY >= before || byKeys(document.activeElement);
    before = scrollY;
  }
  addEventListener("focusin", ({ target }) => {
    if (top && byKeys(target)) top.hidden = true; // it would cover what has the focus
  });
  addEventListener("scroll", mark); // which comes once a frame
  top?.addEventListener("click", () => {
    scrollTo({ top: 0 });
    const heading = document.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true }); // keys go on from where the eyes are
  });

  /* The captions of a video come when it plays: no first view pays for them. */
  for (const video of document.querySelectorAll("video")) {
    // Chromium plays at a click on the picture only once something is loaded, and here nothing is
    video.addEventListener("click", (event) => {
      const onControls = event.offsetY > video.clientHeight - 80;
      if (video.readyState || !video.paused || onControls) return;
      event.preventDefault(); // where the browser would play by itself, once is enough
      video.play();
    });
    video.addEventListener("play", () => { video.textTracks[0].mode = "showing"; }, { once: true });
  }
})();
