// Draws the bench's grouped columns with Observable Plot in jsdom; prints milliseconds and bytes.
// usage: node chart_peers.mjs   (beside node_modules with @observablehq/plot and jsdom)
import * as Plot from "@observablehq/plot";
import { JSDOM } from "jsdom";

const { document } = new JSDOM("").window;
const series = ["admitted", "target"];
const data = series.flatMap((name, position) =>
  Array.from({ length: 10 }, (_, index) => ({
    period: String(2015 + index),
    series: name,
    value: ((index * 37 + position * 11) % 97) + 20,
  })),
);

function draw() {
  return Plot.plot({
    document,
    width: 640,
    height: 308,
    x: { axis: null },
    fx: { label: null },
    color: { domain: series },
    marks: [
      Plot.barY(data, { fx: "period", x: "series", y: "value", fill: "series" }),
      Plot.text(data, { fx: "period", x: "series", y: "value", text: "value", dy: -6 }),
      Plot.ruleY([0]),
    ],
  }).outerHTML;
}

let svg = draw();
const times = [];
for (let run = 0; run < 51; run += 1) {
  const start = performance.now();
  svg = draw();
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
console.log(times[25].toFixed(3), Buffer.byteLength(svg));
