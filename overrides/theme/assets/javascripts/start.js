/* What every page needs at once, in place of the theme's own script, which is ten times as large. The search and its
   index load when the reader first wants to search. */

(function start() {
  const root = document.documentElement;
  const toggles = { search: document.getElementById("__search"), drawer: document.getElementById("__drawer") };
  root.classList.replace("no-js", "js");

  /* Search: once loaded, search.js takes over what has been typed, and replaces `ask`. */
  const finder = document.querySelector(".md-search");
  const search = finder.querySelector("input");
  const { search: source, translations } = JSON.parse(document.getElementById("__config").textContent);
  const [status, again, leads] = [".md-search-result__meta", ".cm-again", ".cm-leads"].map((name) => finder.querySelector(name));
  /* Says how the search stands; `retry` is what to do about it, and `lost` whether to lead on elsewhere. */
  function say(text, retry = null, lost = retry) {
    status.textContent = text;
    again.hidden = !retry;
    leads.hidden = !lost;
    again.onclick = () => {
      search.focus();
      retry();
    };
  }
  function loadSearch() {
    if (document.querySelector(`script[src="${source}"]`)) return;
    say(translations.loading);
    const script = document.createElement("script");
    script.src = source;
    script.addEventListener("error", () => {
      script.remove();
      say(translations.failed, loadSearch);
    });
    document.body.append(script);
  }
  self.cmSearch = { ask: loadSearch, field: search, list: finder.querySelector("ol"), say };
  addEventListener("online", () => again.hidden || again.onclick());

  let opener = null; // the element that had the focus before the search opened
  function openSearch() {
    if (document.activeElement !== search) opener = document.activeElement;
    toggles.search.checked = true;
    search.focus();
    self.cmSearch.ask();
    follow();
  }
  for (const event of ["click", "input"]) search.addEventListener(event, openSearch);
  document.querySelector(".cm-find").addEventListener("click", openSearch);
  toggles.search.addEventListener("change", () => {
    if (toggles.search.checked) openSearch();
  });
  finder.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    self.cmSearch.best?.click();
  });
  finder.querySelector("form").addEventListener("reset", () => setTimeout(openSearch));
  finder.addEventListener("click", ({ target }) => target.closest("a") && close(toggles.search));

  /* The menu: a reader who opens it sees where they are, and goes on from there. */
  const menu = document.querySelector(".cm-nav");
  const button = document.querySelector(".cm-menu");
  button.addEventListener("click", () => toggles.drawer.click());
  toggles.drawer.addEventListener("change", () => {
    button.ariaExpanded = toggles.drawer.checked;
    if (!toggles.drawer.checked) return;
    const here = menu.querySelector("[aria-current]") ?? menu.querySelector("a");
    here.focus({ preventScroll: true });
    menu.closest(".md-sidebar__scrollwrap").scrollTop += here.getBoundingClientRect().top - innerHeight / 2;
  });
  menu.querySelector("button").addEventListener("click", () => {
    toggles.drawer.click();
    button.focus();
  });

  /* A link into a folded part opens it: not every browser does so, and none if the part itself is the target. */
  function unfold() {
    const target = document.querySelector(":target");
    const folded = "details:not([open])";
    if (!target?.closest(folded)) return;
    for (let box = target; (box = box.closest(folded));) box.open = true;
    target.scrollIntoView();
  }
  for (const event of ["hashchange", "pageshow"]) addEventListener(event, unfold);

  /* Leaving the menu or the search closes it; the menu's own button needs no help. */
  const close = (toggle) => toggle.checked && toggle.click();
  for (const [box, toggle] of [[menu, toggles.drawer], [finder, toggles.search]]) {
    box.addEventListener("focusout", ({ relatedTarget: to }) => {
      if (to && to !== button && !box.contains(to)) close(toggle);
    });
    toggle.autocomplete = "off"; // so the browser does not open it again on a step back
    addEventListener("pagehide", () => {
      step = null; // that leaves the step behind as well
      close(toggle);
    });
  }

  /* An overlay is a step of the history: a step back closes it and stays on the page. */
  let step = null; // that step: where the page stood, and where the reader goes once it is taken back
  const narrow = matchMedia("(width < 60em)");
  const covered = () => toggles.drawer.checked || (toggles.search.checked && narrow.matches);
  const uncover = () => Object.values(toggles).forEach(close);
  const follow = () => setTimeout(() => { // from menu to search it is one step
    if (covered() && !step) {
      try {
        history.pushState({ ...history.state, over: true }, "");
        step = { top: scrollY };
      } catch { /* if refused, a step back leaves the page as usual */ }
    } else if (!covered() && step && !step.back) {
      step.back = true;
      history.back();
    }
  });
  for (const toggle of Object.values(toggles)) toggle.addEventListener("change", follow);
  addEventListener("pageshow", () => { step = null; });
  addEventListener("popstate", () => {
    if (!step) return;
    const { top, next, back } = step;
    step = null;
    if (!back) uncover();
    if (next) location.assign(next);
    else requestAnimationFrame(() => scrollTo({ top, behavior: "instant" }));
    follow(); // it may have opened again in the meantime
  });
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!step || step.back || !link || link.target || elsewhere || event.defaultPrevented) return;
    event.preventDefault();
    Object.assign(step, { back: true, next: link.href });
    uncover();
    history.back();
  });

  /* Keys */
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.isComposing || event.keyCode === 229) { // the key belongs to an input method
      if (key === "Enter") event.preventDefault();
      return;
    }
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
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step && toggles.search.checked && finder.contains(target)) {
      event.preventDefault();
      const stops = [search, ...finder.querySelectorAll(":not(details) > .md-search-result__link, summary, details[open] > a")];
      stops.at((stops.indexOf(target) + step) % stops.length).focus();
    }
  });

  /* The palette switch: which button is checked is all there is to it, and is kept. */
  document.getElementsByName("__palette").forEach((option, index) => {
    option.addEventListener("change", () => {
      try {
        __md_set("__palette", { index });
      } catch {} // where storage is refused, the choice holds for this page
    });
  });
  // A page that the browser kept, restored or prerendered does not know of a choice made since
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
    if (top && byKeys(target)) top.hidden = true; // it would cover the focused element
  });
  addEventListener("scroll", mark); // fires once a frame
  top?.addEventListener("click", () => {
    scrollTo({ top: 0 });
    const heading = document.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true }); // keys go on from where the eyes are
  });

  /* The captions of a video load when it plays, so that the first view does not pay for them. */
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
