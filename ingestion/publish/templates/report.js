(() => {
  "use strict";
  const form = document.getElementById("filters");
  const findings = [...document.querySelectorAll("details.finding")];
  const groups = [...document.querySelectorAll(".group")];
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  const texts = new Map();
  const textOf = (one) => {
    if (!texts.has(one)) texts.set(one, folded(one.textContent));
    return texts.get(one);
  };

  const apply = () => {
    const wanted = new Set([...form.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    const check = form.elements.check.value;
    const file = form.elements.document.value;
    const words = folded(form.elements.text.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const one of findings) {
      const fits = wanted.has(one.dataset.severity)
        && (!check || one.dataset.check === check)
        && (!file || one.dataset.document === file)
        && words.every((word) => textOf(one).includes(word));
      one.hidden = !fits;
      shown += fits;
    }
    for (const group of groups) group.hidden = !group.querySelector("details.finding:not([hidden])");
    document.getElementById("tally").textContent = `显示 ${shown} / ${findings.length} 条`;
  };

  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (target instanceof HTMLDetailsElement) {
      target.hidden = false;
      target.open = true;
      target.closest(".group").hidden = false;
      target.scrollIntoView();
    }
  };

  if (form) {
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    document.getElementById("unfold").addEventListener("click", () => {
      const visible = findings.filter((one) => !one.hidden);
      const open = visible.some((one) => !one.open);
      for (const one of visible) one.open = open;
    });
    apply();
  }
  for (const pick of document.querySelectorAll(".curve-pick")) {
    const plan = pick.closest(".curve-plan");
    pick.hidden = false;
    pick.addEventListener("submit", (event) => event.preventDefault());
    pick.addEventListener("input", () => {
      const org = pick.querySelector("select").value;
      plan.classList.toggle("picked", Boolean(org));
      for (const path of plan.querySelectorAll("path[data-org]")) path.classList.toggle("on", path.dataset.org === org);
    });
  }

  addEventListener("hashchange", reveal);
  reveal();

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });
})();
