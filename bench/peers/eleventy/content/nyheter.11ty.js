// /nyheter/: the newest.
import { newsPage } from "../lib/news.js";

export const data = { permalink: "/nyheter/index.html" };

export function render({ collections }) {
  const description = "De siste nyhetene fra kommunens virksomheter.";
  const about = { title: "Nyheter", description, path: "/nyheter/", crumbs: [["Forsiden", "/"]] };
  return newsPage(about, collections.nyheter.slice(0, 10), collections.maneder);
}
