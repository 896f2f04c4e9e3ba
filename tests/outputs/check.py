"""Every file to take away, read by programs that others made.

usage: check.py SITE BASE
       check.py --files SITE

SITE is a published site, BASE its absolute address; with --files, only files to take away are read. Each program reads what it is for; numbers that two
programs read of the same figure or dataset must be equal, cell by cell.
"""

import csv
import json
import subprocess
import sys
import tempfile
import warnings
import zipfile
from decimal import Decimal
from pathlib import Path

import csvw
import duckdb
import extruct
import feedparser
import frictionless
import icalendar
import openpyxl
import polars
import pyshacl
import rdflib
from rdflib.compare import isomorphic

only_files = sys.argv[1] == "--files"
site = Path(sys.argv[2 if only_files else 1])
base = None if only_files else sys.argv[2]
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
    return [column["titles"] for column in numbers]


def check_package(path):
    """The verdict of `frictionless validate`, without starting a program for each of hundreds."""
    count("packages that frictionless accepts")
    told = frictionless.validate(str(path))
    if not told.valid:
        wrong(path, told.flatten(["type", "message"]))


def check_csvw(path):
    """The verdict of `csvwvalidate`, likewise."""
    count("CSVW files that csvwvalidate accepts")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        if not csvw.CSVW(str(path), validate=True).is_valid:
            wrong(path, [str(warning.message) for warning in told])


def check_commands():
    """The commands that readers are told."""
    for program, path in (
        (["frictionless", "validate"], "data/datapackage.json"),
        (["csvwvalidate"], "data/admissions.csv-metadata.json"),
    ):
        status, told = run(programs / program[0], *program[1:], site / path)
        count("commands that readers are told")
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
        name, words = column["titles"], column["dc:title"]
        titles = [word["@value"] for word in (words if isinstance(words, list) else [words])]
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


def published(address):
    """The file at an absolute address of the site; none where nothing is published there."""
    if not address.startswith(base):
        return None
    path = site / address[len(base):].split("#")[0]
    path = path / "index.html" if path.is_dir() else path
    return path if path.is_file() else None


def check_feed(path):
    feed = feedparser.parse(path.read_bytes())
    count("feeds")
    if feed.bozo:
        return wrong(path, feed.bozo_exception)
    about = feed.feed
    for known in ("id", "title", "updated_parsed", "author", "language"):
        if not about.get(known):
            wrong(path, f"has no {known}")
    if not feed.entries:
        wrong(path, "has no entry")
    if len({entry.id for entry in feed.entries}) != len(feed.entries):
        wrong(path, "two entries have the same id")
    days = [entry.updated for entry in feed.entries]
    if days != sorted(days, reverse=True) or about.updated != days[0]:
        wrong(path, f"is not in order: {about.updated}, {days}")
    for entry in feed.entries:
        count("entries of feeds")
        if published(entry.link) is None:
            wrong(path, f"{entry.link} is not there")
    own = next(link.href for link in about.links if link.rel == "self")
    if published(own) != path:
        wrong(path, f"calls itself {own}")


def check_calendar(path):
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    events = calendar.walk("VEVENT")
    count("events of calendars", len(events))
    for event in events:
        for known in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
            if known not in event:
                wrong(path, f"an event has no {known}")


def check_catalogue():
    """Both forms say the same, have the shape that portals want, and lead to what is there."""
    linked = rdflib.Graph().parse(site / "catalog.jsonld", format="json-ld")
    turtle = rdflib.Graph().parse(site / "catalog.ttl", format="turtle")
    count("statements of the catalogue", len(turtle))
    if not isomorphic(linked, turtle):
        wrong("catalog.ttl", "is not the graph of catalog.jsonld")
    shapes = rdflib.Graph().parse(Path(__file__).parent / "shapes.ttl", format="turtle")
    for name, graph in (("catalog.jsonld", linked), ("catalog.ttl", turtle)):
        conforms, _, told = pyshacl.validate(graph, shacl_graph=shapes)
        if not conforms:
            wrong(name, told)
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    for distribution, address in turtle.subject_objects(dcat.downloadURL):
        path = published(str(address))
        size = turtle.value(distribution, dcat.byteSize)
        count("files of the catalogue")
        if path is None or path.stat().st_size != int(size):
            wrong("catalog.ttl", f"{address} is not there or not as large")
    for page in turtle.objects(None, dcat.landingPage):
        if published(str(page)) is None:
            wrong("catalog.ttl", f"{page} is not there")
    # The check can fail.
    turtle.remove((None, dcat.accessURL, None))
    if pyshacl.validate(turtle, shacl_graph=shapes)[0]:
        wrong("shapes.ttl", "lets distributions without an address pass")


def graph_of(path):
    data = extruct.extract(path.read_text(), base_url=base, syntaxes=["json-ld"])["json-ld"]
    return [item for block in data for item in block.get("@graph", [block])]


def check_structured(path):
    """What Google wants of datasets is there, and every file is there and as large as is said."""
    items = graph_of(path)
    count("objects of JSON-LD", len(items))
    for item in items:
        kind = item["@type"]
        if kind == "Dataset":
            count("datasets of JSON-LD")
            length = len(item.get("description", ""))
            if not item.get("name") or not 50 <= length <= 5000:
                wrong(path, f"{item.get('name')}: a description of {length} characters")
            for wanted in ("license", "creator", "url", "isAccessibleForFree", "distribution", "variableMeasured"):
                if not item.get(wanted):
                    wrong(path, f"{item['name']} has no {wanted}")
            for file in item.get("distribution", []):
                target = published(file["contentUrl"])
                if target is None:
                    wrong(path, f"{file['contentUrl']} is not there")
                elif "contentSize" in file and file["contentSize"] != f"{target.stat().st_size} B":
                    wrong(path, f"{file['contentUrl']} is not {file['contentSize']}")
            check_extent(path, item)
        elif kind == "BreadcrumbList":
            for step in item["itemListElement"]:
                if published(step["item"]) is None:
                    wrong(path, f"{step['item']} is not there")
        elif kind == "Article":
            for wanted in ("headline", "datePublished", "author", "publisher", "image"):
                if not item.get(wanted):
                    wrong(path, f"the article has no {wanted}")


def check_extent(path, item):
    """From where to where the numbers reach is what the CSV file holds."""
    sources = [f["contentUrl"] for f in item["distribution"] if f["contentUrl"].endswith(".csv")]
    source = next((published(address) for address in sources if not address.endswith(".excel.csv")), None)
    if source is None:
        return
    rows = records(source)
    for measure in item["variableMeasured"]:
        numbers = [Decimal(row[measure["propertyID"]]) for row in rows if row[measure["propertyID"]]]
        count("extents of JSON-LD")
        expected = (min(numbers), max(numbers)) if numbers else (None, None)
        told = [measure.get("minValue"), measure.get("maxValue")]
        told = tuple(None if number is None else Decimal(str(number)) for number in told)
        if told != expected:
            wrong(path, f"{measure['propertyID']} reaches {told}, in the file {expected}")


def check_head(path):
    """What is told where a page is shared."""
    import lxml.html

    head = lxml.html.parse(str(path)).find("head")
    meta = {m.get("property"): m.get("content") for m in head.iter("meta") if m.get("property")}
    if "noindex" in "".join(m.get("content") or "" for m in head.iter("meta") if m.get("name") == "robots"):
        return
    count("pages with a card")
    links = {}
    for link in head.iter("link"):
        links.setdefault(link.get("rel"), []).append(link)
    if meta.get("og:url") != links["canonical"][0].get("href") or published(meta["og:url"]) != path:
        wrong(path, "its canonical address is another one")
    card = published(meta.get("og:image", ""))
    if card is None or card.read_bytes()[16:24] != (1200).to_bytes(4, "big") + (630).to_bytes(4, "big"):
        wrong(path, "has no card of 1200 by 630 pixels")
    for link in links.get("alternate", []):
        if published(link.get("href")) is None:
            wrong(path, f"{link.get('href')} is not there")


def check_sitemap():
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    import lxml.etree

    tree = lxml.etree.parse(str(site / "sitemap.xml"))
    listed = {loc.text for loc in tree.iterfind("s:url/s:loc", space)}
    count("pages of the sitemap", len(listed))
    pages = [p for p in site.rglob("index.html") if 'name="robots" content="noindex"' not in p.read_text()]
    own = {base + str(p.parent.relative_to(site)).replace(".", "", 1) + "/" for p in pages}
    own = {address.replace(base + "/", base) for address in own}
    if listed != own:
        wrong("sitemap.xml", f"differs in {sorted(listed ^ own)[:5]}")
    for page in tree.iterfind("s:url", space):
        links = page.findall("x:link", space)
        for link in links:
            if link.get("href") not in listed:
                wrong("sitemap.xml", f"{link.get('href')} is no page")
        changed = page.findtext("s:lastmod", namespaces=space)
        if changed is not None and len(changed) != 10:
            wrong("sitemap.xml", f"{changed} is no day")
    robots = (site / "robots.txt").read_text()
    if f"Sitemap: {base}sitemap.xml" not in robots:
        wrong("robots.txt", "does not name the sitemap")


def check_api():
    """Everything that the list names is there, and everything that is there is named."""
    index = json.loads((site / "api/index.json").read_text())
    if index["schema_version"] != "1.0":
        wrong("api/index.json", "has another version")
    addresses = [index["data_package"], index["sitemap"], *index["catalogue"]]
    pages = list(index["pages"])
    for collection in index["collections"]:
        listed = json.loads(published(collection["address"]).read_text())
        pages += listed["pages"]
        if len(listed["pages"]) != collection["pages"]:
            wrong(collection["address"], "has another number of pages")
    for data in index["datasets"] + index["code_lists"] + index["maps"]:
        addresses += data["pages"].values()
        for file in data["files"]:
            addresses.append(file["address"])
            if published(file["address"]).stat().st_size != file["bytes"]:
                wrong("api/index.json", f"{file['address']} is not {file['bytes']} bytes")
    for page in pages:
        addresses.append(page["address"])
        addresses += page.get("files", [])
        for figure in page.get("figures", []):
            addresses += [f"{figure['address']}.{ending}" for ending in figure["files"]]
            addresses += [figure["embed"]] if "embed" in figure else []
    for address in addresses:
        count("addresses of the list for programs")
        if published(address) is None:
            wrong("api/index.json", f"{address} is not there")
    named = {published(address) for address in addresses}
    endings = {".csv", ".xlsx", ".svg", ".zip", ".geojson", ".bib", ".ris", ".ics", ".xml", ".png"}
    for path in site.rglob("*"):
        if path.suffix in endings and path not in named and "assets" not in path.parts:
            wrong("api/index.json", f"does not name {path.relative_to(site)}")


if not only_files:
    check_commands()
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
for path in sorted(site.rglob("*.csv-metadata.json")):
    check_csvw(path)
for path in sorted(site.rglob("*.zip")):
    with tempfile.TemporaryDirectory() as folder:
        check_archive(path, Path(folder))

if not only_files:
    for path in sorted(site.rglob("feed.xml")):
        check_feed(path)
    for path in sorted(site.rglob("*.ics")):
        check_calendar(path)
    check_catalogue()
    check_sitemap()
    check_api()
    for path in sorted(site.rglob("index.html")):
        check_structured(path)
        check_head(path)

for what, number in counts.items():
    print(f"{number} {what}")
for problem in problems:
    print(problem)
sys.exit(1 if problems or not counts else 0)
