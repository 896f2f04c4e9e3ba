#!/usr/bin/env python3
"""Compares how the program reads the files of the npm package csv-spectrum with the records that it promises.

csv-spectrum holds small CSV files that parsers tend to read wrongly, each with a JSON twin. Every file
becomes a package of its own, in which all fields are texts and no text stands for a missing value.

Needs Python 3.11 or later, without packages, and csv-spectrum:

    npm install csv-spectrum@2.0.0

usage: python spectrum.py PROGRAM NODE_MODULES
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

# Cells in which a JSON twin differs from its CSV by mistake, as the CSV has them.
CORRECTIONS = {"location_coordinates": {"Contact Phone Number": "2095257564"}}


def promised_records(twin):
    """The records of a JSON twin. A twin that is no list holds the only record."""
    promised = json.loads(twin.read_text(encoding="utf-8"))
    records = promised if isinstance(promised, list) else [promised]
    return [record | CORRECTIONS.get(twin.stem, {}) for record in records]


def write_package(folder, csv, fields):
    """Copies the CSV into the folder and describes it."""
    shutil.copy(csv, folder / "table.csv")
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "csv-spectrum",
        "title": csv.stem,
        "resources": [
            {
                "name": "table",
                "type": "table",
                "path": "table.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [{"name": name, "type": "string"} for name in fields],
                    "missingValues": [],
                },
            }
        ],
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor, indent=2), encoding="utf-8")


def read_records(program, folder):
    """The records that the program reads."""
    command = [program, "data", "show", "table", "--root", str(folder), "--rows", "1000", "--format", "json"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", timeout=60)
    if run.returncode:
        raise ValueError(f"exit status {run.returncode}: {run.stderr.strip()[:300]}")
    return json.loads(run.stdout)["records"]


def fault_of(program, csv, twin):
    """What is wrong with the program's answer, or None."""
    promised = promised_records(twin)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_package(folder, csv, promised[0])
        try:
            records = read_records(program, folder)
        except (ValueError, KeyError, TypeError) as exception:
            return f"no records: {exception}"
    if records != promised:
        return f"promised {json.dumps(promised, ensure_ascii=False)}, read {json.dumps(records, ensure_ascii=False)}"
    return None


def main():
    parser = argparse.ArgumentParser(description="Compares the program with the files of csv-spectrum.")
    parser.add_argument("program", metavar="PROGRAM")
    parser.add_argument("node_modules", metavar="NODE_MODULES", type=pathlib.Path, help="the folder with csv-spectrum in it")
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.program).absolute())
    package = arguments.node_modules / "csv-spectrum"
    files = sorted((package / "csvs").glob("*.csv"))
    if not files:
        parser.error(f"{package} has no CSV files")
    passed = failed = 0
    for csv in files:
        fault = fault_of(program, csv, package / "json" / f"{csv.stem}.json")
        print(f"{'FAILED' if fault else 'passed'} {csv.stem}{': ' + fault if fault else ''}", flush=True)
        passed += not fault
        failed += bool(fault)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
