#!/usr/bin/env python3
"""Measures the builds of a site with a page for every village: the first one, one after a changed record,
one without any change, and how soon the preview tells an open page that it is another one now.

SITE is made by `cargo bench -- --generate` (or `--adopt`) and `cargo bench -- --pages`; cells of its
`data/admissions.csv` are changed. The site is published in OUT, best on a memory file system. Each build
is a whole process with `--quiet`; the medians of several runs are told. A build after a changed record is
measured twice: the first one after a build from nothing fills the spare tree, later ones do not. The
preview is asked over its own event stream, without a browser. Needs Unix and Python 3.11 or later.

usage: python updates.py PROGRAM SITE OUT [--runs 5]
"""

import argparse
import http.client
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import time
import urllib.parse

from whole_process import run

CSV = "data/admissions.csv"
PAUSE = 1.5


def build(program, site, out):
    """Builds; returns the time in seconds and the peak memory in MB."""
    return run([program, "build", "--quiet", "--root", site, "--output", out])


class Records:
    """The records of the CSV, of which one after the other is changed. They are not held in memory: what
    this script holds would count as the peak memory of the processes that it starts."""

    def __init__(self, site):
        self.path = site / CSV
        self.random = random.Random(20261125)

    def change(self, area=None):
        """Adds one to the last number of a record, of a certain area if one is given. The change is made
        beside the site; what is returned puts it into its place in one step."""
        text = self.path.read_bytes()
        if area is None:
            start = text.index(b"\n", self.random.randrange(len(text) // 2)) + 1
        else:
            start = text.index(b"\n" + area.encode() + b",") + 1
        end = text.index(b"\n", start)
        number = text.rindex(b",", start, end) + 1
        more = str(int(text[number:end]) + 1).encode()
        unfinished = self.path.parent.parent / "unfinished.csv"
        with unfinished.open("wb") as file:
            file.writelines([text[:number], more, text[end:]])
        return lambda: unfinished.rename(self.path)

    def some_area(self):
        """The code of an area in the middle of the file."""
        text = self.path.read_bytes()
        start = text.index(b"\n", len(text) // 2) + 1
        return text[start : text.index(b",", start)].decode()


def clear(site, out):
    """Leaves nothing of earlier builds."""
    for old in [out, site / ".yearbook", *out.parent.glob(f".{out.name}.*")]:
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)


def builds(program, site, out, records, runs):
    """Measures all kinds of builds; returns the runs of each by its name."""
    names = ["first build", "one changed record, spare tree empty", "one changed record", "no change"]
    found = {name: [] for name in names}
    for _ in range(runs):
        clear(site, out)
        for name in names:
            if name.startswith("one"):
                records.change()()
            found[name].append(build(program, site, out))
    return found


def get(port, path):
    """A page of the preview."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", f"/{path}")
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def preview(program, site, records, runs):
    """From the save of a changed record to the word that its page is another one, in seconds."""
    area = records.some_area()
    page = f"areas/{area.lower()}/"
    command = [program, "serve", "--root", site, "--port", "0"]
    process = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    found = []
    try:
        port = int(re.search(r":(\d+)/", process.stdout.readline()).group(1))
        for _ in range(runs):
            text = get(port, page)
            seen = re.search(r'data-seen="?([0-9a-f]+)', text).group(1)
            connection = http.client.HTTPConnection("127.0.0.1", port)
            query = urllib.parse.urlencode({"page": f"/{page}", "seen": seen})
            connection.request("GET", f"/.yearbook/events?{query}")
            events = connection.getresponse()
            save = records.change(area)
            # Until all pages are checked, an author would not have read the last change either.
            time.sleep(PAUSE)
            start = time.perf_counter()
            save()
            while b"reload" not in events.fp.readline():
                pass
            found.append(time.perf_counter() - start)
            connection.close()
    finally:
        process.terminate()
        process.wait()
    return found


def main():
    """Reads the arguments, measures and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    program, site = arguments.program.resolve(), arguments.site.resolve()
    records = Records(site)
    print("| | Time | Peak memory |")
    print("|---|--:|--:|")
    for name, runs in builds(program, site, arguments.out.resolve(), records, arguments.runs).items():
        seconds, memory = (statistics.median(run[part] for run in runs) for part in (0, 1))
        print(f"| {name} | {seconds:.2f} s | {memory:.0f} MB |")
    median = statistics.median(preview(program, site, records, arguments.runs * 2))
    print(f"| preview, from save to the word that the page changed | {median:.3f} s | |")


if __name__ == "__main__":
    main()
