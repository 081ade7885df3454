// Eleventy, set up to do no more than the measurements ask: no template language in Markdown, no dev server.
import { byTitle, monthName, slug } from "./lib/words.js";

const H2 = (token) => token.type === "heading_open" && token.tag === "h2";

/** Gives each heading of level two an id made of its words. */
function anchors(md) {
  md.core.ruler.push("anchors", (state) => {
    state.tokens.forEach((token, at, all) => {
      if (H2(token)) token.attrSet("id", slug(all[at + 1].content));
    });
  });
}

/** All items by what they are. */
function sorted(all) {
  const found = { side: [], nyhet: [], virksomhet: [] };
  for (const item of all) found[item.data.slag]?.push(item);
  found.side.sort(byTitle);
  found.virksomhet.sort(byTitle);
  found.nyhet.sort((one, other) => other.date - one.date);
  return found;
}

/** Items of `list` under each of the keys that `keys` gives for one. */
function grouped(list, keys) {
  const groups = new Map();
  for (const item of list) {
    for (const key of keys(item)) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(item);
    }
  }
  return groups;
}

function months(news) {
  const groups = grouped(news, (item) => [item.url.slice(0, "/nyheter/2026/11/".length)]);
  return [...groups].map(([url, items]) => ({ url, items, name: monthName(items[0].date) }));
}

export default function (eleventy) {
  let items; // sorted once a build, whichever collection asks first
  const once = (api) => (items ??= sorted(api.getAll()));
  eleventy.on("eleventy.before", () => (items = undefined));
  eleventy.amendLibrary("md", anchors);
  eleventy.addPassthroughCopy({ static: "static" });
  eleventy.addCollection("nyheter", (api) => once(api).nyhet);
  eleventy.addCollection("virksomheter", (api) => once(api).virksomhet);
  eleventy.addCollection("maneder", (api) => months(once(api).nyhet));
  eleventy.addCollection("oppslag", (api) => {
    const { side, nyhet, virksomhet } = once(api);
    return {
      pagesOfUnit: grouped(side, (item) => [item.data.virksomhet]),
      newsOfUnit: grouped(nyhet, (item) => [item.data.virksomhet]),
      pagesOfGroup: grouped(side, (item) => item.data.for),
      newsOfGroup: grouped(nyhet, (item) => item.data.for),
      partsOfUnit: grouped(virksomhet, (item) => [item.data.overordnet]),
      placeOfNews: new Map(nyhet.map((item, at) => [item.url, at])),
    };
  });
}

export const config = {
  markdownTemplateEngine: false,
  dir: { input: "content", includes: "../_includes" },
};
