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
    const reopen = () => {
      if (document.activeElement === search && !toggles.search.checked) setTimeout(() => toggles.search.click());
    };
    toggles.search.addEventListener("change", reopen);
    script.addEventListener("load", () => {
      setTimeout(() => toggles.search.removeEventListener("change", reopen), 250);
    });
  }
  let opener = null; // what had the focus before the search was opened
  function openSearch() {
    if (document.activeElement !== search) opener = document.activeElement;
    toggles.search.checked = true;
    search.focus();
    loadTheme();
  }
  search.addEventListener("click", openSearch);
  search.addEventListener("input", openSearch);
  document.querySelector(".cm-find").addEventListener("click", openSearch);
  toggles.search.addEventListener("change", () => {
    if (toggles.search.checked) openSearch();
  });

  /* The menu: whoever opens it wants its first entry next, and whoever leaves it is done with it. */
  const menu = document.querySelector(".cm-nav");
  toggles.drawer.addEventListener("change", () => {
    if (toggles.drawer.checked) menu.querySelector("a").focus();
  });
  // Its own checkbox closes it by itself: closed here, that would open it again
  menu.addEventListener("focusout", ({ relatedTarget: to }) => {
    if (to && to !== toggles.drawer && !menu.contains(to)) toggles.drawer.checked = false;
  });

  /* Keys, as the theme's users know them. */
  const go = (rel) => document.querySelector(`link[rel=${rel}]`)?.href;
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && toggles.drawer.checked) {
      toggles.drawer.checked = false;
      toggles.drawer.focus();
    } else if (event.key === "Escape" && toggles.search.checked) {
      toggles.search.checked = false;
      search.blur();
      opener?.focus();
    }
    const typing = event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if ("/sf".includes(event.key) && !toggles.search.checked) {
      event.preventDefault();
      openSearch();
    }
    const to = { p: go("prev"), ",": go("prev"), n: go("next"), ".": go("next") }[event.key];
    if (to) location.assign(to);
  });

  /* The palette switch. The scheme itself is set before the first paint, in the header. */
  const options = [...document.querySelectorAll("[name=__palette]")];
  function choose(option) {
    for (const other of options) other.nextElementSibling.hidden = other !== option;
    for (const name of ["media", "scheme", "primary", "accent"]) {
      document.body.setAttribute(`data-md-color-${name}`, option.getAttribute(`data-md-color-${name}`));
    }
  }
  options.forEach((option, index) => option.addEventListener("change", () => {
    choose(option);
    const { mdColorMedia: media, mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = option.dataset;
    __md_set("__palette", { index, color: { media, scheme, primary, accent } });
  }));
  const stored = options[__md_get("__palette")?.index ?? 0] ?? options[0];
  stored.checked = true;
  choose(stored);

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
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
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

  /* The next page is ready when the reader points at its link, unless they ask for less. */
  const less = navigator.connection?.saveData
    || ["(prefers-reduced-motion: reduce)", "(prefers-reduced-data: reduce)"].some((query) => matchMedia(query).matches);
  if (!less && HTMLScriptElement.supports?.("speculationrules")) {
    const rules = document.createElement("script");
    rules.type = "speculationrules";
    rules.textContent = document.getElementById("ahead").textContent;
    document.head.append(rules);
  }
})();
