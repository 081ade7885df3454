// A news item.
import { page } from "../lib/frame.js";
import { NEWS_FEED, contactCard, pageHead } from "../lib/parts.js";
import { esc, time } from "../lib/words.js";

function neighbours({ nyheter, oppslag }, url) {
  const at = oppslag.placeOfNews.get(url);
  const newer = nyheter[at - 1];
  const older = nyheter[at + 1];
  if (!newer && !older) return "";
  return `<div class="with-aside__after"><nav class="neighbours" aria-label="Nyere / eldre">
  ${older ? `<a class="neighbours__older" rel="prev" href="${older.url}"><span>Eldre</span> ${esc(older.data.title)}</a>` : ""}
  ${newer ? `<a class="neighbours__newer" rel="next" href="${newer.url}"><span>Nyere</span> ${esc(newer.data.title)}</a>` : ""}
</nav></div>`;
}

export default function (data) {
  const { title, ingress, oppdatert, content } = data;
  const published = data.page.date;
  const changed = oppdatert && oppdatert - published !== 0;
  const main = `<div class="with-aside">
  <article class="with-aside__main">
    ${pageHead(title, ingress)}
    <p class="byline">Publisert ${time(published)}${changed ? `. Oppdatert ${time(oppdatert)}` : ""}</p>
    <div class="prose">
${content}
</div>
  </article>
  <aside class="with-aside__side">
    ${contactCard(data.virksomhet, oppdatert ?? published, data.eier)}
  </aside>
  ${neighbours(data.collections, data.page.url)}
</div>`;
  const crumbs = [["Forsiden", "/"], ["Nyheter", "/nyheter/"]];
  const about = { title, description: ingress, path: data.page.url, section: "/nyheter/", crumbs, feed: NEWS_FEED };
  return page(about, main);
}
