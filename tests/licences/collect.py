"""Prints THIRD-PARTY.md: the licences of every package that is compiled into the program.

usage: collect.py > THIRD-PARTY.md     in the folder of Cargo.toml

The packages are those of Cargo.lock, with all features, for the systems below; what only tests need is left
out. Their licence texts are in their folders of cargo's registry. Equal inputs give equal bytes.
"""

import json
import pathlib
import re
import subprocess
import sys

TARGETS = [
    "aarch64-apple-darwin",
    "aarch64-unknown-linux-gnu",
    "x86_64-apple-darwin",
    "x86_64-pc-windows-msvc",
    "x86_64-unknown-linux-gnu",
    "x86_64-unknown-linux-musl",
]
LICENCE_FILE = re.compile(r"(licen[cs]e|copying|copyright|notice|unlicense|ofl)", re.IGNORECASE)
# Texts in these folders are about files that are not compiled in.
NOT_COMPILED = {"tests", "test", "testing", "scripts", "examples", "benches", "docs"}
COPYRIGHT = re.compile(r"\s*(copyright\b|©)", re.IGNORECASE)
# Licences whose standard text is known here, in the order in which one is chosen.
STANDARD = {"MIT": "LICENSE-MIT", "Apache-2.0": "LICENSE-APACHE"}
# What a package without a licence file says in its repository.
NOTICES = {"pagefind": ["Copyright 2022 CloudCannon"]}


class Text:
    """A licence text without the notices at its head, and who uses it with which notices."""

    def __init__(self, body):
        self.body = body
        self.uses = {}


class Texts:
    """The licence texts, each once, in the order in which they were first met."""

    def __init__(self):
        self.by_words = {}

    def add(self, content, user, notices=None):
        """Adds a text for a user; the number of the text. Texts are equal if their words are."""
        body, own = split(content)
        text = self.by_words.setdefault(" ".join(body.split()), Text(body))
        known = text.uses.setdefault(tuple(own if notices is None else notices), [])
        if user not in known:
            known.append(user)
        return list(self.by_words.values()).index(text) + 1


def split(content):
    """A text without the notices of copyright at its head, and those notices."""
    lines = [line.rstrip() for line in content.replace("\f", "\n").splitlines()]
    is_apache = "Apache License" in "".join(lines[:4])
    kept, notices, in_head = [], [], True
    for line in lines:
        is_notice = COPYRIGHT.match(line) is not None
        if is_notice and (in_head or is_apache and re.search(r"\d{4}|yyyy", line)):
            notices.append(" ".join(line.split()))
            continue
        is_title = len(line) < 80 and re.search(r"licen[cs]e", line, re.IGNORECASE) and not line.endswith((".", ","))
        in_head = in_head and (not line.strip() or bool(is_title) or set(line.strip()) <= set("=-"))
        kept.append(line)
    # A form that was not filled in names nobody.
    notices = [notice for notice in notices if "yyyy" not in notice]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n"), notices


def cargo(*arguments):
    command = ["cargo", *arguments, "--locked", "--all-features"]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def compiled():
    """The packages that are compiled in, by name and version."""
    names = set()
    for target in TARGETS:
        tree = cargo("tree", "--edges", "no-dev", "--target", target, "--prefix", "none", "--no-dedupe", "--format", "{p}")
        names |= {tuple(line.split()[:2]) for line in tree.splitlines() if line.strip()}
    filters = [part for target in TARGETS for part in ("--filter-platform", target)]
    packages = json.loads(cargo("metadata", "--format-version", "1", *filters))["packages"]
    chosen = [one for one in packages if (one["name"], "v" + one["version"]) in names and one["source"]]
    return sorted(chosen, key=lambda one: (one["name"], one["version"]))


def folder(package):
    return pathlib.Path(package["manifest_path"]).parent


def files(package):
    """The licence files of a package, in the order of their paths."""
    below = folder(package)
    found = []
    for path in below.rglob("*"):
        place = path.relative_to(below)
        if LICENCE_FILE.match(path.name) and path.suffix not in {".rs", ".py"} and path.is_file():
            if not NOT_COMPILED & set(place.parts[:-1]):
                found.append((place.as_posix(), path))
    return [path for _, path in sorted(found)]


def read(path):
    return path.read_bytes().decode("utf-8", errors="replace")


def label(package):
    return f"{package['name']} {package['version']}"


def stand_in(package, packages):
    """The text for a package that ships none: that of its repository, a standard one, or that of a package
    with the same licence. With the notice to print."""
    licence, repository = package["license"], package["repository"]
    others = [one for one in packages if files(one) and one["license"] == licence]
    of_repository = [one for one in others if repository and one["repository"] == repository]
    if of_repository:
        return [read(path) for path in files(of_repository[0])], None
    notices = NOTICES.get(package["name"], [f"Authors: {', '.join(package['authors'])}"] if package["authors"] else [])
    for name, file in STANDARD.items():
        if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", licence):
            return [read(pathlib.Path(file))], notices
    if not others:
        sys.exit(f"{label(package)} ships no licence text, and none is known for {licence}")
    return [read(path) for path in files(others[0])], notices


def main():
    packages = compiled()
    texts, listed, without = Texts(), [], []
    rust = [texts.add(read(pathlib.Path(file)), "Rust standard library", ["Copyright (c) The Rust Project Contributors"]) for file in STANDARD.values()]
    listed.append(("Rust standard library", "MIT OR Apache-2.0", "https://github.com/rust-lang/rust", rust))
    for package in packages:
        name, found = label(package), files(package)
        if found:
            numbers = [texts.add(read(path), name) for path in found]
        else:
            contents, notices = stand_in(package, packages)
            numbers = [texts.add(content, name, notices) for content in contents]
            without.append(name)
        listed.append((name, package["license"] or "in the text", package["repository"], numbers))
        if package["name"] == "ttf-noto-sans":
            font = texts.add(read(folder(package) / "assets/LICENSE-2.0.txt"), "Noto Sans", ["Copyright 2012 Google Inc. All Rights Reserved."])
            listed.append((f"Noto Sans, the font in {name}", "Apache-2.0", "https://notofonts.github.io", [font]))
    print("# Third-party notices\n")
    print("The program contains what others made. `yearbook licences` prints this file, which")
    print("`tests/licences/collect.py` makes from Cargo.lock. It names every package that is compiled into the program")
    print("with all features, on any system, or that runs while it is compiled; what only tests need is left out.\n")
    print("## Packages\n\nEach with its licence as an SPDX expression, its repository and the numbers of its texts.\n")
    for name, licence, repository, numbers in listed:
        at = f", <{repository}>" if repository else ""
        print(f"- {name}: {licence}{at}; {', '.join(str(number) for number in sorted(set(numbers)))}")
    print("\n## Packages without a licence file\n")
    print("They name a licence and ship no text. The text is that of another package of their repository, or the")
    print("standard text.\n")
    for name in without:
        print(f"- {name}")
    for number, text in enumerate(texts.by_words.values(), 1):
        print(f"\n## Text {number}\n")
        for notices, users in sorted(text.uses.items()):
            print(f"- {', '.join(users)}" + "".join(f"  \n  {notice}" for notice in notices))
        longest = max((len(run) for run in re.findall("`{3,}", text.body)), default=2)
        print(f"\n{'`' * (longest + 1)}text\n{text.body}\n{'`' * (longest + 1)}")


main()
