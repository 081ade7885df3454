// Words and dates in Norwegian, and text made safe for HTML.
const MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split(" ");
const FOLD = { æ: "ae", ø: "o", å: "a" };
const UNSAFE = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
const ORDER = new Intl.Collator("nb");

export const esc = (text) => String(text).replace(/[&<>"']/g, (sign) => UNSAFE[sign]);

export const slug = (text) =>
  text.toLowerCase().replace(/[æøå]/g, (letter) => FOLD[letter]).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

export const monthName = (date) => `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;

export const upperFirst = (text) => text[0].toUpperCase() + text.slice(1);

export const byTitle = (one, other) => ORDER.compare(one.data.title, other.data.title);

const iso = (date) => date.toISOString().slice(0, 10);

export const time = (date) => `<time datetime="${iso(date)}">${date.getUTCDate()}. ${monthName(date)}</time>`;
