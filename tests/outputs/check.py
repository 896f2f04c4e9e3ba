"""Every file to take away, read by programs that others made.

usage: check.py SITE

SITE is a published site whose host is known. Each program reads what it is for; numbers that two
programs read of the same figure or dataset must be equal, cell by cell.
"""

import csv
import json
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import polars

site = Path(sys.argv[1])
programs = Path(sys.executable).parent
problems = []
counts = {}


def count(what, number=1):
    counts[what] = counts.get(what, 0) + number


def wrong(path, what):
    problems.append(f"{path}: {what}")


def records(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def measures(path):
    """The names of the columns of numbers, from the description of the CSV file."""
    tables = json.loads(Path(f"{path}-metadata.json").read_text())["tables"]
    table = next(table for table in tables if table["url"] == path.name)
    keys = table["tableSchema"].get("primaryKey", [])
    columns = table["tableSchema"]["columns"]
    numbers = [c for c in columns if c["datatype"] in ("integer", "decimal") and c["name"] not in keys]
    return [column["titles"]["und"] for column in numbers]


def check_package(path):
    status, told = run(programs / "frictionless", "validate", path)
    count("packages that frictionless accepts")
    if status:
        wrong(path, told)


def check_csvw(path):
    status, told = run(programs / "csvwvalidate", path)
    count("CSVW files that csvwvalidate accepts")
    if status:
        wrong(path, told)


def check_mark(path):
    plain = path.read_bytes()
    marked = path.with_suffix(".excel.csv")
    if marked.exists():
        count("CSV files with a byte order mark")
        if marked.read_bytes() != b"\xef\xbb\xbf" + plain:
            wrong(marked, "is not the plain file behind a byte order mark")


def check_sums(path):
    """polars and duckdb add up every column of numbers as we do."""
    rows = records(path)
    for name in measures(path):
        own = sum((Decimal(row[name]) for row in rows if row[name]), Decimal(0))
        frame = polars.read_csv(path, infer_schema=False)
        polar = frame[name].cast(polars.Float64, strict=True).sum()
        quoted = name.replace('"', '""')
        query = f"""SELECT sum(TRY_CAST("{quoted}" AS DOUBLE)) FROM read_csv(?, all_varchar=true, header=true)"""
        duck = duckdb.execute(query, [str(path)]).fetchone()[0] or 0.0
        count("columns that polars and duckdb add up")
        for other in (polar, duck):
            if abs(float(own) - other) > 1e-6 * max(1.0, abs(float(own))):
                wrong(path, f"{name}: {own} here, {other} elsewhere")


def plain(cell):
    """A text as the data have it: in CSV files an apostrophe stands before what would be computed."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


def description(path):
    """What is told of the columns of a CSV file: for each its name, type and titles."""
    tables = json.loads(Path(f"{path}-metadata.json").read_text())["tables"]
    return next(table for table in tables if table["url"] == path.name)["tableSchema"]


def source_of(path):
    """The CSV file with the numbers of another file: datasets have one for all languages."""
    beside = path.with_suffix(".csv")
    return beside if beside.exists() else site / "data" / beside.name


def check_workbook(path):
    """Every number of the CSV file stands in its row, below its title, and no other."""
    source = source_of(path)
    schema = description(source)
    rows = records(source)
    book = openpyxl.load_workbook(path)
    if len(book.sheetnames) != 4:
        return wrong(path, f"has the sheets {book.sheetnames}")
    sheet = book.worksheets[3]
    heads = [str(cell.value) for cell in sheet[3]]
    table = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    if len(rows) != len(table):
        return wrong(path, f"has {len(table)} records, the CSV {len(rows)}")
    keys = schema.get("primaryKey", [])
    position = 0
    for column in schema["columns"]:
        is_number = column["datatype"] in ("integer", "decimal")
        if column["name"] not in keys and not is_number:
            continue
        name, titles = column["titles"]["und"], column["titles"].values()
        while position < len(heads) and not any(heads[position].startswith(t) for t in titles):
            position += 1
        if position == len(heads):
            return wrong(path, f"has no column {name} among {heads}")
        for row, cells in zip(rows, table):
            text, cell = row[name], cells[position]
            count("cells of workbooks")
            if not is_number:
                same = plain(text) == cell
            elif text:
                same = isinstance(cell, (int, float)) and float(text) == float(cell)
            else:
                same = cell is None or (isinstance(cell, str) and cell.startswith("["))
            if not same:
                wrong(path, f"{name}: {cell!r} here, {text!r} in the CSV")
        position += 1


def check_archive(path, folder):
    """What lies in an archive is what lies beside it, and describes itself."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        archive.extractall(folder)
    count("archives")
    for name in ("README.txt", "datapackage.json"):
        if name not in names:
            wrong(path, f"has no {name}")
    for name in names:
        beside = path.parent / name
        if not beside.exists() and "vi/data" in str(path):
            beside = site / "data" / name
        is_own = name.startswith(path.stem + ".")
        if is_own and beside.read_bytes() != (folder / name).read_bytes():
            wrong(path, f"{name} is not the file beside it")
    check_package(folder / "datapackage.json")
    for description in folder.glob("*.csv-metadata.json"):
        check_csvw(description)


check_package(site / "data/datapackage.json")
files = sorted(site.rglob("*.csv"))
for path in files:
    if path.name.endswith(".excel.csv"):
        continue
    check_mark(path)
    if Path(f"{path}-metadata.json").exists():
        check_sums(path)
for path in sorted(site.rglob("*.xlsx")):
    check_workbook(path)
# One of each is enough where a program takes a second to begin.
figures = [p for p in sorted(site.rglob("*.zip")) if "data" not in p.parts]
archives = sorted(site.rglob("data/*.zip")) + figures[::6]
for path in archives:
    with tempfile.TemporaryDirectory() as folder:
        check_archive(path, Path(folder))

for what, number in counts.items():
    print(f"{number} {what}")
for problem in problems:
    print(problem)
sys.exit(1 if problems or not counts else 0)
