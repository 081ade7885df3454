// Everything for one target group, by subject.
import site from "../lib/data.js";
import { page } from "../lib/frame.js";
import { bySubject, linkRow, pageHead, teasers } from "../lib/parts.js";

export const data = {
  malgrupper: site.groups,
  pagination: { data: "malgrupper", size: 1, alias: "gruppe" },
  permalink: ({ gruppe }) => `/for/${gruppe.id}/index.html`,
};

const news = (items) => `<section class="subject" aria-labelledby="nyheter">
  <h2 id="nyheter">Nyheter</h2>
  ${teasers(items)}
</section>`;

export function render({ collections, gruppe }) {
  const { pagesOfGroup, newsOfGroup } = collections.oppslag;
  const newest = (newsOfGroup.get(gruppe.id) ?? []).slice(0, 5);
  const others = site.groups.filter(({ id }) => id !== gruppe.id).map(({ id, title }) => [title, `/for/${id}/`]);
  const main = `${pageHead(gruppe.title, gruppe.summary)}
${bySubject(pagesOfGroup.get(gruppe.id) ?? [], "subject")}
${newest.length ? news(newest) : ""}
<div class="subject-others">${linkRow("Andre grupper", others)}</div>`;
  const path = `/for/${gruppe.id}/`;
  return page({ title: gruppe.title, description: gruppe.summary, path, crumbs: [["Forsiden", "/"]] }, main);
}
