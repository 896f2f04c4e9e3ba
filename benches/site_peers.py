#!/usr/bin/env python3
"""Measures how fast articles become a site, beside Blades, Hugo and `cp -r` of the result.

ARTICLES is a folder of Markdown files with TOML front matter (`title`, `date`). In WORK, best on a
memory file system, a site of them is made for each program, with a layout that shows the title, the
date and the text. Blades and Hugo are installed below WORK/tools if they are not there; nothing is
left outside WORK. All take turns in each of the runs, each a whole process into an empty folder;
Blades and Hugo write their feeds and their map of the site too. Peak memory is that of the whole
process. Needs Unix, Python 3.11 or later with pip, and cargo.

usage: python site_peers.py PROGRAM ARTICLES WORK [--runs 5] [--no-hugo]
"""

import argparse
import pathlib
import shutil
import statistics
import subprocess
import sys

from whole_process import run

BLADES = "0.6.0"
HUGO = "0.168.0"

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{date}</p>
{content}
</main></body></html>
"""

BLADES_LIST = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{title}}</title></head>
<body><ul>{{#pages}}<li><a href="{{permalink}}">{{title}}</a></li>{{/pages}}</ul></body></html>
"""

HUGO_LIST = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></body></html>
"""


def write(path, text):
    """Writes a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# Programs ---------------------------------------------------------------------------------------------


def install(tools, with_hugo):
    """Installs what is not there; returns the programs."""
    blades = tools / "bin" / "blades"
    if not blades.exists():
        subprocess.run(
            ["cargo", "install", "blades", "--version", BLADES, "--locked", "--root", tools], check=True
        )
    hugo = tools / "hugo" / "bin" / "hugo"
    if with_hugo and not hugo.exists():
        target = ["--target", tools / "hugo", f"hugo=={HUGO}"]
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *target], check=True)
    return blades, hugo


def sites(program, articles, work, tools, with_hugo):
    """Makes a site for each program; returns for each its command, where it runs, and its result."""
    blades, hugo = install(tools, with_hugo)
    found = {}

    site = work / "yearbook"
    write(site / "yearbook.toml", 'title = "Synthetic articles"\nlanguages = ["en"]\n')
    shutil.copytree(articles, site / "content" / "articles", dirs_exist_ok=True)
    out = work / "yearbook-out"
    command = [program, "build", "--quiet", "--root", site, "--output", out]
    found["yearbook"] = (command, site, out, {})

    site = work / "blades"
    write(site / "Blades.toml", 'title = "Synthetic articles"\nurl = "https://example.org"\n')
    shutil.copytree(articles, site / "content" / "articles", dirs_exist_ok=True)
    write(site / "content" / "index.toml", 'title = "Articles"\n')
    write(site / "content" / "articles" / "index.toml", 'title = "Articles"\n')
    date = "{{#date}}{{y}}-{{m}}-{{d}}{{/date}}"
    page = PAGE.format(title="{{title}}", date=date, content="{{content}}")
    write(site / "templates" / "page.html", page)
    for name in ["section", "gallery", "taxonomy", "taxonomy_key"]:
        write(site / "templates" / f"{name}.html", BLADES_LIST)
    found["Blades"] = ([blades, "build"], site, site / "public", {})

    if with_hugo:
        site = work / "hugo"
        write(site / "hugo.toml", 'title = "Synthetic articles"\nbaseURL = "https://example.org/"\n')
        shutil.copytree(articles, site / "content" / "articles", dirs_exist_ok=True)
        content = "{{ .TableOfContents }}{{ .Content }}"
        page = PAGE.format(title="{{ .Title }}", date="{{ .Date.Format `2006-01-02` }}", content=content)
        write(site / "layouts" / "_default" / "single.html", page)
        write(site / "layouts" / "_default" / "list.html", HUGO_LIST)
        path = {"PYTHONPATH": str(tools / "hugo")}
        found["Hugo"] = ([hugo, "--quiet"], site, site / "public", path)
    return found


# Measurement ------------------------------------------------------------------------------------------


def pages(folder):
    """How many pages a result has."""
    return sum(1 for _ in folder.rglob("*.html"))


def measure(found, work, runs):
    """Runs all in turns; returns the medians of time and memory."""
    times = {name: [] for name in [*found, "cp -r"]}
    copy = work / "copy"
    for turn in range(runs + 1):
        for name, (command, folder, out, environment) in found.items():
            for old in [out, *out.parent.glob(f".{out.name}.*")]:
                shutil.rmtree(old, ignore_errors=True)
            measured = run(command, folder, environment)
            if turn > 0:
                times[name].append(measured)
        shutil.rmtree(copy, ignore_errors=True)
        measured = run(["cp", "-r", found["yearbook"][2], copy], work, {})
        if turn > 0:
            times["cp -r"].append(measured)
    return {
        name: tuple(statistics.median(run[part] for run in measured) for part in (0, 1))
        for name, measured in times.items()
    }


def main():
    """Reads the arguments, measures and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("articles", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-hugo", action="store_true")
    arguments = parser.parse_args()
    work = arguments.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    tools = work / "tools"
    program = arguments.program.resolve()
    found = sites(program, arguments.articles, work, tools, not arguments.no_hugo)
    medians = measure(found, work, arguments.runs)
    own = medians["yearbook"][0]
    print("| | Time | Peak memory | yearbook / other | Pages |")
    print("|---|--:|--:|--:|--:|")
    for name, (seconds, memory) in medians.items():
        count = pages(found[name][2]) if name in found else ""
        print(f"| {name} | {seconds:.2f} s | {memory:.0f} MB | {own / seconds:.2f} | {count} |")


if __name__ == "__main__":
    main()
