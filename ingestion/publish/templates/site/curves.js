(() => {
  "use strict";
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
})();
