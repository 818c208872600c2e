"use strict";
// Everything is readable without this script: it folds evidence away, filters and sorts the table.
(() => {
  const byId = (id) => document.getElementById(id);
  const table = byId("provisions");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const folds = Array.from(body.querySelectorAll("details"));
  const form = byId("filters");
  const shown = byId("shown");
  const text = byId("f-text");
  const opener = byId("f-open");
  const selects = { verdict: byId("f-verdict"), obligation: byId("f-obligation"), aspect: byId("f-aspect") };
  const fold = (value) => value.normalize("NFKC").toLowerCase();
  const searchable = new Map(rows.map((row) => [row, fold(row.textContent)]));

  const openAll = (open) => {
    folds.forEach((each) => { each.open = open; });
    opener.textContent = open ? opener.dataset.close : opener.dataset.open;
    opener.setAttribute("aria-expanded", String(open));
  };

  const filter = () => {
    const words = fold(text.value).split(/\s+/).filter(Boolean);
    let n = 0;
    rows.forEach((row) => {
      const fits = Object.entries(selects).every(([key, select]) => !select.value || row.dataset[key] === select.value)
        && words.every((word) => searchable.get(row).includes(word));
      row.hidden = !fits;
      n += fits ? 1 : 0;
    });
    shown.textContent = n ? shown.dataset.text.replace("{n}", n).replace("{total}", rows.length) : shown.dataset.none;
  };

  const place = (select, value) => Array.from(select.options).findIndex((option) => option.value === value);
  const keys = {
    provision: (row) => rows.indexOf(row),
    obligation: (row) => place(selects.obligation, row.dataset.obligation),
    verdict: (row) => place(selects.verdict, row.dataset.verdict),
    sure: (row) => Number(row.dataset.score),
  };

  const sort = (head) => {
    const rising = head.getAttribute("aria-sort") !== "ascending";
    table.querySelectorAll("th[aria-sort]").forEach((each) => each.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", rising ? "ascending" : "descending");
    const key = keys[head.dataset.sort];
    const order = rows.map((row, at) => [key(row), at, row]);
    order.sort((a, b) => (rising ? a[0] - b[0] : b[0] - a[0]) || a[1] - b[1]);
    body.append(...order.map((each) => each[2]));
  };

  table.querySelectorAll("th[data-sort]").forEach((head) => {
    const button = document.createElement("button");
    button.type = "button";
    const onPaper = document.createElement("span");
    onPaper.className = "on-paper";
    onPaper.textContent = button.textContent = head.textContent.trim();
    button.addEventListener("click", () => sort(head));
    head.replaceChildren(button, onPaper);
  });

  // A link to a provision shows it, whatever the filters say.
  const follow = () => {
    const row = byId(decodeURIComponent(location.hash.slice(1)));
    if (!row || row.parentNode !== body) return;
    if (row.hidden) { form.reset(); filter(); }
    row.querySelectorAll("details").forEach((each) => { each.open = true; });
    row.scrollIntoView();
  };

  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  opener.addEventListener("click", () => openAll(opener.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      text.focus();
    } else if (event.key === "Escape" && event.target === text) {
      text.value = "";
      filter();
    }
  });
  addEventListener("hashchange", follow);
  form.hidden = false;
  openAll(false);
  filter();
  follow();
})();
