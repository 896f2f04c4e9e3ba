#!/usr/bin/env python3
"""Compares what the program says about the packages beside this file with what frictionless says.

Each folder holds a small package. A folder `ok-…` is valid; a folder `bad-…` has one mistake, told in
the package's title. Compared are the verdict, and the place of every error that frictionless reports:
the same file, line and field must be among the program's errors.

Needs Python 3.11 or later and a virtual environment with what `.ci/run` needs of Python:

    python3 -m venv venv && venv/bin/pip install --requirement tests/requirements.txt

usage:

    python compare.py PROGRAM [CASE…]                both, one line for each case
    python compare.py --frictionless-only [CASE…]    only what frictionless says, with its messages
    python compare.py --write-places [CASE…]         writes `places.txt` of each case

`places.txt` holds one line for each place at which frictionless reports errors: `FILE:LINE:FIELD`.
A line is a line of the file, also within quotes, and counts from 1: the line on which the cell starts.
A field is `-` where frictionless names none, and where the record ends before it: then the line is the
first of the record, and the program may name any place of the record. Line and field are `-` for an
error of the file as a whole, such as a wrong encoding, and for an error of the descriptor.

`differences.toml` lists the cases in which the two differ on purpose:

    [bad-example]
    program = "invalid"           # or "valid"
    frictionless = "valid"        # or "invalid", or "not run"
    place = false                 # the places differ: only the verdict is compared, no places.txt
    reason = "why they differ"

A listed difference that no longer exists is a failure, and so is a `places.txt` that is out of date.
"""

import argparse
import bisect
import codecs
import json
import logging
import pathlib
import subprocess
import sys
import tomllib
from typing import NamedTuple

HERE = pathlib.Path(__file__).resolve().parent
DESCRIPTOR = "datapackage.json"
DIFFERENCES = "differences.toml"
PLACES = "places.txt"

# Errors that frictionless finds in a file as a whole. Others without a row are errors of the descriptor.
FILE_ERRORS = {"encoding-error", "source-error", "error", "hash-count", "byte-count", "field-count", "row-count"}


class Place(NamedTuple):
    """Where an error is. `line` and `field` are None as in `places.txt`; `row` counts records."""

    file: str
    row: int | None = None
    line: int | None = None
    field: int | None = None

    def __str__(self):
        return f"{self.file}:{self.line or '-'}:{self.field or '-'}"


# Cutting a CSV ---------------------------------------------------------------------------------------


class Dialect(NamedTuple):
    """The characters that structure a CSV."""

    delimiter: str
    quote: str
    double_quote: bool
    escape: str | None
    skip_initial_space: bool
    comment: str | None

    @staticmethod
    def of(resource):
        dialect = resource.get("dialect")
        dialect = dialect if isinstance(dialect, dict) else {}
        return Dialect(
            delimiter=dialect.get("delimiter", ","),
            quote=dialect.get("quoteChar", '"'),
            double_quote=dialect.get("doubleQuote", True),
            escape=dialect.get("escapeChar"),
            skip_initial_space=dialect.get("skipInitialSpace", False),
            comment=dialect.get("commentChar"),
        )


class Table:
    """The text of a CSV, cut into rows and cells.

    Rows count as in frictionless: each record is one, however many lines it takes, and so is each
    header row, each comment and each blank line.
    """

    def __init__(self, path, resource):
        self.text = path.read_bytes().decode(encoding(resource), errors="replace")
        self.line_starts, self.rows = [0], []
        self.cut(Dialect.of(resource))

    def cut(self, dialect):
        """Fills `rows` with the start, the end and the cells of each row, and `line_starts`."""
        text, at = self.text, 0
        while at < len(text):
            if dialect.comment and text.startswith(dialect.comment, at):
                end = self.end_of_line(at)
                cells = [(at, end)]
            else:
                cells, end = self.cut_record(at, dialect)
            self.rows.append((at, end, cells))
            at = end + self.line_end(end)
        for at in range(len(text)):
            length = self.line_end(at)
            if length and not (text[at] == "\n" and at and text[at - 1] == "\r"):
                self.line_starts.append(at + length)

    def cut_record(self, at, dialect):
        """The start and the end of each cell of the record at `at`, and where the record ends.

        A blank line has no cell.
        """
        text, cells = self.text, []
        if self.line_end(at):
            return cells, at
        while True:
            start = at
            while dialect.skip_initial_space and text.startswith(" ", at):
                at += 1
            if dialect.quote and text.startswith(dialect.quote, at):
                at = self.end_of_quoted(at + 1, dialect)
            while at < len(text) and text[at] != dialect.delimiter and not self.line_end(at):
                at += 2 if text[at] == dialect.escape else 1
            cells.append((start, at))
            if not text.startswith(dialect.delimiter, at):
                return cells, at
            at += 1

    def end_of_quoted(self, at, dialect):
        """Behind the quote that closes the cell, or the end of the text."""
        text = self.text
        while at < len(text):
            if text[at] == dialect.escape:
                at += 2
            elif text[at] != dialect.quote:
                at += 1
            elif dialect.double_quote and text.startswith(dialect.quote, at + 1):
                at += 2
            else:
                return at + 1
        return at

    def line_end(self, at):
        """How many characters the line end at `at` takes; 0 where there is none."""
        if self.text.startswith("\r\n", at):
            return 2
        return 1 if at < len(self.text) and self.text[at] in "\r\n" else 0

    def end_of_line(self, at):
        while at < len(self.text) and not self.line_end(at):
            at += 1
        return at

    def line_of(self, offset):
        return bisect.bisect_right(self.line_starts, offset)

    def place(self, file, row, field):
        """The place of a row and a field of frictionless, which may name cells that are not there."""
        start, _, cells = self.rows[row - 1]
        if field is None or field > len(cells):
            return Place(file, row, self.line_of(start))
        return Place(file, row, self.line_of(cells[field - 1][0]), field)

    def place_at(self, file, line, column):
        """The place of a line and a column of the program."""
        if line > len(self.line_starts):
            return Place(file, None, line)
        offset = self.line_starts[line - 1] + column - 1
        for row, (start, end, cells) in enumerate(self.rows, 1):
            if start <= offset <= end:
                field = next((number for number, (_, end) in enumerate(cells, 1) if offset <= end), None)
                return Place(file, row, line, field)
        return Place(file, None, line)


def encoding(resource):
    """The declared encoding of a resource, with the byte order mark taken away; None if it is not known."""
    try:
        name = codecs.lookup(resource.get("encoding") or "utf-8").name
    except LookupError:
        return None
    return "utf-8-sig" if name == "utf-8" else name


class Case:
    """A folder with a package."""

    def __init__(self, name):
        self.name = name
        self.folder = HERE / name
        self.tables = {}
        try:
            descriptor = json.loads((self.folder / DESCRIPTOR).read_text(encoding="utf-8"))
        except json.JSONDecodeError:
            descriptor = {}
        resources = [resource for resource in descriptor.get("resources", []) if isinstance(resource, dict)]
        self.resources = {resource["path"]: resource for resource in resources if isinstance(resource.get("path"), str)}

    @property
    def verdict(self):
        """What the name of the folder promises."""
        return "valid" if self.name.startswith("ok-") else "invalid"

    def table(self, file):
        """The table of a file, or None if the package has no such file or it cannot be read."""
        if file not in self.tables:
            path = self.folder / file
            known = file in self.resources and encoding(self.resources[file]) and path.is_file()
            self.tables[file] = Table(path, self.resources[file]) if known else None
        return self.tables[file]


# What frictionless says ------------------------------------------------------------------------------


class Finding(NamedTuple):
    """One error: its place, its kind and its message."""

    place: Place
    kind: str
    message: str


def ask_frictionless(case):
    """The errors that frictionless reports."""
    from frictionless import FrictionlessException, Package, system

    findings = []
    with system.use_context(trusted=False, onerror="ignore"):
        try:
            package = Package.from_descriptor(str(case.folder / DESCRIPTOR))
            report = package.validate(limit_errors=100_000)
        except FrictionlessException as exception:
            return [finding(case, DESCRIPTOR, error) for error in exception.to_errors()]
        findings += [finding(case, DESCRIPTOR, error) for error in report.errors]
        for task in report.tasks:
            findings += [finding(case, task.place, error) for error in task.errors]
    return findings


def finding(case, file, error):
    """One error of frictionless with its place in the file."""
    row = getattr(error, "row_number", None)
    field = getattr(error, "field_number", None)
    if row is None and getattr(error, "row_numbers", None):
        row = error.row_numbers[0]
    table = case.table(file)
    if table is None or row is None and error.type not in FILE_ERRORS:
        place = Place(DESCRIPTOR)
    elif row is None:
        place = Place(file)
    else:
        place = table.place(file, row, field)
    return Finding(place, error.type, error.message)


# What the program says -------------------------------------------------------------------------------


class Answer(NamedTuple):
    """What the program says about a case, or what is wrong with its answer."""

    verdict: str | None
    findings: list
    fault: str | None = None


def ask_program(program, case):
    """The errors that the program reports."""
    command = [program, "data", "check", "--format", "json", "--root", str(case.folder)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", timeout=60)
    if run.returncode not in (0, 1):
        return Answer(None, [], f"exit status {run.returncode}: {run.stderr.strip()[:200]}")
    try:
        document = json.loads(run.stderr)
        errors = [one for one in document["diagnostics"] if one["severity"] == "error"]
        findings = [Finding(place_of(case, one["location"]), one["code"], one["message"]) for one in errors]
    except (ValueError, KeyError, TypeError) as exception:
        return Answer(None, [], f"stderr is not the promised JSON ({exception}): {run.stderr.strip()[:200]}")
    verdict = "invalid" if findings else "valid"
    if bool(findings) != (run.returncode == 1):
        return Answer(verdict, findings, f"exit status {run.returncode} with {len(findings)} errors")
    return Answer(verdict, findings)


def place_of(case, location):
    """The place of a location of the program."""
    if location is None:
        return Place("-")
    file, line, column = location["file"], location["line"], location["column"]
    table = case.table(file)
    return table.place_at(file, line, column) if table else Place(file, None, line)


def is_reported(place, findings):
    """Whether one of the program's errors is at a place that frictionless names."""
    for found in (finding.place for finding in findings):
        if found.file != place.file:
            continue
        is_same_row = place.row is None or found.row == place.row
        is_same_cell = place.field is None or (found.line, found.field) == (place.line, place.field)
        if is_same_row and is_same_cell:
            return True
    return False


# Comparison ------------------------------------------------------------------------------------------


def places_text(findings):
    """The text of `places.txt`: each place once, in the order of the files, lines and fields."""
    places = {finding.place for finding in findings}
    places = sorted(places, key=lambda place: (place.file, place.line or 0, place.field or 0))
    return "".join(f"{place}\n" for place in dict.fromkeys(map(str, places)))


def wanted_places(findings, difference):
    """What `places.txt` should hold; nothing if there should be no such file."""
    return "" if difference.get("place", True) is False else places_text(findings)


def stored_places(case):
    path = case.folder / PLACES
    return path.read_text(encoding="utf-8") if path.exists() else ""


def check_frictionless(case, findings, difference):
    """What is wrong with the case itself, before the program is asked."""
    if findings is None:
        return ["places.txt of a case that is not run"] if stored_places(case) else []
    faults = []
    verdict = "invalid" if findings else "valid"
    expected = difference.get("frictionless", case.verdict)
    if verdict != expected:
        gone = "the listed difference is gone: " if difference else ""
        faults.append(f"{gone}frictionless says {verdict}, not {expected}")
    if stored_places(case) != wanted_places(findings, difference):
        faults.append("places.txt is out of date")
    return faults


def check_program(answer, findings, difference):
    """Where the program differs from frictionless, or from the listed difference."""
    if answer.fault:
        return [answer.fault]
    verdict = None if findings is None else "invalid" if findings else "valid"
    expected = difference.get("program", verdict)
    if answer.verdict != expected:
        said = "".join(f"; it says {found.kind} at {found.place}: {found.message}" for found in answer.findings[:3])
        return [f"the program says {answer.verdict}, not {expected}{said}"]
    if verdict is None or answer.verdict != verdict:
        return []
    missing = [finding for finding in findings if not is_reported(finding.place, answer.findings)]
    if difference.get("place", True) is False:
        return [] if missing else ["the listed difference is gone: the places are the same"]
    said = ", ".join(f"{found.kind} at {found.place}" for found in answer.findings) or "nothing"
    return [f"no error at {one.place} ({one.kind}); the program says {said}" for one in missing]


def read_differences():
    path = HERE / DIFFERENCES
    differences = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for name, entry in differences.items():
        unknown = set(entry) - {"program", "frictionless", "place", "reason"}
        if unknown or not {"program", "frictionless", "reason"} <= set(entry) or not (HERE / name).is_dir():
            sys.exit(f"{DIFFERENCES}: `{name}` needs a folder, and program, frictionless and reason")
        if entry["program"] == entry["frictionless"] and entry.get("place", True):
            sys.exit(f"{DIFFERENCES}: `{name}` states no difference")
    return differences


def parse_arguments():
    parser = argparse.ArgumentParser(description="Compares the program with frictionless on the packages of this folder.")
    parser.add_argument("words", nargs="*", metavar="PROGRAM CASE", help="the program, unless an option leaves it out; then cases")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--frictionless-only", action="store_true", help="do not run the program; print what frictionless says")
    only.add_argument("--write-places", action="store_true", help="write places.txt of each case")
    arguments = parser.parse_args()
    arguments.program = None
    if not (arguments.frictionless_only or arguments.write_places):
        if not arguments.words:
            parser.error("PROGRAM is missing")
        arguments.program = str(pathlib.Path(arguments.words.pop(0)).absolute())
    names = sorted(path.parent.name for path in HERE.glob(f"*/{DESCRIPTOR}"))
    for word in arguments.words:
        if word.rstrip("/") not in names:
            parser.error(f"there is no case {word}")
    arguments.cases = [word.rstrip("/") for word in arguments.words] or names
    return arguments


def main():
    arguments = parse_arguments()
    logging.disable(logging.CRITICAL)
    differences = read_differences()
    passed = failed = 0
    for name in arguments.cases:
        case, difference = Case(name), differences.get(name, {})
        findings = None if difference.get("frictionless") == "not run" else ask_frictionless(case)
        if arguments.write_places:
            text = wanted_places(findings or [], difference)
            (case.folder / PLACES).unlink(missing_ok=True)
            if text:
                (case.folder / PLACES).write_text(text, encoding="utf-8", newline="\n")
        faults = check_frictionless(case, findings, difference)
        if arguments.program:
            faults += check_program(ask_program(arguments.program, case), findings, difference)
        failed += bool(faults)
        passed += not faults
        says = "not run" if findings is None else "invalid" if findings else "valid"
        print(f"{'FAILED' if faults else 'passed'} {name}: {'; '.join(faults) or says}", flush=True)
        if arguments.frictionless_only:
            for finding in findings or []:
                print(f"    {finding.place} {finding.kind}: {finding.message}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
