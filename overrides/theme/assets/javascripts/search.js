/* The search, as people type. The theme's worker finds every entry that has one of the words, and marks them; this
   one stands before it, says which words to look for, and puts what was found in order. It knows other words for a
   thing, other spellings and slips of the key, and weighs how much of the question an entry answers. */

/* Words that a reader may type for one another: a line for each meaning. A word that the pages use, with its
   endings, is found by itself; what helps here is the word that they do not use. */
const SAME = `
  price cost fee rate charge pay paid payment money expensive cheap free afford budget discount refund invoice
  salary wage earn earnings income
  return roi profit
  duration long length last often frequency weekly monthly
  end stop quit fire leave break breakup finish terminate goodbye
  cancel miss reschedule
  contract agreement template
  certified certification certificate accredited accreditation credential qualified qualification licence license degree
  law legal illegal lawsuit regulated regulation
  boss manager supervisor
  executive leader leadership ceo director
  buddy peer colleague coworker
  mentee protege
  mentor mentorship
  teacher school pupil classroom
  trainer instructor training course
  professor lecturer academic thesis phd university
  child kid teenager youth
  young younger junior old older senior age
  psychologist psychotherapist psychiatrist therapist therapy counselling counsellor mental
  suicide suicidal depressed depression anxiety burnout stress trauma grief crisis distress
  harm scam fraud toxic abuse bullying harassment danger risk drawback disadvantage downside
  complain complaint
  benefit advantage pros
  effective effectiveness work
  evidence proof research study scientific
  statistic figure number
  evaluate evaluation measure success metric kpi
  zoom online virtual remote phone telephone email whatsapp
  ai chatgpt gpt chatbot robot machine
  app platform software
  gdpr data privacy
  private confidential secret
  scheme program
  onboarding induction newcomer
  mandatory compulsory obligatory forced voluntary
  industry sector field
  woman women female gender sexism
  race ethnicity ethnic racism minority
  adhd autism autistic neurodivergent dyslexia
  choose find select pick hire
  hit click chemistry fit
  good well best better
  goal objective target aim
  advice advise tip
  prepare preparation
  meaning mean define definition
  history origin etymology
  conversation dialogue script
  similar similarity same overlap
`;

/* Words that shape a question and do not name its thing: left out of it, or of little weight. */
const EMPTY = `a about after all also am an and any are as at be because been between but by can cant could did didnt
  different difference do does doesnt doing dont exactly for from get got had has have he her him his how i if im in
  into is isnt it its ive just like may me might mine more most must my need no nor not of on one or our out she
  should so some tell than that the their them then there these they this those to too us use using versus very vs
  v was way we were what when where whether which while who whom whose why will with would you your`;
const LIGHT = "best better call exactly good happen many much people person right someone start want well";

const here = self.document?.currentScript.src ?? location.href;
const words = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/ß/g, "ss")
  .replace(/<[^>]*>|&\w+;|[’'](s|re|ll|ve|d|m)\b/g, " ").replace(/[’']/g, "").match(/[a-z0-9]+/g) ?? [];
/* American and British spellings come to one stem. Each word is looked at once: there are fifty thousand */
const stemmed = new Map();
function stem(word) {
  if (!stemmed.has(word)) {
    const spelt = word.replace("our", "or").replace("mme", "m").replace(/ll(?=ing|ed|or|er)/, "l")
      .replace(/z(?=e|ing|ation)/, "s");
    stemmed.set(word, lunr.stemmer(new lunr.Token(spelt)).toString());
  }
  return stemmed.get(word);
}
const stems = (text) => words(text).map(stem);

let entries, spread, vocabulary, same, empty, light, asked;

/* Reads all entries: how much each says of each stem (five times as much in its title, and some in its page's), in
   how many the stem is, and which words there are. */
function setUp({ config, docs }) {
  config.separator = "[^\\wÀ-ž’']+";
  config.pipeline = ["trimmer"];
  lunr.trimmer = (token) => token.update((word) => stems(word).join(""));
  lunr.Pipeline.registerFunction(lunr.trimmer, "stems");
  [empty, light] = [EMPTY, LIGHT].map((list) => new Set(stems(list)));
  same = SAME.trim().split("\n").map(stems);
  [entries, spread] = [new Map(), new Map()];
  const titles = new Map(docs.map(({ location, title }) => [location, title]));
  const mean = docs.reduce((sum, { text }) => sum + text.length, 0) / docs.length;
  for (const { location, title, text } of docs) {
    const [page, section] = location.split("#");
    const says = new Map();
    const add = (list, weight) => list.forEach((one) => says.set(one, (says.get(one) ?? 0) + weight));
    add(stems(title), 5);
    add(stems(text), 1 / (0.25 + 0.75 * text.length / mean));
    for (const one of says.keys()) spread.set(one, (spread.get(one) ?? 0) + 1);
    if (section) add(stems(titles.get(page) ?? ""), 1);
    entries.set(location, { page, section, says, title: stems(title).filter((one) => !empty.has(one)) });
  }
  vocabulary = lunr.TokenSet.fromArray([...stemmed.keys()].filter((word) => spread.has(stem(word))).sort());
}

const rarity = (one) => 1 + Math.log(1 + (entries.size - spread.get(one) + 0.5) / (spread.get(one) + 0.5));
const known = (set, weight) => new Map(vocabulary.intersect(set).toArray().map((word) => [stem(word), weight]));

/* What a query asks for: a list of meanings, each with the stems that stand for it and their weights. */
function meanings(query) {
  const all = [...new Set(words(query))];
  const full = all.filter((word) => !empty.has(stem(word)));
  const found = [];
  for (const word of full.length ? full : all) {
    const own = stem(word);
    if (found.some(({ stands }) => stands.has(own))) continue;
    const others = same.filter((group) => group.includes(own)).flat();
    let stands = new Map([...others.map((one) => [one, 0.8]), [own, 1]].filter(([one]) => spread.has(one)));
    // Not a word of these pages: the beginning of one, or one with a slip in it
    if (!stands.size || (word.length < 3 && word === all.at(-1))) {
      stands = new Map([...known(lunr.TokenSet.fromString(`${word}*`), 0.5), ...stands]);
    }
    if (!stands.size && word.length > 4) stands = known(lunr.TokenSet.fromFuzzyString(word, 1), 0.8);
    const rare = spread.has(own) ? rarity(own) : Math.min(...[...stands.keys()].map(rarity));
    if (stands.size) found.push({ stands, rare: rare * (light.has(own) ? 0.2 : 1) });
  }
  return found;
}

/* How well an entry answers: what it says of each meaning (as BM25 has it), and whether its title says the same as the
   query and no more. A page's own entry is its opening alone; sources come after what they are cited for,
   and pages for those who help or teach after those for who seeks help. */
const LATER = [["sources", 0.5], ["helping", 0.8], ["teach", 0.8], ["organisations", 0.8]];
function score({ page, section, says, title }) {
  const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);
  const amount = ({ stands }) => sum([...stands], ([one, weight]) => weight * (says.get(one) ?? 0));
  const whole = sum(asked, ({ rare }) => rare);
  const inTitle = sum(asked, ({ stands, rare }) => (title.some((one) => stands.has(one)) ? rare : 0)) / whole;
  const ofTitle = sum(title, (one) => (asked.some(({ stands }) => stands.has(one)) ? rarity(one) : 0))
    / (sum(title, rarity) || 1);
  const exact = inTitle * ofTitle;
  return sum(asked, (one) => one.rare * amount(one) / (amount(one) + 2)) * (1 + 2 * exact)
    * (section ? 1 : 0.8 + exact / 2) * (LATER.find(([start]) => page.startsWith(start))?.[1] ?? 1);
}

/* Shows the two best sections of a page, and not which words are missing: another may stand for them. */
function sort(groups) {
  for (const group of groups) {
    for (const entry of group) Object.assign(entry, { score: score(entries.get(entry.location)), terms: {} });
    group.sort((one, other) => other.score - one.score);
    const top = group[0].score;
    for (const entry of group.filter(({ location }) => location.includes("#")).slice(0, 2)) {
      if (entry.score > top / 2) entry.score = top;
    }
  }
  groups.sort(([one], [other]) => other.score - one.score);
}

/* Between the page and the theme's worker, whose name stands in this one's address. Zensical's has no lunr, and is
   left alone. */
const [SETUP, QUERY, RESULT] = [0, 2, 3];
const post = self.postMessage;
addEventListener("message", ({ data: message }) => {
  if (!self.lunr) return;
  if (message.type === SETUP) setUp(message.data);
  if (message.type !== QUERY) return;
  asked = meanings(message.data);
  message.data = asked.flatMap(({ stands }) => [...stands.keys()]).map((one) => `${one}^1`).join(" ");
});
self.postMessage = (message) => {
  if (self.lunr && message.type === RESULT) sort(message.data.items);
  post(message);
};
importScripts(new URL(here.match(/workers[^?&]+/)[0], here));
