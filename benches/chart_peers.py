#!/usr/bin/env python3
"""Draws the grouped columns of the chart bench with vl-convert and with matplotlib.

Prints a line for each: its name and version, the median milliseconds of one chart from the series to
SVG text, and the bytes of the SVG. The first chart does not count.

    python3 -m venv venv && venv/bin/pip install vl-convert-python==1.9.0.post1 matplotlib==3.11.2
    venv/bin/python benches/chart_peers.py
"""

import io
import statistics
import time
from importlib.metadata import version

RUNS = 15
SERIES = ["admitted", "target"]
DATA = [
    {"period": str(2015 + index), "series": name, "value": (index * 37 + position * 11) % 97 + 20}
    for position, name in enumerate(SERIES)
    for index in range(10)
]


def with_vl_convert():
    import vl_convert

    specification = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 600,
        "height": 230,
        "data": {"values": DATA},
        "mark": "bar",
        "encoding": {
            "x": {"field": "period", "type": "ordinal"},
            "xOffset": {"field": "series"},
            "y": {"field": "value", "type": "quantitative"},
            "color": {"field": "series"},
        },
    }
    return lambda: vl_convert.vegalite_to_svg(specification)


def with_matplotlib():
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    def draw():
        figure, axes = pyplot.subplots(figsize=(6.4, 3.08))
        for position, name in enumerate(SERIES):
            values = [row["value"] for row in DATA if row["series"] == name]
            axes.bar([index + position * 0.4 for index in range(10)], values, 0.4, label=name)
        axes.set_xticks([index + 0.2 for index in range(10)], [str(2015 + index) for index in range(10)])
        axes.legend()
        text = io.StringIO()
        figure.savefig(text, format="svg")
        pyplot.close(figure)
        return text.getvalue()

    return draw


def measure(draw):
    draw()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        svg = draw()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000, len(svg.encode())


for package, made in [("vl-convert-python", with_vl_convert), ("matplotlib", with_matplotlib)]:
    milliseconds, size = measure(made())
    print(f"{package} {version(package)}: {milliseconds:.1f} ms a chart, {size} bytes")
