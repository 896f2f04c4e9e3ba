#!/usr/bin/env python3
"""Measures how fast the program checks a large CSV, beside polars and duckdb that read and sum the same file.

DIR holds `data/admissions.csv` with the columns area_code, area, commune, district, year, occupation,
target and admitted, and `data/datapackage.json` that describes it.

- The program runs `data check`: a whole process, from its start to its end.
- polars and duckdb sum `target` and `admitted` by `area_code` and `year`, each in a process of its own.
  Their time is that of the query alone, without Python's start and the import.
- frictionless, if asked for, validates the package once: a whole process.

The first three take turns in each of the runs, after one run of each that does not count. Peak memory is
that of the whole process in all cases; on Linux it is never less than that of this script, about 15 MB,
from which the process starts. Needs Unix, Python 3.11 or later and a virtual environment:

    python3 -m venv venv && venv/bin/pip install polars==2.1.0 duckdb==2.0.1
    venv/bin/pip install frictionless==5.21.0     # only for --frictionless

usage: python peers.py PROGRAM DIR [--runs 9] [--frictionless]
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

CSV = "data/admissions.csv"
DESCRIPTOR = "data/datapackage.json"


class Run(NamedTuple):
    """One process: its time in seconds, its peak memory in bytes, and what it printed."""

    seconds: float
    memory: int
    output: str


# The queries, each in a process of its own ------------------------------------------------------------


def query_polars(path):
    """Sums with polars; returns its version, the time of the query and what it found."""
    import polars

    start = time.perf_counter()
    table = (
        polars.scan_csv(path)
        .group_by("area_code", "year")
        .agg(polars.col("target").sum(), polars.col("admitted").sum())
        .collect()
    )
    seconds = time.perf_counter() - start
    return polars.__version__, seconds, [table.height, table["target"].sum(), table["admitted"].sum()]


def query_duckdb(path):
    """Sums with duckdb into a table in memory, so that no time goes into Python objects."""
    import duckdb

    connection = duckdb.connect()
    query = f"""
        create temp table sums as
        select area_code, year, sum(target) as target, sum(admitted) as admitted
        from read_csv('{path.replace("'", "''")}')
        group by area_code, year
    """
    start = time.perf_counter()
    connection.execute(query)
    seconds = time.perf_counter() - start
    found = connection.execute("select count(*), sum(target), sum(admitted) from sums").fetchone()
    return duckdb.__version__, seconds, [int(number) for number in found]


QUERIES = {"polars": query_polars, "duckdb": query_duckdb}


# Measurement ------------------------------------------------------------------------------------------


def run(command, **options):
    """Runs a command to its end. A command that fails ends this script."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, **options)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        printed = output.read().decode(errors="replace")
        if process.returncode:
            said = (printed + errors.read().decode(errors="replace")).strip()[-1000:]
            sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}: {said}")
    # Linux counts kilobytes, macOS bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss * unit, printed)


def run_program(arguments):
    return run([arguments.program, "data", "check", "--root", str(arguments.folder)])


def run_query(name, arguments):
    """Runs a query in a fresh process; its time is the one that it reports."""
    ran = run([sys.executable, __file__, "--query", name, str(arguments.folder / CSV)])
    version, seconds, found = json.loads(ran.output)
    return Run(seconds, ran.memory, found), f"{name} {version}"


def run_frictionless(arguments):
    return run([sys.executable, "-m", "frictionless", "validate", DESCRIPTOR], cwd=arguments.folder)


def measure(arguments):
    """The runs of each peer by its name, in the order of the table."""
    runs = {}
    for number in range(arguments.runs + 1):
        found = {}
        measured = {"program, `data check`, whole process": run_program(arguments)}
        for query in QUERIES:
            ran, name = run_query(query, arguments)
            measured[f"{name}, query alone"] = ran
            found[name] = ran.output
        if len({tuple(sums) for sums in found.values()}) > 1:
            sys.exit(f"the sums differ: {found}")
        # The first run of each fills the cache of files.
        if number:
            for name, ran in measured.items():
                runs.setdefault(name, []).append(ran)
    if arguments.frictionless:
        runs["frictionless, `validate`, whole process"] = [run_frictionless(arguments)]
    return runs


def markdown(runs):
    """The runs as a Markdown table. The first row is the program."""
    lines = [
        "| Peer | Runs | Median | Minimum | Maximum | Peak memory | Program / peer |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    program = None
    for name, ran in runs.items():
        times = [one.seconds for one in ran]
        median = statistics.median(times)
        memory = statistics.median(one.memory for one in ran) / 1e6
        ratio = "–" if program is None else f"{program / median:.3g}"
        program = median if program is None else program
        lines.append(
            f"| {name} | {len(ran)} | {median:.3f} s | {min(times):.3f} s | {max(times):.3f} s | {memory:.0f} MB | {ratio} |"
        )
    return "\n".join(lines)


def main():
    if sys.argv[1:2] == ["--query"]:
        print(json.dumps(QUERIES[sys.argv[2]](sys.argv[3])))
        return
    parser = argparse.ArgumentParser(description="Measures the program beside polars, duckdb and frictionless.")
    parser.add_argument("program", metavar="PROGRAM")
    parser.add_argument("folder", metavar="DIR", type=lambda text: pathlib.Path(text).absolute(), help=f"holds {CSV} and {DESCRIPTOR}")
    parser.add_argument("--runs", type=int, default=9, help="runs of each peer (9)")
    parser.add_argument("--frictionless", action="store_true", help="also validate the package once with frictionless")
    arguments = parser.parse_args()
    arguments.program = str(pathlib.Path(arguments.program).absolute())
    if arguments.runs < 1:
        parser.error("--runs is at least 1")
    for name in (CSV, DESCRIPTOR):
        if not (arguments.folder / name).is_file():
            parser.error(f"{arguments.folder / name} is not there")
    size = (arguments.folder / CSV).stat().st_size / 1e6
    print(f"{CSV}: {size:.1f} MB; {os.cpu_count()} processors; Python {sys.version.split()[0]}\n", flush=True)
    print(markdown(measure(arguments)))


if __name__ == "__main__":
    main()
