/* The search, as people type. This file is both halves of it: in a worker it finds the answers, and in the page it asks
   the worker and shows them. Without a worker the page finds them by itself. */

/* Words that a reader may type for one another: a line for each meaning. Words that the pages use
   are found anyway, with their endings; list here the words that they do not use. */
const SYNONYMS = `
  price cost fee rate charge pay paid payment money expensive cheap free afford budget discount refund invoice funding grant bursary voucher
  salary wage earn earnings income
  return roi profit
  duration long length last often frequency weekly fortnightly monthly
  end stop quit fire leave break breakup finish terminate goodbye
  cancel miss reschedule
  contract agreement template
  certified certification certificate accredited accreditation credential qualified qualification licence license degree
  law legal illegal lawsuit
  regulated regulation regulator
  boss manager supervisor superior command hierarchy
  executive leader leadership ceo director
  buddy peer colleague coworker
  mentee protege
  client coachee
  type kind sort
  role duty responsibility task expect expected expectation
  reply respond response answer quiet silent ghost ghosting
  several multiple many
  note record recording
  gay lesbian lgbt lgbtq sexuality queer trans transgender
  faith religion religious christian muslim
  disabled disability deaf blind
  start begin launch
  mentor mentorship
  teacher school pupil classroom
  trainer instructor training course workshop webinar
  consultant consulting adviser advisor expert guru
  sponsor champion advocate ally
  professor lecturer academic thesis phd university
  child kid teen teenager youth
  young younger junior old older senior age
  psychologist psychotherapist psychiatrist therapist therapy counselling counsellor mental
  suicide suicidal die dying kill depressed depression anxiety anxious panic burnout burnt burned stress exhausted exhaustion overwhelmed crying tears cope coping trauma grief crisis distress breakdown struggling
  harm worse damage hurt scam fraud toxic abuse danger risk drawback disadvantage downside cons
  bullying bullied bully harassment harassed abuse discrimination discriminated hate mobbing shouting
  sick ill unwell sickness illness
  warning flag sign
  complain complaint misconduct inappropriate unprofessional flirting
  delete erase destroy
  change switch
  offered assigned allocated appointed
  impostor imposter
  benefit advantage pros effective effectiveness work worth worthwhile pointless useless waste
  evidence proof research study scientific
  statistic figure number
  evaluate evaluation measure success metric kpi
  zoom skype facetime online virtual remote hybrid phone telephone email whatsapp
  ai chatgpt gpt chatbot robot machine
  app platform software
  gdpr data privacy
  private confidential secret
  scheme program
  onboarding induction newcomer newbie starter joiner
  mandatory compulsory obligatory forced voluntary
  industry sector field
  woman women female gender sexism
  race ethnicity ethnic racism minority asian
  adhd autism autistic neurodivergent dyslexia
  choose find select pick hire
  hit click chemistry fit
  good well best
  also both
  company employer organisation workplace
  goal objective target aim
  advice advise suggestion
  prepare preparation
  meaning mean define definition
  history origin etymology greek mythology
  conversation dialogue script
  similar similarity same overlap
`;

/* Words that shape a question without naming its subject: ignored, or given little weight. */
const STOP_WORDS = `a about after all am an and any are as at be because been being better between but by can cant could did didnt
  different difference do does doesnt doing dont during exactly for from get got had has have he her him his how i if im in
  into is isnt it its ive just like may me might mine more most must my need no nor not of on one or our out she
  should so some than that tip tips guide the their them then there these they this those to too us use using versus very vs
  v was way we were what when where whether which while who whom whose why will with would you your`;
const LOW_WEIGHT = "based best call exactly give going good happen keep make many much people person question relationship right side someone take thing want well";

/* People who type one of these are led to help first (docs/help.md). */
const TROUBLE = `suicide suicidal die dying kill depressed anxious anxiety panic burnout burnt burned stress stressed exhausted exhaustion overwhelmed
  crying tears cope coping breakdown bullied bully bullying harassed harassment discrimination discriminated grievance
  sick unwell hate mobbing shouting`;

/* Pages for people who help or teach come after those for people who look for help; lists of answers and sources come
   last, and so does an entry that names only the other practice. */
const DEMOTED = [[/^(sources|evidence\/.)|^questions\/$/, 0.4], [/^teach/, 0.6], [/^about/, 0.7], [/^help/, 0.8]];
const PRACTICES = ["coach", "mentor"];

/* Porter's stemmer (1980): an English word without its endings. It comes after the spelling below, so that -ize is
   -ise here. In a shape, 1 is a run of vowels and 0 one of consonants: "10" is what Porter counts as m. */
const shape = (part) => part.replace(/(?<![^aeiou])y/g, "w").replace(/[aeiouy]+/g, "1").replace(/[^1]+/g, "0");
const measure = (part) => shape(part).split("10").length - 1;
const short = (part) => /[^aeiou][aeiouy][^aeiouwxy]$/.test(part);
const ENDINGS = [
  [0, `ational ate, tional tion, enci ence, anci ance, iser ise, abli able, alli al, entli ent, eli e, ousli ous,
    isation ise, ation ate, ator ate, alism al, iveness ive, fulness ful, ousness ous, aliti al, iviti ive,
    biliti ble, logi log`],
  [0, "icate ic, ative, alise al, iciti ic, ical ic, ful, ness"],
  [1, `al, ance, ence, er, ic, able, ible, ant, ement, ment, ent, sion s, tion t, ou, ism, ate, iti, ous, ive`],
].map(([least, list]) => [least, list.split(/,\s+/).map((pair) => pair.split(" "))
  .sort(([one], [other]) => other.length - one.length)]);

function porter(word) {
  if (word.length < 3) return word;
  word = word.replace(/sses$/, "ss").replace(/ies$/, "i").replace(/([^s])s$/, "$1");
  const [, stem, ending] = word.match(/^(.*?)(eed|ed|ing)$/) ?? [];
  if (ending === "eed") word = measure(stem) ? `${stem}ee` : word;
  else if (ending && shape(stem).includes("1")) {
    word = stem.replace(/([^aeioulsz])\1$/, "$1");
    if (/(at|bl|is)$/.test(stem) || (word === stem && measure(stem) === 1 && short(stem))) word += "e";
  }
  if (/y$/.test(word) && shape(word.slice(0, -1)).includes("1")) word = word.replace(/y$/, "i");
  for (const [least, pairs] of ENDINGS) {
    const [from, to = ""] = pairs.find(([end]) => word.endsWith(end)) ?? [];
    if (from && measure(word.slice(0, -from.length) + to.slice(0, least)) > least) word = word.slice(0, -from.length) + to;
  }
  const bare = word.slice(0, -1);
  if (/e$/.test(word) && (measure(bare) > 1 || (measure(bare) === 1 && !short(bare)))) word = bare;
  return measure(word) > 1 ? word.replace(/ll$/, "l") : word;
}

/* American and British spellings get one stem. Each word is stemmed once: there are fifty thousand */
const stemmed = new Map();
function stem(word) {
  if (!stemmed.has(word)) {
    stemmed.set(word, porter(word.replace("our", "or").replace("mme", "m").replace(/ll(?=ing|ed|or|er)/, "l")
      .replace(/z(?=e|ing|ation)/, "s")));
  }
  return stemmed.get(word);
}

/* The words of a text, and what is one word with a hyphen or without: well-being, wellbeing, well being. A word is a
   list of its parts. Signs that look alike, letters of full width, accents and hidden marks do not matter. */
const tokens = (text) => (text.replace(/<[^>]*>|&\w+;/g, " ").normalize("NFKD")
  .replace(/[\p{M}\u00ad\u200b-\u200d\u2060\ufeff]/gu, "").toLowerCase().replace(/ß/g, "ss")
  .replace(/['’‘ʼ](s|re|ll|ve|d|m)?(?![\p{L}\p{N}])/gu, " ").replace(/['’‘ʼ]/g, "")
  .match(/[\p{L}\p{N}]+(?:[-\u2010-\u2014\u2212][\p{L}\p{N}]+)*/gu) ?? []).map((word) => word.split(/[^\p{L}\p{N}]/u));
const stems = (text) => tokens(text).flat().map(stem);

let entries, documentFrequency, vocabulary, synonyms, compounds, starts, stopWords, lowWeight, trouble;

/* Stems of a text as they are counted: each part, and what its neighbours make with it where that is one word. */
function counted(words) {
  const found = [];
  const parts = words.flat();
  parts.forEach((part, at) => {
    found.push(stem(part));
    for (const one of starts.get(part) ?? []) {
      if (one === part + parts[at + 1] || one === part + parts[at + 1] + parts[at + 2]) found.push(stem(one));
    }
  });
  return found;
}

/* Reads all entries: how much each says of each stem (five times as much in its title, and some in its page's), in
   how many the stem is, and which words there are. */
function setUp(docs) {
  [stopWords, lowWeight, trouble] = [STOP_WORDS, LOW_WEIGHT, TROUBLE].map((list) => new Set(stems(list)));
  synonyms = SYNONYMS.trim().split("\n").map(stems);
  [entries, documentFrequency, compounds, starts] = [new Map(), new Map(), new Map(), new Map()];
  const read = docs.map(({ location, title, text }) => ({ location, title: tokens(title), text: tokens(text) }));
  for (const word of read.flatMap(({ title, text }) => [...title, ...text])) {
    if (word.length > 1) {
      compounds.set(word.join(""), word);
      starts.set(word[0], (starts.get(word[0]) ?? new Set()).add(word.join("")));
    }
  }
  const titles = new Map(read.map(({ location, title }) => [location, title]));
  const copies = new Map();
  for (const { title } of read) {
    const said = counted(title).join(" ");
    copies.set(said, (copies.get(said) ?? 0) + 1);
  }
  const mean = read.reduce((sum, { text }) => sum + text.length, 0) / read.length;
  for (const { location, title, text } of read) {
    const [page, section] = location.split("#");
    const termFrequency = new Map();
    const add = (list, weight) => {
      for (const one of list) termFrequency.set(one, (termFrequency.get(one) ?? 0) + weight);
    };
    const said = counted(title);
    const repeated = copies.get(said.join(" ")) > 2; // “With a coach” names no subject
    add(said, repeated ? 1 : 5);
    add(counted(text), 1 / (0.25 + 0.75 * text.length / mean));
    for (const one of termFrequency.keys()) documentFrequency.set(one, (documentFrequency.get(one) ?? 0) + 1);
    const pageTitle = section ? counted(titles.get(page) ?? []) : [];
    add(pageTitle, 0.5);
    const heading = repeated ? [] : [...new Set(said)].filter((one) => !stopWords.has(one));
    const named = PRACTICES.filter((one) => [...said, ...pageTitle].includes(one));
    entries.set(location, { page, section, termFrequency, heading, named });
  }
  vocabulary = new Set([...stemmed.keys()].filter((word) => documentFrequency.has(stem(word))));
}

const idf = (one) => {
  const count = documentFrequency.get(one);
  return 0.25 + Math.log(1 + (entries.size - count + 0.5) / (count + 0.5));
};

/* Whether two words are a slip of the key apart: a letter more, less or another, or two that changed places. */
function nearly(one, other) {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const [rest, others] = [one.slice(start), other.slice(start)];
  return rest.slice(1) === others || rest === others.slice(1) || rest.slice(1) === others.slice(1)
    || (rest[0] === others[1] && rest[1] === others[0] && rest.slice(2) === others.slice(2));
}

/* The words of a query: parts that are one word here, with a hyphen or a space between them, come as that. */
function words(query) {
  const found = [];
  const isWord = (one) => documentFrequency.has(stem(one)) || synonyms.some((group) => group.includes(stem(one)));
  const parts = tokens(query).flatMap((word) => word.map((part, at) => ({ part, hyphen: at > 0 })));
  for (let at = 0; at < parts.length; at++) {
    const length = [3, 2].find((count) => {
      const group = parts.slice(at, at + count);
      const one = group.map(({ part }) => part).join("");
      const empty = group.filter(({ part }) => stopWords.has(stem(part))).length;
      return group.length === count && isWord(one) && (group.slice(1).every(({ hyphen }) => hyphen) || !empty
        || (empty === count && compounds.has(one))); // one to one, but not: mentoring and coaching
    }) ?? 1;
    found.push(parts.slice(at, at + length).map(({ part }) => part).join(""));
    at += length - 1;
  }
  return [...new Set(found)].slice(0, 64); // nobody asks for more at once
}

/* What a query asks for: a list of meanings, each with the stems that stand for it and their weights. */
function meanings(query) {
  const all = words(query);
  const full = all.filter((word) => !stopWords.has(stem(word)));
  const found = [];
  const known = (test, weight) => new Map([...vocabulary].filter(test).map((word) => [stem(word), weight]));
  const add = (word) => {
    const own = stem(word);
    if (found.some(({ stands }) => stands.has(own))) return;
    const others = synonyms.filter((group) => group.includes(own)).flat();
    const parts = (compounds.get(word) ?? []).map(stem).filter((one) => !stopWords.has(one) && !lowWeight.has(one));
    let stands = new Map([...parts.map((one) => [one, 0.4]), ...others.map((one) => [one, 0.8]), [own, 1]].filter(([one]) => documentFrequency.has(one)));
    // Not a word of these pages: the beginning of one, one with a slip in it, or two that lost their space
    if (!stands.size || (word.length < 3 && word === all.at(-1))) {
      stands = new Map([...known((one) => one.startsWith(word), 0.5), ...stands]);
    }
    if (!stands.size && word.length > 4) stands = known((one) => nearly(one, word), 0.8);
    const [, bare] = word.match(/^(?:un|non|in|im|dis)(.{4,})/) ?? [];
    if (!stands.size && documentFrequency.has(stem(bare ?? ""))) return add(bare);
    if (!stands.size && word.length < 30) {
      const cut = [...word].findIndex((_, at) => at > 1 && vocabulary.has(word.slice(0, at))
        && word.length - at > 1 && vocabulary.has(word.slice(at)));
      if (cut > 0) [word.slice(0, cut), word.slice(cut)].forEach(add);
    }
    const rare = documentFrequency.has(own) ? idf(own) : Math.min(...[...stands.keys()].map(idf));
    if (stands.size) found.push({ own, stands, rare: rare * (lowWeight.has(own) ? 0.2 : 1) });
  };
  (full.length ? full : all).forEach(add);
  return found;
}

/* How well an entry answers: its score for each meaning (BM25), how much of the query that covers, and whether
   its title says the same and no more. The entry of a page is only its opening. */
function score({ page, section, termFrequency, heading, named }, asked) {
  const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);
  const parts = asked.map(({ stands, rare }) => {
    const amount = sum([...stands], ([one, weight]) => weight * (termFrequency.get(one) ?? 0));
    return { rare, amount, inTitle: heading.some((one) => stands.has(one)) };
  });
  const whole = sum(asked, ({ rare }) => rare);
  const met = sum(parts, ({ rare, amount }) => rare * Math.min(1, amount)) / whole;
  const inTitle = sum(parts, (part) => (part.inTitle ? part.rare : 0)) / whole;
  const ofTitle = sum(heading, (one) => (asked.some(({ stands }) => stands.has(one)) ? idf(one) : 0))
    / (sum(heading, idf) || 1);
  const exact = inTitle * ofTitle;
  const practices = PRACTICES.filter((one) => asked.some(({ own }) => own === one));
  const other = practices.length === 1 && named.length === 1 && named[0] !== practices[0];
  const first = (page === "help/" && asked.some(({ own }) => trouble.has(own)))
    || (/^(compare|choose)\/$/.test(page) && practices.length === 2 && asked.length === 2); // which of the two
  return sum(parts, ({ rare, amount }) => rare * amount / (amount + 1.5)) * Math.sqrt(met) * (1 + exact)
    * (section ? 1 : 0.7 + exact / 2) * (other ? 0.7 : 1) * (first ? 3 : DEMOTED.find(([pages]) => pages.test(page))?.[1] ?? 1);
}

/* Answers a query: what was found, page by page, best first, and the stems that were looked for. Shows at most
   two sections of each page, and only those that score as high as its best. */
function search(query) {
  const asked = meanings(query);
  const pages = new Map();
  for (const [location, entry] of asked.length ? entries : []) {
    const points = score(entry, asked);
    if (points) pages.set(entry.page, [...pages.get(entry.page) ?? [], { location, score: points }]);
  }
  const items = [...pages.values()];
  for (const group of items) {
    group.sort((one, other) => other.score - one.score);
    const top = group[0].score;
    for (const entry of group.filter(({ location }) => location.includes("#")).slice(0, 2)) {
      if (entry.score > top / 2) entry.score = top;
    }
  }
  items.sort(([one], [other]) => other.score - one.score);
  return { items, query, stems: asked.flatMap(({ stands }) => [...stands.keys()]) };
}

/* Both halves exchange messages as the theme's do: the entries once, then each query. */
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
function reply({ type, data }) {
  if (type === SETUP) setUp(data.docs);
  return type === SETUP ? { type: READY } : { type: RESULT, data: search(data) };
}
if (!self.document) addEventListener("message", ({ data }) => postMessage(reply(data)));

/* The page's half: it comes when the reader first searches (start.js), and asks at once for what the field holds. */
(function show() {
  if (!self.document) return;
  const config = JSON.parse(document.getElementById("__config").textContent);
  const { field, list, say } = self.cmSearch;
  const base = new URL(config.base, location);
  const label = (key, count) => config.translations[count === 1 ? `${key}_one` : key].replace("#", count);
  let docs = null; // the entries by their address, once they are here
  let post = null; // asks the other half
  let loading = false;

  async function fetchIndex() {
    if (location.protocol === "file:") { // where a page may load nothing but scripts
      await new Promise((resolve, reject) => {
        const script = document.createElement("script");
        Object.assign(script, { src: new URL("search/search_index.js", base), onload: resolve, onerror: reject });
        document.head.append(script);
      });
      return self.__index;
    }
    const response = await fetch(new URL("search/search_index.json", base), { signal: AbortSignal.timeout(60_000) });
    return response.json(); // an error page is not an answer
  }

  /* Asks a worker, or this page itself where a policy, a setting or the network refuses one. */
  function start(index) {
    const receive = ({ data: { type, data } }) => (type === READY ? ask() : render(data));
    const here = () => {
      post = (message) => receive({ data: reply(message) });
      post({ type: SETUP, data: index });
    };
    try {
      const worker = new Worker(config.search);
      Object.assign(worker, { onmessage: receive, onerror: here });
      post = (message) => worker.postMessage(message);
      post({ type: SETUP, data: index });
    } catch {
      here();
    }
  }

  async function load() {
    if (loading) return;
    loading = true;
    say(label("loading"));
    try {
      const index = await fetchIndex();
      docs = new Map(index.docs.map((doc) => [doc.location, doc]));
      start(index);
    } catch {
      docs = null;
      say(label("failed"), load);
    }
    loading = false;
  }

  function ask() {
    if (docs) post({ type: QUERY, data: field.value });
    else load();
  }

  const inert = document.createElement("template");
  function plain(html) {
    inert.innerHTML = html;
    return inert.content.textContent.trim().replace(/\s+/g, " ");
  }

  /* Returns an element with the words that were looked for marked in its text. */
  function element(name, className, text = "", wanted = new Set()) {
    const node = document.createElement(name);
    node.className = className;
    for (const piece of text.split(/([\p{L}\p{M}\p{N}'’]+(?:[-\u2010-\u2013][\p{L}\p{M}\p{N}'’]+)*)/u)) {
      const found = wanted.size && tokens(piece).some((word) => [word.join(""), ...word].some((one) => wanted.has(stem(one))));
      node.append(found ? element("mark", "", piece) : piece);
    }
    return node;
  }

  /* Returns a result: a link called what its heading says, and two paragraphs that have a word of the query. */
  function result(place, tag, wanted, teaser = true) {
    const { title, text } = docs.get(place);
    const link = element("a", "md-search-result__link");
    Object.assign(link, { href: new URL(place, base), ariaLabel: plain(title) });
    const article = link.appendChild(element("article", "md-search-result__article md-typeset"));
    article.append(element(tag, "", plain(title), wanted));
    const blocks = teaser ? text.split(/<\/(?:p|li|t[dh])>/).map(plain).filter(Boolean) : [];
    const best = blocks.filter((block) => stems(block).some((one) => wanted.has(one)));
    article.append(...(best.length ? best : blocks).slice(0, 2).map((block) => element("p", "", block, wanted)));
    return link;
  }

  function render({ items, query, stems: found }) {
    if (query !== field.value) return; // the reader has typed on
    const wanted = new Set(found);
    list.replaceChildren(...items.map((group) => {
      const page = group[0].location.split("#")[0];
      const sections = group.filter(({ location: place }) => place !== page);
      const best = sections.filter((entry) => entry.score === group[0].score);
      const more = sections.slice(best.length);
      const item = element("li", "md-search-result__item");
      item.append(result(page, "h1", wanted, !best.length), ...best.map((entry) => result(entry.location, "h2", wanted)));
      if (more.length) {
        const details = item.appendChild(element("details", "md-search-result__more"));
        details.appendChild(element("summary", "")).append(element("div", "", label("more", more.length)));
        const fill = () => details.append(...more.map((entry) => result(entry.location, "h2", wanted)));
        details.addEventListener("toggle", fill, { once: true });
      }
      return item;
    }));
    list.setAttribute("role", "list"); // Safari does not announce a list without bullets
    list.closest(".md-search__scrollwrap").scrollTop = 0;
    const asked = query.trim();
    say(!asked ? label("empty") : items.length ? label("pages", items.length) : label("none"), null, asked && !items.length);
    const first = items[0]?.[0].location;
    self.cmSearch.best = first !== undefined && [...list.querySelectorAll("a")].find(({ href }) => href === `${new URL(first, base)}`);
  }

  field.addEventListener("input", () => { self.cmSearch.best = null; });
  self.cmSearch.ask = ask;
  ask();
})();
