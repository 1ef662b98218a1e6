// Ask search.js, as the page does, what it finds for each query: in this site, or in given entries.
async ([queries, given]) => {
  const { base, search } = JSON.parse(document.getElementById("__config").textContent);
  if (!search.includes("/search.js?")) throw new Error("the page does not ask for search.js");
  const index = new URL("search/search_index.json", new URL(base, location));
  const { config, docs } = await (await fetch(index)).json();
  const worker = new Worker(search);
  const ask = (message) => new Promise((answer, fail) => {
    worker.onmessage = ({ data }) => answer(data.data);
    worker.onerror = (event) => fail(new Error(event.message));
    worker.postMessage(message);
  });
  await ask({ type: 0, data: { config, docs: given ?? docs, options: { suggest: false } } });
  const answers = [];
  for (const query of queries) {
    const { items } = await ask({ type: 2, data: query });
    answers.push(items.map((page) => page.map(({ location, score }) => ({ location, score }))));
  }
  worker.terminate();
  return [docs.map(({ location }) => location), answers];
}
