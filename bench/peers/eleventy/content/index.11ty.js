// The front page, without the departure board.
import site from "../lib/data.js";
import { icon, page } from "../lib/frame.js";
import { NEWS_FEED, contactCard, linkRow, list, teaser, teasers } from "../lib/parts.js";
import { esc } from "../lib/words.js";

export const data = { permalink: "/index.html" };

const example = (text) => [text, `/sok?q=${encodeURIComponent(text).replaceAll("%20", "+")}`];

export function render({ collections }) {
  const main = `<section class="container home__search">
  <h1>Hva leter du etter?</h1>
  <form class="search-form" action="/sok" method="get" role="search">
  <label class="visually-hidden" for="sokefelt">Søk i hele ski.kommune.no</label>
  <div class="search-form__row">
    <input class="ds-input search-form__field" type="search" name="q" id="sokefelt" value="" maxlength="400" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search">
    <button class="ds-button search-form__button" type="submit">${icon("search")}<span>Søk</span></button>
  </div>
</form>
  ${linkRow("Prøv", site.examples.map(example))}
</section>
<section class="container home__tasks" aria-labelledby="oppgaver">
  <h2 id="oppgaver">Det folk oftest trenger</h2>
  <ul class="task-list">
  ${site.tasks.map(({ text, url }) => `<li><a href="${url}">${esc(text)}</a></li>`).join("\n  ")}
</ul>
</section>
<div class="container home__rest">
  <section class="home__news" aria-labelledby="nyheter">
    <h2 id="nyheter">Nyheter</h2>
    ${teasers(collections.nyheter.slice(0, 3), 3)}
    <p class="more"><a href="/nyheter/">Alle nyheter</a></p>
  </section>
  <aside class="home__contact">
    ${contactCard("servicetorget")}
  </aside>
</div>
<section class="container home__groups" aria-labelledby="malgrupper">
  <h2 id="malgrupper">Alt samlet for deg som er</h2>
  ${list(site.groups.map(({ id, title, summary }) => teaser(title, `/for/${id}/`, summary)))}
</section>`;
  const description = `Tjenester, nyheter, politikk og postliste fra ${site.frame.site_name}. ${site.frame.vision}.`;
  return page({ title: site.frame.site_name, description, path: "/", feed: NEWS_FEED }, main);
}
