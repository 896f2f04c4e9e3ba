#!/usr/bin/env python3
"""Counts the lines of code of the program, without blank lines, comments and tests.

usage: tests/size/lines.py [ROOT]    of a checkout, this one when none is named
"""

import pathlib
import sys

TESTS = "#[cfg(test)]\nmod tests {"


def is_code(line: str) -> bool:
    text = line.strip()
    return bool(text) and not text.startswith("//")


def main() -> None:
    here = pathlib.Path(__file__).resolve().parents[2]
    source = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else here) / "src"
    by_folder: dict[str, int] = {}
    for path in sorted(source.rglob("*.rs")):
        below = path.relative_to(source)
        if path.name == "tests.rs" or "tests" in below.parts:
            continue
        code = path.read_text(encoding="utf-8").split(TESTS)[0]
        lines = sum(is_code(line) for line in code.splitlines())
        by_folder[below.parts[0]] = by_folder.get(below.parts[0], 0) + lines
    for folder, lines in sorted(by_folder.items(), key=lambda entry: -entry[1]):
        print(f"{lines:6} {folder}")
    print(f"{sum(by_folder.values()):6} in all")


if __name__ == "__main__":
    main()
