// The news of each month, with the months before and after.
import { newsPage } from "../lib/news.js";

export const data = {
  pagination: { data: "collections.maneder", size: 1, alias: "maned" },
  permalink: ({ maned }) => `${maned.url}index.html`,
};

export function render({ collections, maned, pagination }) {
  const at = pagination.pageNumber;
  const about = {
    title: `Nyheter i ${maned.name}`,
    description: `Alle nyheter fra kommunens virksomheter i ${maned.name}.`,
    path: maned.url,
    section: "/nyheter/",
    crumbs: [["Forsiden", "/"], ["Nyheter", "/nyheter/"]],
  };
  return newsPage(about, maned.items, collections.maneder.slice(Math.max(at - 1, 0), at + 2));
}
