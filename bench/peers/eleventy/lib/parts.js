// The parts that pages are put together of.
import site from "./data.js";
import { icon } from "./frame.js";
import { esc, time } from "./words.js";

export const NEWS_FEED = { title: "Alle nyheter", url: "/nyheter/atom.xml" };

export const pageHead = (title, summary = "") => `<header class="page-head">
  <h1>${esc(title)}</h1>
  ${summary && `<p class="page-head__summary">${esc(summary)}</p>`}
</header>`;

const contactRows = new Map(
  Object.entries(site.contacts).map(([unit, card]) => [unit, `<section class="contact-card" aria-labelledby="kontakt">
  <h2 id="kontakt" class="contact-card__title">Kontakt</h2>
  <p class="contact-card__unit"><a href="${card.url}">${esc(card.title)}</a></p>
  <dl>
    <div><dt>${icon("phone")}<span>Telefon</span></dt>
      <dd class="contact-card__phone"><a href="${card.phone_href}">${card.phone}</a></dd></div>
    <div><dt>${icon("mail")}<span>E-post</span></dt>
      <dd><a href="mailto:${card.email}">${card.email_text}</a></dd></div>
    <div><dt>${icon("place")}<span>Besøk</span></dt>
      <dd>${esc(card.visit)}</dd></div>
    <div><dt>${icon("clock")}<span>Åpent</span></dt>
      ${card.hours.map((row) => `<dd class="contact-card__hours"><span>${row.days}</span> <span>${row.hours}</span></dd>`).join("\n      ")}
    </div>
  </dl>`]),
);

export function contactCard(unit, modified, owner) {
  const updated = modified
    ? `
  <p class="contact-card__updated">
Sist oppdatert ${time(modified)}${owner ? `<br>Ansvarlig: <span>${esc(owner)}</span>` : ""}
  </p>`
    : "";
  return `${contactRows.get(unit)}${updated}
</section>`;
}

export function teaser(title, url, summary, { level = 0, dated } = {}) {
  const tag = level ? `h${level}` : "p";
  return `<li>${dated ? `<p class="teaser-list__meta">${time(dated)}</p>` : ""}
    <${tag} class="teaser-list__title"><a href="${url}">${esc(title)}</a></${tag}>
    <p class="teaser-list__summary">${esc(summary)}</p>
  </li>`;
}

export const list = (rows) => `<ul class="teaser-list">
  ${rows.join("\n  ")}
</ul>`;

export const teasers = (items, level = 0) =>
  list(items.map(({ data, url, date }) =>
    teaser(data.title, url, data.ingress, { level, dated: data.slag === "nyhet" && date })));

export const linkRow = (label, links) => `<div class="link-row">
  <p class="link-row__label">${label}:</p>
  <ul>
    ${links.map(([text, url]) => `<li><a href="${url}">${esc(text)}</a></li>`).join("\n    ")}
  </ul>
</div>`;

/** Pages under the first of their subjects, in the register's order. */
export function bySubject(pages, className = "") {
  const found = new Map();
  for (const item of pages) {
    if (!found.has(item.data.emne)) found.set(item.data.emne, []);
    found.get(item.data.emne).push(item);
  }
  return site.subjects.filter(({ id }) => found.has(id)).map(({ id, title }) => `
<section${className && ` class="${className}"`} aria-labelledby="emne-${id}">
  <h2 id="emne-${id}">${found.size === 1 ? "Tjenester og informasjon" : esc(title)}</h2>
  ${teasers(found.get(id))}
</section>`).join("");
}

export const feedLink = (url) =>
  `<p class="feed"><a href="${url}">${icon("feed")}<span>Følg nyhetene (Atom)</span></a></p>`;
