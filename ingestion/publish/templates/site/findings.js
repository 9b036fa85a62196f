(() => {
  "use strict";
  const form = document.getElementById("filters");
  if (!form) return;
  const rows = [...document.querySelectorAll("#list .f")];
  const causes = [...document.querySelectorAll("#list .cause")];
  const boxes = [...form.querySelectorAll("[name=severity]")];
  const choices = [...form.querySelectorAll("select")];
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  const texts = new Map();
  const textOf = (one) => {
    if (!texts.has(one)) {
      const cause = one.closest(".cause")?.querySelector("h3")?.textContent ?? "";
      texts.set(one, folded(`${one.textContent} ${cause}`));
    }
    return texts.get(one);
  };

  // What is chosen stands in the address, so that it can be kept and sent.
  const write = () => {
    const state = new URLSearchParams();
    const checked = boxes.filter((box) => box.checked).map((box) => box.value);
    if (checked.length < boxes.length) state.set("severity", checked.join(","));
    for (const one of choices) if (one.value) state.set(one.name, one.value);
    if (form.elements.new.checked) state.set("new", "1");
    if (form.elements.q.value.trim()) state.set("q", form.elements.q.value.trim());
    const text = state.toString();
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  };

  const read = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    const severities = state.get("severity")?.split(",");
    for (const box of boxes) box.checked = !severities || severities.includes(box.value);
    for (const one of choices) {
      const value = state.get(one.name) ?? "";
      one.value = [...one.options].some((option) => option.value === value) ? value : "";
    }
    form.elements.new.checked = state.get("new") === "1";
    form.elements.q.value = state.get("q") ?? "";
  };

  const apply = () => {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const chosen = choices.filter((one) => one.value).map((one) => [one.name, one.value]);
    const isNew = form.elements.new.checked;
    const words = folded(form.elements.q.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const one of rows) {
      const fits = wanted.has(one.dataset.severity)
        && chosen.every(([name, value]) => one.dataset[name] === value)
        && (!isNew || "new" in one.dataset)
        && words.every((word) => textOf(one).includes(word));
      one.hidden = !fits;
      shown += fits;
    }
    for (const one of causes) one.hidden = !one.querySelector(".f:not([hidden])");
    document.getElementById("none").hidden = shown > 0;
    document.getElementById("tally").textContent = `显示 ${shown} / ${rows.length} 条`;
  };

  form.hidden = false;
  form.addEventListener("input", () => { write(); apply(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { write(); apply(); }));
  addEventListener("hashchange", () => { read(); apply(); });
  read();
  apply();
})();
