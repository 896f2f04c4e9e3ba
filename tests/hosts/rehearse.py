"""Runs the commands of the file for GitHub on this machine, with a bare repository as the host.

usage: rehearse.py PROGRAM WORKFLOW SITE WORK

Actions are not run: a checkout is a clone, and what one job hands on is copied. The commands of the steps
are those of the file, run by the shell that it names.
"""

import os
import pathlib
import shutil
import subprocess
import sys

from ruamel.yaml import YAML

program, workflow, site, work = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
jobs = YAML(typ="safe").load(workflow.read_text(encoding="utf-8"))["jobs"]
env_of_all = YAML(typ="safe").load(workflow.read_text(encoding="utf-8"))["env"]
TOKEN = "token-of-the-rehearsal"
# `gh` writes down what it is asked for, in place of commenting.
tools = work / "tools"
tools.mkdir(parents=True)
(tools / "gh").write_text('#!/bin/sh\necho "$@" > "$RUNNER_TEMP/gh"\n')
(tools / "gh").chmod(0o755)
shutil.copy(program, tools / "yearbook")
remote = work / "host" / "owner" / "site"


def git(folder, *arguments):
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    run = subprocess.run(["git", *identity, "-C", folder, *arguments], check=True, capture_output=True, text=True)
    return run.stdout.strip()


def commit(change):
    """Commits what a function does to a clone of the site; the hash of the commit."""
    change(work / "author")
    git(work / "author", "add", "--all", "--force")
    git(work / "author", "commit", "--quiet", "--message", "change")
    git(work / "author", "push", "--quiet", "origin", "HEAD:main")
    return git(work / "author", "rev-parse", "HEAD")


def run_job(name, commit, taken=(), before=""):
    """Runs the commands of a job; whether it succeeded, and the folder with what it made."""
    place = work / "runs" / f"{len(list((work / 'runs').glob('*')))}-{name}"
    temporary, workspace = place / "temp", place / "workspace"
    temporary.mkdir(parents=True)
    workspace.mkdir()
    for file, target in taken:
        (temporary / target).parent.mkdir(exist_ok=True)
        shutil.copy(file, temporary / target)
    values = {
        "github.token": TOKEN,
        "github.event.pull_request.base.sha": before,
        "github.event.pull_request.number": "7",
        "runner.temp": str(temporary),
    }
    fill = lambda text: [text := text.replace("${{ " + key + " }}", value) for key, value in values.items()][-1]
    variables = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "HOME": str(place),
        "RUNNER_TEMP": str(temporary),
        "GITHUB_SERVER_URL": (work / "host").as_uri(),
        "GITHUB_REPOSITORY": "owner/site",
        "GITHUB_REPOSITORY_OWNER": "owner",
        "GITHUB_SHA": commit,
        **{key: str(temporary / key) for key in ("GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")},
        **{key: str(value) for key, value in env_of_all.items()},
    }
    for step in jobs[name]["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
            subprocess.run(["git", "clone", "--quiet", remote, workspace], check=True)
            git(workspace, "checkout", "--quiet", "--detach", commit)
        if "run" not in step:
            continue
        own = {key: fill(str(value)) for key, value in step.get("env", {}).items()}
        folder = fill(step.get("working-directory", str(workspace)))
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(shell, cwd=folder, env=variables | own, capture_output=True, text=True)
        if done.returncode:
            return False, temporary, step["name"] + "\n" + done.stdout + done.stderr
    return True, temporary, ""


def publish(commit):
    done, built, said = run_job("build", commit)
    assert done, said
    done, _, said = run_job("publish", commit, [(built / "site.tar", "site/site.tar")])
    assert done, said
    return git(remote, "rev-list", "--count", "published")


git(work, "init", "--quiet", "--bare", "--initial-branch", "main", remote)
git(work, "clone", "--quiet", remote, "author")
first = commit(lambda folder: shutil.copytree(site, folder, dirs_exist_ok=True))
assert publish(first) == "1"
assert publish(first) == "1", "nothing changed, and an edition was published"
assert "index.html" in git(remote, "ls-tree", "--name-only", "published")

page = "content/index.md"
second = commit(lambda folder: (folder / page).write_text((folder / page).read_text() + "\nMore words.\n"))
done, checked, said = run_job("check", second, before=first)
assert done, said
assert (checked / "GITHUB_OUTPUT").read_text() == "has-comment=true\n"
comment = checked / "comment.md"
assert "What changed in the data" in comment.read_text()
done, commented, said = run_job("comment", second, [(comment, "comment/comment.md")])
assert done and "pr comment 7 --repo owner/site" in (commented / "gh").read_text(), said
assert publish(second) == "2"

# A published number that changes without an entry of the register fails the check, after the comment is made.
data = "data/visits.csv"
revised = commit(lambda folder: (folder / data).write_text((folder / data).read_text().replace(",2023,", ",2023,9", 1)))
done, checked, said = run_job("check", revised, before=second)
assert not done and said.startswith("A published number"), said
assert (checked / "comment.md").is_file()

# Results of a build that are under version control are refused, in the check and in the build.
for brought in (".yearbook/cache", "public/index.html", ".public.spare/x"):

    def bring(folder):
        (folder / brought).parent.mkdir(exist_ok=True)
        (folder / brought).write_text("x")

    with_results = commit(bring)
    for job in ("check", "build"):
        done, _, said = run_job(job, with_results, before=second)
        assert not done and said.startswith("Refuse results"), said
    git(work / "author", "reset", "--quiet", "--hard", revised)
    git(work / "author", "push", "--quiet", "--force", "origin", "HEAD:main")

# The token is written into no file.
for file in work.rglob("*"):
    assert not file.is_file() or TOKEN.encode() not in file.read_bytes(), file
print("the commands of the file for GitHub do what they say")
