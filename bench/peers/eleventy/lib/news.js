// The newest news and the news of a month: one list, with the months beside it.
import { page } from "./frame.js";
import { NEWS_FEED, feedLink, pageHead, teasers } from "./parts.js";
import { upperFirst } from "./words.js";

const month = ({ url, name, items }, path) =>
  `<li><a href="${url}"${url === path ? ' aria-current="page"' : ""}><span>${upperFirst(name)}</span> <span class="months__count">${items.length}<span class="visually-hidden"> nyheter</span></span></a></li>`;

export function newsPage(about, items, months) {
  return page({ ...about, feed: NEWS_FEED }, `<div class="with-aside">
  <div class="with-aside__main">
    ${pageHead(about.title)}
    ${teasers(items, 2)}
  </div>
  <aside class="with-aside__side">
    <nav class="months" aria-labelledby="maneder">
      <h2 id="maneder">Måned for måned</h2>
      <ul>
        ${months.map((one) => month(one, about.path)).join("\n        ")}
      </ul>
    </nav>
    ${feedLink(NEWS_FEED.url)}
  </aside>
</div>`);
}
