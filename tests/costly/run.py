#!/usr/bin/env python3
"""Inputs below 1 MB that are written to cost as much as they can: each must end within limits.

usage: run.py PROGRAM [--seconds N] [--gigabytes N] [--only NAME,…] [--keep FOLDER]

Each input is one site. The program checks it in a process of its own, which the system ends when it takes
more processor time than it may. It must end by itself, with status 0, 1 or 2, and may not have had more
memory than it may. Sites are checked and not built: how long it takes to render the pages that a site
plans, with their files, is another matter.
"""

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import sys
import tempfile

CONFIG = 'title = "Costly"\nlanguages = ["en"]\n'
HEAD = '+++\ntitle = "A"\nsummary = "Made up."\n+++\n'
SITE = {"yearbook.toml": CONFIG, "content/index.md": HEAD}
MOST_BYTES = 1_000_000

inputs = {}


def costly(make):
    """Adds an input: a function that gives the files of a site by path."""
    inputs[make.__name__] = make
    return make


def page(text, front=""):
    return {"content/p.md": f'+++\ntitle = "P"\nsummary = "Made up."\n{front}+++\n{text}'}


def lines(form, count):
    return "".join(form.format(i, i + 1) for i in range(count))


def field(name, **more):
    return {"name": name, "title": name.capitalize(), **more}


NUMBER = field("n", type="integer", yearbook={"unit": "pieces"})


def code_list(csv, columns=("area", "name"), **roles):
    return (
        {"data/areas.csv": csv},
        {
            "name": "areas",
            "path": "areas.csv",
            "title": "Areas",
            "yearbook": {"codeList": {"label": {"en": "name"}, **roles}, "updated": "2024-01-01"},
            "schema": {"fields": [field(c) for c in columns], "primaryKey": "area"},
        },
    )


def table(csv, fields=None, key="area", **schema):
    schema = {"fields": fields or [field("area"), NUMBER], "primaryKey": key, **schema}
    return (
        {"data/x.csv": csv},
        {"name": "x", "path": "x.csv", "title": "X", "yearbook": {"updated": "2024-01-01"}, "schema": schema},
    )


OF_AREAS = [{"fields": "area", "reference": {"resource": "areas", "fields": "area"}}]


def data(*parts, **more):
    files = {}
    for own, _ in parts:
        files.update(own)
    resources = [described for _, described in parts]
    files["data/datapackage.json"] = json.dumps({"resources": resources, **more}, ensure_ascii=False, separators=(",", ":"))
    return files


# TOML: the site's own file and the front matter of a document.


@costly
def toml_signs():
    return {"yearbook.toml": "= \n" * 300_000}


@costly
def toml_brackets():
    return {"yearbook.toml": "[" * 900_000}


@costly
def toml_braces():
    return {"yearbook.toml": "a={" * 300_000}


@costly
def toml_same_keys():
    return {"yearbook.toml": CONFIG + "a=1\n" * 200_000}


@costly
def toml_dotted_keys():
    return {"yearbook.toml": CONFIG + lines("a.b{}.c{}=1\n", 40_000)}


@costly
def toml_tables():
    return {"yearbook.toml": CONFIG + lines("[a{}]\n", 90_000)}


@costly
def toml_escapes():
    return {"yearbook.toml": CONFIG + 'a="' + "\\q" * 400_000 + '"'}


@costly
def unknown_keys():
    return {"yearbook.toml": CONFIG + lines("key{} = 1\n", 60_000)}


@costly
def languages():
    tags = ", ".join(f'"{a}{b}{c}"' for a in "abcdefghij" for b in "abcdefghijklmnop" for c in "abcdefghijklmnop")
    return {"yearbook.toml": f'title = "Costly"\nlanguages = [{tags}]\n'}


@costly
def gone_addresses():
    return {"yearbook.toml": CONFIG + "[gone]\n" + lines('"/a{}/" = "Gone."\n', 40_000)}


@costly
def unknown_keys_of_front_matter():
    return page("Text.\n", lines("key{} = 1\n", 60_000))


@costly
def former_addresses():
    aliases = ",".join(f'"/former/{i}/"' for i in range(40_000))
    return page("Text.\n", f"aliases = [{aliases}]\n") | {"content/q.md": f'+++\ntitle = "Q"\nsummary = "B."\naliases = ["/former/1/"]\n+++\n'}


@costly
def values():
    return page("{{ v1 }}\n", "[values]\n" + lines('v{} = "v{}"\n', 40_000))


# Markdown and what is in it.


@costly
def notes():
    return page(lines("a[^n{}]\n", 20_000) + "\n" + lines("[^n{}]: text\n\n", 20_000))


@costly
def unused_notes():
    return page(lines("[^n{}]: text\n\n", 40_000))


@costly
def same_headings():
    return page("## Heading\n\n" * 70_000)


@costly
def links_to_headings():
    return page(lines("## Heading {}\n\n", 20_000) + lines("[to one](#heading-{})\n", 20_000))


@costly
def broken_links():
    return page(lines("[to one](page-{}.md) ", 40_000)) | {f"content/q{i}.md": HEAD for i in range(1000)}


@costly
def quotes_in_quotes():
    return page(">" * 300_000 + " a\n")


@costly
def lists_in_lists():
    return page("".join("  " * depth + "* a\n" for depth in range(900)))


@costly
def emphasis():
    return page("*a **b " * 100_000)


@costly
def open_brackets():
    return page("[" * 400_000 + "](a)")


@costly
def link_definitions():
    return page(lines("[a{}]: /b\n", 50_000) + lines("[a{}] ", 20_000))


@costly
def wide_table():
    return page("|" + "a|" * 3000 + "\n|" + "-|" * 3000 + "\n" + ("|" + "b|" * 1000 + "\n") * 400)


@costly
def inline_html():
    return page("<a b='" * 150_000)


@costly
def raw_html():
    return page("<b>a</b> " * 100_000)


@costly
def code_fences():
    return page("```a\n```\n" * 100_000)


@costly
def definition_terms():
    return page(lines("Term {}\n: Text.\n\n", 30_000))


@costly
def typed_numbers():
    return page("In 2023 there were 1,234 wells and 12.5 per cent more. " * 16_000) | data(table("area,n\na,1234\n"))


@costly
def expressions():
    return page('{{ value("x.n", area="a") }} ' * 30_000) | data(table("area,n\na,1234\n"))


@costly
def wrong_expressions():
    return page(lines('{{{{ value("x.n", area="b{}") }}}} ', 25_000)) | data(table("area,n\n" + lines("a{},1\n", 1000)))


@costly
def nested_expression():
    return page("{{ " + "difference(" * 60_000 + "1" + ",1)" * 60_000 + " }}\n")


@costly
def open_expressions():
    return page("{{ a " * 180_000)


@costly
def sums_of_everything():
    fields = [field("area"), field("n", type="integer", yearbook={"unit": "pieces", "sumsOver": ["area"]})]
    rows = "area,n\n" + lines("a{},1\n", 60_000)
    return page('{{ value("x.n") }} ' * 30_000) | data(table(rows, fields))


@costly
def figure_blocks():
    block = '```chart\nid = "c{0}"\nmark = "bar"\ndata = "y{0}"\nx = "n"\ny = "area"\ntitle = "T"\n```\n\n'
    return page(lines(block, 9000)) | data(table("area,n\na,1\n"))


@costly
def annotations():
    notes = lines("[[annotations]]\npoint = \"a{}\"\ntext = \"b\"\n", 14_000)
    block = '```chart\nid = "c"\nmark = "bar"\ndata = "x"\nx = "n"\ny = "area"\ntitle = "T"\n'
    return page(block + notes + "```\n") | data(table("area,n\na1,1\n"))


@costly
def documents():
    return {f"content/p{i}.md": "+++\n+++\n" for i in range(15_000)}


@costly
def pages_for_every_code():
    codes = code_list("area,name\n" + lines("a{},A{}\n", 30_000))
    return page("{{ area }}\n", 'each = ["areas", "other"]\n') | data(codes, ({"data/other.csv": "other,name\n" + lines("b{},B{}\n", 30_000)}, codes[1] | {"name": "other", "path": "other.csv", "schema": {"fields": [field("other"), field("name")], "primaryKey": "other"}}))


# CSV.


@costly
def wrong_cells():
    return data(table("area,n\n" + lines("a{},b\n", 80_000)))


@costly
def same_keys():
    return data(table("area,n\n" + "a,1\n" * 240_000))


@costly
def ragged_records():
    return data(table("area,n\n" + "a\n" * 300_000))


@costly
def blank_lines():
    return data(table("area,n\n" + "\n" * 900_000))


@costly
def open_quotes():
    return data(table("area,n\n" + '"a,1\n' * 190_000))


@costly
def stray_quotes():
    return data(table("area,n\n" + 'a"b",1\n' * 130_000))


@costly
def one_long_line():
    return data(table("area,n\n" + "a" * 990_000))


@costly
def undescribed_columns():
    return data(table(",".join(f"c{i}" for i in range(120_000)) + "\n"))


@costly
def same_columns():
    return data(table("a," * 400_000 + "\n"))


@costly
def missing_columns():
    fields = [field(f"column{i}", type="string") for i in range(4900)]
    return data(table(",".join(f"colunm{i}" for i in range(4900)) + "\n", fields, "column0"))


@costly
def unknown_codes():
    codes = code_list("area,name\n" + lines("area-{},A{}\n", 30_000))
    return data(codes, table("area,n\n" + lines("aera-{},1\n", 60_000), foreignKeys=OF_AREAS))


@costly
def deep_hierarchy():
    rows = "area,name,parent\n" + lines("a{1},A{0},a{0}\n", 40_000).replace(",a0\n", ",\n", 1)
    return data(code_list(rows, ("area", "name", "parent"), parent="parent"))


@costly
def circle_of_codes():
    rows = "area,name,parent\n" + lines("a{1},A{0},a{0}\n", 40_000).replace(",a0\n", ",a40000\n", 1)
    return data(code_list(rows, ("area", "name", "parent"), parent="parent"))


@costly
def same_names():
    return data(code_list("area,name\n" + lines("a{},Same\n", 70_000)))


@costly
def codes_of_one_address():
    return page("{{ area }}\n", 'each = "areas"\n') | data(code_list("area,name\n" + "".join("a" + "#" * (i % 120) + "\u0300" * (i // 120) + f",A{i}\n" for i in range(5000))))


@costly
def values_that_are_not_allowed():
    allowed = [f"value-{i}" for i in range(30_000)]
    fields = [field("area", constraints={"enum": allowed}), NUMBER]
    return data(table("area,n\n" + lines("vaule-{},1\n", 60_000), fields))


@costly
def dimensions_without_records():
    rows = "".join(",".join([f"a{i}"] * 9) + ",1\n" for i in range(15_000))
    fields = [field(f"d{i}") for i in range(9)] + [NUMBER]
    block = '```chart\nid = "c"\nmark = "heatmap"\ndata = "x"\nx = "d0"\ny = "d1"\ncolor = "n"\ntitle = "T"\n```\n\n```table\nid = "t"\ndata = "x"\nrows = ["d0", "d1", "d2", "d3"]\nvalues = ["n"]\ntitle = "T"\n```\n'
    described = table(",".join(f["name"] for f in fields) + "\n" + rows, fields, [f"d{i}" for i in range(9)])
    return page(block) | data(described)


@costly
def sum_over_many_dimensions():
    rows = "".join(",".join([f"a{i}"] * 9) + ",1\n" for i in range(15_000))
    names = [f"d{i}" for i in range(9)]
    number = field("n", type="integer", yearbook={"unit": "pieces", "sumsOver": names})
    described = table(",".join([*names, "n"]) + "\n" + rows, [field(name) for name in names] + [number], names)
    return page('{{ value("x.n", absent="unknown") }} ' * 20_000) | data(described)


@costly
def missing_combinations():
    rows = "".join(f"a{i},b{i},1\n" for i in range(2200))
    fields = [field("area"), field("other"), NUMBER]
    described = table("area,other,n\n" + rows, fields, ["area", "other"])
    described[1]["yearbook"]["checks"] = [{"check": "coverage", "over": ["area", "other"]}] * 10
    return data(described)


@costly
def periods_far_apart():
    fields = [field("area"), field("period", yearbook={"period": True}), NUMBER]
    rows = "".join(f"a{i},0001-01,1\na{i},9999-12,1\n" for i in range(5000))
    block = '```chart\nid = "c"\nmark = "line"\ndata = "x"\nx = "period"\ny = "n"\nwhere = { area = "a1" }\ntitle = "T"\n```\n'
    described = table("area,period,n\n" + rows, fields, ["area", "period"])
    described[1]["yearbook"]["checks"] = [{"check": "coverage", "over": ["period"]}] * 50
    return page(block) | data(described)


@costly
def periods_of_many_kinds():
    fields = [field("period", yearbook={"period": True}), NUMBER]
    periods = [f"{y}{part}" for y in range(1000, 4500) for part in ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4", *(f"-{m:02}" for m in range(1, 13)))]
    block = '```chart\nid = "c"\nmark = "line"\ndata = "x"\nx = "period"\ny = "n"\ntitle = "T"\n```\n'
    described = table("period,n\n" + "".join(f"{p},1\n" for p in periods), fields, "period")
    described[1]["yearbook"]["checks"] = [{"check": "coverage", "over": ["period"]}] * 50
    return page(block) | data(described)


@costly
def waivers():
    fields = [field("area"), field("other"), NUMBER]
    described = table("area,other,n\n" + "".join(f"a{i},b{i},1\n" for i in range(2200)), fields, ["area", "other"])
    described[1]["yearbook"]["checks"] = [{"check": "coverage", "over": ["area", "other"]}]
    described[1]["yearbook"]["waivers"] = [{"check": "coverage", "where": {"area": f"a{i}", "other": f"b{i}"}, "reason": "R."} for i in range(9000)]
    return data(described)


# The descriptor.


@costly
def resources():
    names = [f"r{i}" for i in range(8000)]
    return {"data/datapackage.json": json.dumps({"resources": [{"name": n, "path": "x.csv"} for n in names]})}


@costly
def same_resources():
    return {"data/datapackage.json": json.dumps({"resources": [{"name": "r", "path": "x.csv"}] * 20_000})}


@costly
def fields():
    names = [f"f{i}" for i in range(4900)]
    return data(table(",".join(["area", *names]) + "\n" + ",".join(["a"] + ["1"] * 4900) + "\n", [field("area")] + [field(n, type="integer", yearbook={"unit": "pieces"}) for n in names]))


@costly
def dimensions():
    names = [f"f{i}" for i in range(4000)]
    return data(table(",".join([*names, "n"]) + "\n" + (",".join(["a"] * 4000) + ",1\n"), [field(n) for n in names] + [NUMBER], names))


@costly
def patterns():
    fields = [field("area")] + [field(f"f{i}", constraints={"pattern": "\\w{1,200}" + str(i)}) for i in range(1500)]
    return data(table(",".join(f["name"] for f in fields) + "\n", fields))


@costly
def slow_pattern():
    fields = [field("area", constraints={"pattern": "([ab]{1,9}|[ab-]{1,7}|.{1,5}){1,40}z"}), NUMBER]
    return data(table("area,n\n" + lines("a{}" + "ab- " * 250 + ",1\n", 900), fields))


@costly
def missing_values():
    words = [f"m{i}" for i in range(1000)]
    fields = [field("area")] + [field(f"f{i}", type="integer") for i in range(4900)]
    return data(table(",".join(f["name"] for f in fields) + "\n", fields, missingValues=words))


@costly
def foreign_keys():
    codes = code_list("area,name\n" + lines("a{},A{}\n", 20_000))
    return data(codes, table("area,n\n" + lines("a{},1\n", 20_000), foreignKeys=OF_AREAS * 100))


@costly
def unique_keys():
    return data(table("area,n\n" + lines("a{},1\n", 30_000), uniqueKeys=[["area"]] * 100))


@costly
def checks():
    files, described = table("area,n\n" + lines("a{},1\n", 30_000))
    described["yearbook"]["checks"] = [{"check": "coverage", "over": ["area"]}] * 90
    return data((files, described))


@costly
def nested_json():
    return {"data/datapackage.json": "[" * 900_000}


@costly
def translations():
    files, described = table("area,n\na,1\n")
    described["yearbook"]["translations"] = {f"l{i}": {"title": "X"} for i in range(30_000)}
    return data((files, described))


# Lists that name the same again and again, and what is shared.


@costly
def same_measure_of_a_sum():
    fields = [field("area", yearbook={"total": "_T"}), NUMBER]
    files, described = table("area,n\n_T,1\n" + lines("a{},1\n", 40_000), fields)
    described["yearbook"]["checks"] = [{"check": "sum", "over": "area", "measures": ["n"] * 80_000}]
    return data((files, described))


@costly
def sums_over_a_long_list():
    fields = [field("area", yearbook={"total": "a0"}), field("other"), NUMBER]
    schema = {"foreignKeys": OF_AREAS}
    files, described = table("area,other,n\n" + lines("a0,o{},1\n", 40_000), fields, ["area", "other"], **schema)
    described["yearbook"]["checks"] = [{"check": "sum", "over": "area"}] * 100
    return data(code_list("area,name\n" + lines("a{},A{}\n", 20_000)), (files, described))


@costly
def same_levels_of_a_sum():
    rows = "area,name,level\n" + lines("a{},A{},y\n", 40_000) + "z,Z,z\n"
    fields = [field("area", yearbook={"total": "z"}), NUMBER]
    files, described = table("area,n\nz,1\n", fields, foreignKeys=OF_AREAS)
    described["yearbook"]["checks"] = [{"check": "sum", "over": "area", "levels": ["z"] * 100_000}]
    return data(code_list(rows, ("area", "name", "level"), level="level"), (files, described))


@costly
def same_cells_of_a_register():
    files, described = table("area,n\n" + lines("a{},1\n", 60_000))
    described["yearbook"]["revisions"] = [{"kind": "revision", "date": "2024-01-01", "what": "W.", "why": "Y.", "affected": [{}] * 9_000}]
    return data((files, described))


@costly
def same_codes_of_a_register():
    files, described = table("area,n\naaaa,1\n" + lines("a{},1\n", 20_000))
    where = {"area": ["aaaaz"] * 50_000 + ["aaaa"] * 50_000}
    described["yearbook"]["revisions"] = [{"kind": "revision", "date": "2024-01-01", "what": "W.", "why": "Y.", "affected": [{"where": where}]}]
    return data((files, described))


@costly
def entries_of_a_register():
    files, described = table("area,n\n" + lines("a{},1\n", 20_000))
    described["yearbook"]["revisions"] = [{"kind": "revision", "date": "2024-01-01", "what": "W.", "why": "Y.", "affected": [{"where": {"area": f"a{i}"}}]} for i in range(6000)]
    return data((files, described))


@costly
def panels():
    block = '```chart\nid = "c"\nmark = "bar"\ndata = "x"\nx = "n"\ny = "area"\nfacet = "other"\ntitle = "T"\n```\n'
    rows = "area,other,n\n" + "".join(f"a,o{i},1\nb,o{i},2\n" for i in range(20_000))
    return page(block) | data(table(rows, [field("area"), field("other"), NUMBER], ["area", "other"]))


@costly
def tables_of_one_schema():
    schema = {"fields": [field(f"f{i}") for i in range(2000)], "primaryKey": "f0"}
    names = [f"r{i}" for i in range(1000)]
    return {"data/schema.json": json.dumps(schema), "data/x.csv": ",".join(f"f{i}" for i in range(2000)) + "\n", "data/datapackage.json": json.dumps({"resources": [{"name": n, "path": "x.csv", "schema": "schema.json"} for n in names]})}


@costly
def tables_of_one_file():
    files, described = table("area,n\n" + lines("a{},1\n", 60_000))
    return data(*[(files, described | {"name": f"x{i}"}) for i in range(500)])


@costly
def pages_of_many_documents():
    lists = [code_list(f"{name},name\n" + lines(name + "{},A{}\n", 440)) for name in ("area", "other")]
    lists[1][0]["data/other.csv"] = lists[1][0].pop("data/areas.csv")
    lists[1][1].update(name="other", path="other.csv", schema={"fields": [field("other"), field("name")], "primaryKey": "other"})
    return {f"content/p{i}.md": f'+++\ntitle = "P{i}"\nsummary = "Made up."\neach = ["areas", "other"]\n+++\n' for i in range(20)} | data(*lists)


@costly
def former_addresses_of_figures():
    aliases = ",".join(f'"/former/{i}/"' for i in range(1000))
    block = '```chart\nid = "c{0}"\nmark = "bar"\ndata = "x"\nx = "n"\ny = "area"\ntitle = "T"\n```\n\n'
    return page(lines(block, 300), f"aliases = [{aliases}]\n") | data(table("area,n\na,1\n"))


@costly
def topics_that_are_none():
    topics = ",".join(f'"content/no{i}.md"' for i in range(300))
    documents = {f"content/p{i}.md": f'+++\ntitle = "P{i}"\nsummary = "Made up."\ntopics = [{topics}]\n+++\n' for i in range(100)}
    return documents | {f"content/t{i}.md": f'+++\ntitle = "T{i}"\nsummary = "Made up."\nkind = "topic"\n+++\n' for i in range(300)}


@costly
def codes_that_are_chosen():
    codes = ",".join(f'"a{i}"' for i in range(50_000))
    block = f'```table\nid = "t"\ndata = "x"\nrows = ["area"]\nvalues = ["n"]\nwhere = {{ area = [{codes}] }}\ntitle = "T"\n```\n'
    return page(block) | data(table("area,n\n" + lines("a{},1\n", 50_000)))


# Words that are as long as a file.


@costly
def words_in_place_of_a_number():
    words = "w" * 400_000
    front = f"[values]\na = 'value(\"x.n\", area=\"a\", absent=\"{words}\")'\n"
    return page("{{ a }} " * 50_000, front) | data(table("area,n\na,\nb,1\n", missingValues=[""]))


@costly
def long_code():
    block = '```chart\nid = "c"\nmark = "bar"\ndata = "x"\nx = "n"\ny = "area"\ncolor = "other"\ntitle = "T"\n```\n'
    long = "s" * 200_000
    rows = "area,other,n\n" + lines("a{},LONG,1\n", 900).replace("LONG", "s") + f"b,{long},1\n"
    return page(block) | data(table(rows, [field("area"), field("other"), NUMBER], ["area", "other"]))


@costly
def long_link():
    return page("[a](" + "p" * 400_000 + ".md)")


# Outlines.


def outlines(features):
    block = '```chart\nid = "c"\nmark = "choropleth"\nmap = "land"\ndata = "x"\narea = "area"\ncolor = "n"\ntitle = "T"\n```\n'
    shapes = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    land = ({"data/land.geojson": shapes}, {"name": "land", "path": "land.geojson", "title": "Land", "yearbook": {"outlines": {"of": "areas"}}})
    rate = field("n", type="number", yearbook={"unit": "%", "rate": True})
    numbers = table("area,n\na,1.0\nb,2.0\n", [field("area"), rate], foreignKeys=OF_AREAS)
    return page(block) | data(code_list("area,name\na,A\nb,B\n"), numbers, land)


RING = [[0, 0], [0, 1], [1, 1], [0, 0]]


def feature(kind, coordinates, code="a"):
    return {"type": "Feature", "id": code, "geometry": {"type": kind, "coordinates": coordinates}}


@costly
def rings():
    return outlines([feature("Polygon", [RING] * 30_000), feature("Polygon", [RING], "b")])


@costly
def rings_apart():
    shapes = [[[[x, y], [x, y + 0.4], [x + 0.4, y + 0.4], [x, y]]] for x in range(-170, 170) for y in range(-20, 20)]
    return outlines([feature("MultiPolygon", shapes), feature("Polygon", [RING], "b")])


@costly
def places_of_a_ring():
    ring = [[i % 170, (i * 7) % 80] for i in range(90_000)]
    return outlines([feature("Polygon", [ring + ring[:1]]), feature("Polygon", [RING], "b")])


@costly
def features():
    return outlines([feature("Polygon", [RING])] * 9_000)


@costly
def features_without_code():
    return outlines([feature("Polygon", [RING]), feature("Polygon", [RING], "b")] + [{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [RING]}}] * 10_000)


@costly
def unknown_features():
    return outlines([feature("Polygon", [RING], f"z{i}") for i in range(9000)])


# Themes and files.


def theme(files):
    return {"yearbook.toml": CONFIG + 'theme = "own"\n'} | {f"themes/own/{path}": text for path, text in files.items()}


@costly
def nested_template():
    return theme({"templates/not-found.html": "{% if a %}" * 80_000})


@costly
def template_of_expressions():
    return theme({"templates/not-found.html": "{{ site.title }}" * 60_000})


@costly
def nested_template_expression():
    return theme({"templates/not-found.html": "{{ " + "(" * 400_000 + "1" + ")" * 400_000 + " }}"})


@costly
def templates_that_include():
    return theme({f"templates/t{i}.html": '{% include "t' + str(i + 1) + '.html" %}' for i in range(90)} | {"templates/t90.html": "{{ <again /> }}", "templates/c.html": '{% component again() %}{% include "t0.html" %}{% endcomponent again %}', "templates/not-found.html": '{% include "t0.html" %}'})


@costly
def templates():
    return theme({f"templates/t{i}.html": '{% include "t' + str(i + 1) + '.html" %}' for i in range(3000)})


@costly
def words():
    return theme({"i18n/en.toml": lines('word{} = "{}"\n', 40_000)})


@costly
def named_in_words():
    return theme({"i18n/en.toml": '[figure]\nsource = "' + "{a}" * 300_000 + '"\n'})


@costly
def files_of_one_name():
    names = ["".join(c.upper() if i >> n & 1 else c for n, c in enumerate("abcdefghijkl")) for i in range(4096)]
    return {f"static/{name}.txt": "a" for name in names}


def check(program, name, folder, seconds, gigabytes):
    """Why an input is no good, if it is not, and what it took."""
    files = SITE | inputs[name]()
    most = max(len(text.encode()) for text in files.values())
    for path, text in files.items():
        place = os.path.join(folder, path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    told = os.path.join(folder, "told")
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        out = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.execv(program, [program, "check", "--quiet", "--root", folder])
    _, status, used = os.wait4(child, 0)
    time = used.ru_utime + used.ru_stime
    memory = used.ru_maxrss / 1e6
    with open(told, encoding="utf-8", errors="replace") as file:
        text = file.read()
    problems = []
    if most > MOST_BYTES:
        problems.append(f"the input has {most} bytes")
    if os.WIFSIGNALED(status):
        problems.append(f"ended by signal {os.WTERMSIG(status)}")
    elif os.WEXITSTATUS(status) not in (0, 1, 2):
        problems.append(f"status {os.WEXITSTATUS(status)}")
    if memory > gigabytes:
        problems.append(f"{memory:.2f} GB of memory")
    if len(text) > 200_000:
        problems.append(f"{len(text)} letters of messages")
    first = text.split("\n", 1)[0][:110]
    code = os.waitstatus_to_exitcode(status)
    return problems, f"{name:30} {most // 1000:4} kB  status {code:3}  {time:6.2f} s  {memory * 1000:6.0f} MB  {first}"


def checked(task):
    program, name, folder, limits, is_kept = task
    result = check(program, name, folder, *limits)
    if not is_kept:
        shutil.rmtree(folder)
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--gigabytes", type=float, default=2)
    parser.add_argument("--only")
    parser.add_argument("--keep")
    arguments = parser.parse_args()
    names = arguments.only.split(",") if arguments.only else list(inputs)
    work = arguments.keep or tempfile.mkdtemp()
    program = os.path.abspath(arguments.program)
    limits = (arguments.seconds, arguments.gigabytes)
    wrong = 0
    with multiprocessing.Pool() as pool:
        tasks = [(program, name, os.path.join(work, name), limits, arguments.keep) for name in names]
        for problems, line in pool.imap(checked, tasks):
            print(line, *[f"\n    WRONG: {problem}" for problem in problems], flush=True)
            wrong += bool(problems)
    print(f"{len(names)} costly inputs, {wrong} of them over a limit")
    sys.exit(wrong > 0)


main()
