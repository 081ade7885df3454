/* Keeps an open page up to date while somebody edits. Served in development only; never part of the site. */
(() => {
  const { hendelser, sett } = document.currentScript.dataset;
  let seen = sett;
  let source = null;
  let panel = null;
  let shown = "";

  function follow() {
    if (source || document.hidden) return;
    source = new EventSource(`${hendelser}&sett=${encodeURIComponent(seen)}`);
    source.addEventListener("last", () => location.reload());
    source.addEventListener("feil", (event) => tell(event, event.data));
    source.addEventListener("greit", (event) => tell(event, ""));
    source.addEventListener("error", () => {
      leave();
      setTimeout(follow, 1000);
    });
  }

  function leave() {
    source?.close();
    source = null;
  }

  function tell(event, html) {
    seen = event.lastEventId;
    if (html === shown) return;
    shown = html;
    panel?.remove();
    panel = document.createRange().createContextualFragment(html).firstElementChild;
    if (panel) document.body.prepend(panel);
  }

  // A browser keeps few connections to one host: only pages that somebody sees hold one.
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : follow()));
  follow();
})();
