// Shows the value at the pointer, the finger or the focus of a chart. The page is complete without.
"use strict";
for (const chart of document.querySelectorAll("svg.chart")) {
  const data = [...chart.querySelectorAll("g.datum")];
  if (!data.length) continue;
  const texts = data.map((datum) => {
    const title = datum.querySelector("title");
    const text = title.textContent;
    // The browser's own tip would lie on ours.
    title.remove();
    return text;
  });
  const tip = document.createElement("output");
  tip.className = "chart-tip";
  tip.hidden = true;
  const drawings = chart.parentElement;
  drawings.append(tip);
  let current = -1;

  const place = (datum) => {
    // What is seen of a datum, without its words.
    const shapes = datum.querySelectorAll("rect, circle, path");
    return (shapes[0] || datum).getBoundingClientRect();
  };

  const dim = (series) => {
    for (const shape of chart.querySelectorAll("[class*=' s']:not(.cell)")) {
      const own = / s(\d)\b/.exec(shape.getAttribute("class"));
      const other = series && own && Number(own[1]) !== (Number(series) % 6) + 1;
      shape.classList.toggle("dim", Boolean(other));
    }
  };

  const show = (index) => {
    if (index === current) return;
    if (current >= 0) data[current].classList.remove("shown");
    current = index;
    tip.hidden = index < 0;
    dim(index < 0 ? null : data[index].dataset.series);
    if (index < 0) return;
    data[index].classList.add("shown");
    tip.textContent = texts[index];
    const frame = drawings.getBoundingClientRect();
    const box = place(data[index]);
    const middle = box.left + box.width / 2 - frame.left;
    const left = Math.min(middle - tip.offsetWidth / 2, frame.width - tip.offsetWidth);
    const above = box.top - frame.top - tip.offsetHeight - 8;
    tip.style.left = `${Math.max(left, 0)}px`;
    tip.style.top = `${above < 0 ? box.bottom - frame.top + 8 : above}px`;
  };

  const nearest = (event) => {
    const own = event.target.closest && event.target.closest("g.datum");
    if (own) return data.indexOf(own);
    let best = -1;
    let least = 48;
    data.forEach((datum, index) => {
      const box = place(datum);
      const x = Math.max(box.left - event.clientX, 0, event.clientX - box.right);
      const y = Math.max(box.top - event.clientY, 0, event.clientY - box.bottom);
      const distance = Math.hypot(x, y);
      if (distance < least) {
        least = distance;
        best = index;
      }
    });
    return best;
  };

  chart.addEventListener("pointermove", (event) => show(nearest(event)));
  chart.addEventListener("pointerdown", (event) => show(nearest(event)));
  chart.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") show(-1);
  });

  // The keys walk from datum to datum; the table has the same numbers.
  chart.setAttribute("tabindex", "0");
  chart.addEventListener("blur", () => show(-1));
  chart.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      show(-1);
    } else if (step) {
      event.preventDefault();
      show((current + step + data.length + (current < 0 && step < 0 ? 1 : 0)) % data.length);
    }
  });
}
