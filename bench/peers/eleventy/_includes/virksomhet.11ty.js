// A unit's own page: its pages by subject, its news, how to reach it.
import site from "../lib/data.js";
import { page } from "../lib/frame.js";
import { bySubject, contactCard, feedLink, linkRow, pageHead, teasers } from "../lib/parts.js";

function news(items, feed) {
  if (!items.length) return "";
  return `<div class="with-aside__after">
    <section aria-labelledby="nyheter">
      <h2 id="nyheter">Nyheter</h2>
      ${teasers(items, 3)}
      ${feedLink(feed)}
    </section>
  </div>`;
}

export default function (data) {
  const { title, ingress, virksomhet, overordnet } = data;
  const { pagesOfUnit, newsOfUnit, partsOfUnit } = data.collections.oppslag;
  const path = data.page.url;
  const parts = partsOfUnit.get(virksomhet) ?? [];
  const parent = site.contacts[overordnet];
  const main = `<div class="with-aside">
  <div class="with-aside__main">
    ${pageHead(title, ingress)}
    ${bySubject(pagesOfUnit.get(virksomhet) ?? [])}
    <div class="prose">
${data.content}
</div>
    ${parts.length ? linkRow("Hører til her", parts.map((part) => [part.data.title, part.url])) : ""}
    ${parent ? linkRow("En del av", [[parent.title, parent.url]]) : ""}
  </div>
  <aside class="with-aside__side">
    ${contactCard(virksomhet, data.oppdatert)}
  </aside>
  ${news((newsOfUnit.get(virksomhet) ?? []).slice(0, 3), `${path}atom.xml`)}
</div>`;
  const crumbs = [["Forsiden", "/"], ["Virksomheter", "/virksomheter/"]];
  const feed = { title: `Nyheter fra ${title}`, url: `${path}atom.xml` };
  return page({ title, description: ingress, path, section: "/virksomheter/", crumbs, feed }, main);
}
