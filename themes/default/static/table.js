// Sorts the tables of figures by the column whose heading is pressed. The page is complete without.
"use strict";
for (const table of document.querySelectorAll("figure table")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const original = [...body.rows];
  if (original.length < 3) continue;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  // A total, or the rest that a chart leaves out, stays where its author put it.
  const isTotal = (row) => row.classList.contains("total") || row.classList.contains("rest");
  const number = (row, column) => {
    const data = row.cells[column].querySelector("data");
    return data ? Number(data.value) : Number.NaN;
  };

  const compare = (column) => (a, b) => {
    if (a.cells[column].tagName === "TH") return collator.compare(a.cells[column].textContent, b.cells[column].textContent);
    return number(a, column) - number(b, column);
  };

  const sort = (column, direction) => {
    const isKnown = (row) => row.cells[column].tagName === "TH" || !Number.isNaN(number(row, column));
    const rows = original.filter((row) => !isTotal(row));
    // What has no number comes last, in either direction.
    const before = compare(column);
    const sign = direction === "descending" ? -1 : 1;
    // Rows that are equal keep the order that their author gave them.
    const known = rows.filter(isKnown).sort((a, b) => sign * before(a, b));
    const sorted = [...known, ...rows.filter((row) => !isKnown(row))];
    const inOrder = direction ? original.map((row) => (isTotal(row) ? row : sorted.shift())) : original;
    body.append(...inOrder);
    heads.forEach((head, index) => {
      if (index === column && direction) head.setAttribute("aria-sort", direction);
      else head.removeAttribute("aria-sort");
    });
  };

  heads.forEach((head, column) => {
    // Numbers have an order, and names; lines have none, and that of periods or ages is the author's.
    if (!head.matches(".number, [data-sort]")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    const first = head.classList.contains("number") ? "descending" : "ascending";
    const second = first === "descending" ? "ascending" : "descending";
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      sort(column, now === first ? second : now === second ? null : first);
    });
  });
}
