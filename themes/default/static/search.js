// Searches while readers type: places in short lists by first letters, texts in an index of all pages, and
// the list of all pages, which narrows to those whose names hold what is typed. With marks or without;
// what has exactly the typed marks comes first. The page is complete without.
"use strict";
{
  const MOST = 20;
  const MOST_LISTS = 4;
  const PAUSE = 150;
  const field = document.getElementById("page--search");
  const found = document.getElementById("page--found");
  const places = document.getElementById("page--places");
  const texts = document.getElementById("page--texts");
  const fold = (text) => text.normalize("NFD").toLowerCase().replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const entries = [...document.querySelectorAll(".letter li")].map((element) => {
    return { element, folded: fold(element.textContent) };
  });
  const sections = [...document.querySelectorAll(".letter")];
  const letters = document.querySelector(".letters");

  const narrow = (typed) => {
    const words = wordsOf(typed);
    let count = 0;
    for (const { element, folded } of entries) {
      element.hidden = !words.every((word) => folded.includes(word));
      count += element.hidden ? 0 : 1;
    }
    for (const section of sections) section.hidden = !section.querySelector("li:not([hidden])");
    if (letters) letters.hidden = words.length > 0;
    found.hidden = words.length === 0;
    found.textContent = (count === 1 ? found.dataset.one : found.dataset.other).replace("{count}", count);
  };

  const element = (name, text, href) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (href) made.href = href;
    return made;
  };

  const show = (section, items) => {
    section.querySelector("ul").replaceChildren(...items);
    section.hidden = items.length === 0;
  };

  // Places -----------------------------------------------------------------------------------------------

  const fetched = new Map();
  const json = (address) => {
    if (!fetched.has(address)) fetched.set(address, fetch(address).then((answer) => answer.json()));
    return fetched.get(address);
  };

  /** The lists for the word that is likely the rarest: the one with the longest list of its letters; for a
   *  word that is not typed to its end the lists of its beginning, where they are few. */
  const listsFor = (index, words) => {
    const wanted = words.filter((word) => word.length > 1 && !index.common.includes(word));
    const whole = wanted.map((word) => index.lists.filter((list) => word.startsWith(list)).pop()).filter(Boolean);
    if (whole.length > 0) return [whole.sort((a, b) => b.length - a.length)[0]];
    const begun = wanted.map((word) => index.lists.filter((list) => list.startsWith(word)));
    return begun.find((lists) => lists.length > 0 && lists.length <= MOST_LISTS) ?? [];
  };

  const findPlaces = async (typed) => {
    const words = wordsOf(typed);
    const folder = places.dataset.folder;
    const index = await json(`${folder}index.json`);
    const lists = await Promise.all(listsFor(index, words).map((list) => json(`${folder}${list}.json`)));
    const exact = typed.normalize("NFC").toLowerCase().trim();
    const folded = fold(exact);
    const rank = ([name, , , keys]) => {
      const own = name.toLowerCase();
      if ([own, ...keys.map((key) => key.toLowerCase())].includes(exact)) return 0;
      if (own.includes(exact)) return 1;
      if ([own, ...keys].map(fold).includes(folded)) return 2;
      return fold(name).includes(folded) ? 3 : 4;
    };
    const all = new Map(lists.flat().map((entry) => [entry[1], entry]));
    const matching = [...all.values()].filter(([name, , , keys]) => {
      const own = wordsOf([name, ...keys].join(" "));
      return words.every((word) => own.some((known) => known.startsWith(word)));
    });
    return matching.sort((a, b) => rank(a) - rank(b)).slice(0, MOST).map(([name, href, within, keys]) => {
      const item = document.createElement("li");
      item.append(element("a", name, href));
      if (within) item.append(" ", Object.assign(element("span", within), { className: "soft" }));
      const plain = fold(name);
      const key = words.every((word) => plain.includes(word)) ? null : keys.find((k) => wordsOf(k).some((w) => words.some((word) => w.startsWith(word))));
      if (key) item.append(" ", Object.assign(element("span", `(${key})`), { className: "soft" }));
      return item;
    });
  };

  // Texts ------------------------------------------------------------------------------------------------

  let program;
  /** An excerpt as text with its marked words, and nothing else that may stand in it. */
  const excerpt = (html) => {
    const line = document.createElement("p");
    for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
      line.append(node.nodeName === "MARK" ? element("mark", node.textContent) : node.textContent);
    }
    return line;
  };

  const findTexts = async (typed) => {
    program ??= import(texts.dataset.program);
    const { search } = await program;
    const { results } = await search(typed);
    const pages = await Promise.all(results.slice(0, MOST / 2).map((result) => result.data()));
    return pages.map(({ url, meta, excerpt: html }) => {
      const item = document.createElement("li");
      item.append(element("a", meta.title || url, url), excerpt(html));
      return item;
    });
  };

  // ------------------------------------------------------------------------------------------------------

  let asked = "";
  const ask = async (section, find, typed) => {
    if (!section) return;
    // Where a host or browser does not let it run, the list of all pages is still there.
    const items = typed.trim().length < 2 ? [] : await find(typed).catch(() => []);
    if (asked === typed) show(section, items);
  };

  let timer;
  const search = () => {
    const typed = field.value;
    asked = typed;
    narrow(typed);
    clearTimeout(timer);
    timer = setTimeout(() => {
      ask(places, findPlaces, typed);
      ask(texts, findTexts, typed);
    }, PAUSE);
  };

  field.parentElement.hidden = false;
  field.addEventListener("input", search);
  // A link may name what is searched for: /search/#q=hai+duong
  const wanted = new URLSearchParams(location.hash.slice(1)).get("q");
  if (wanted) {
    field.value = wanted;
    search();
  }
}
