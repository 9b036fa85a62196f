(() => {
  "use strict";
  const marks = [...document.querySelectorAll("#text a.m")];
  const entries = [...document.querySelectorAll(".e")];
  const numberOf = (one) => one.id.slice(1);
  const claimedBy = (mark) => mark.dataset.r?.split(" ") ?? [mark.hash.slice(2)];
  const marksOf = new Map(entries.map((one) => [numberOf(one), []]));
  for (const mark of marks) for (const number of claimedBy(mark)) marksOf.get(number)?.push(mark);
  const entryOf = (number) => document.getElementById(`e${number}`);
  const isShown = (one) => one.checkVisibility() && getComputedStyle(one).borderBottomColor !== "rgba(0, 0, 0, 0)";
  const doubtful = ".a-ambiguous, .a-inferred, .a-implicit, .i-warning, .i-critical";
  let current = null;

  const clear = () => {
    for (const one of document.querySelectorAll(".on")) one.classList.remove("on");
    current = null;
  };

  // Only the pane that holds it scrolls: smoothly over a short way, at once over a long one.
  const bring = (one) => {
    const pane = one.closest(".pane");
    const box = one.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    const by = box.top - frame.top - (pane.clientHeight - Math.min(box.height, pane.clientHeight)) / 2;
    const isShort = Math.abs(by) < 2 * pane.clientHeight && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    pane.scrollBy({ top: by, behavior: isShort && document.hasFocus() ? "smooth" : "instant" });
    const wide = one.closest(".wide");
    wide?.scrollBy({ left: box.left - wide.getBoundingClientRect().left - wide.clientWidth / 2 });
  };

  // Select on one side; the other side comes to it.
  const select = (one, { cross = false } = {}) => {
    const isMark = one.matches(".m");
    const numbers = isMark ? claimedBy(one) : [numberOf(one)];
    const listed = numbers.map(entryOf).filter(Boolean);
    const claimed = isMark ? [one] : marksOf.get(numbers[0]);
    clear();
    current = one;
    for (const each of [...listed, ...claimed, ...(isMark ? marksOf.get(numbers[0]) : [])]) each.classList.add("on");
    const other = isMark ? listed.find((each) => each.checkVisibility()) ?? listed[0] : claimed[0];
    if (other) bring(other);
    if (cross && other) other.focus({ preventScroll: true });
    history.replaceState(null, "", `#${one.id}`);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#text a.m, a.e, a.x");
    const one = link?.matches(".x") ? document.getElementById(link.hash.slice(1)) : link;
    if (!one || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    select(one, { cross: event.detail === 0 });
    if (link !== one) {
      link.classList.add("on");
      current = one;
    }
  });

  const step = (by, wanted) => {
    const inList = document.activeElement?.matches(".e") ?? false;
    const all = (inList ? entries : marks).filter((one) => (inList ? one.checkVisibility() : isShown(one)) && (!wanted || one.matches(wanted)));
    if (!all.length) return;
    const from = current && current.matches(".m") !== inList ? current : document.activeElement;
    const place = all.indexOf(from);
    const after = all.findIndex((one) => from?.compareDocumentPosition?.(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    const next = place >= 0 ? place + by : by > 0 ? Math.max(after, 0) : after - 1;
    const one = all[(next + all.length) % all.length];
    select(one);
    bring(one);
    one.focus({ preventScroll: true });
  };

  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target.matches("input")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "d") step(1, doubtful);
    else if (event.key === "Escape") clear();
  });

  const cards = [...document.querySelectorAll(".card")];
  const sections = [...document.querySelectorAll("section.list")];
  const tally = () => {
    for (const one of [...sections, ...cards]) one.hidden = false;
    for (const one of cards) one.hidden = !one.querySelector(".e") || ![...one.querySelectorAll(".e")].some((each) => getComputedStyle(each).display !== "none");
    for (const one of sections) one.hidden = !one.querySelector(".card:not([hidden])");
    const shown = entries.filter((one) => one.checkVisibility()).length;
    document.getElementById("tally").textContent = `显示 ${shown} / ${entries.length} 条`;
  };
  document.querySelector(".filters").addEventListener("input", tally);
  document.getElementById("keys").hidden = false;
  tally();

  const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named && named.matches(".m, .e")) {
    select(named);
    bring(named);
  }
})();
