"""Runs a command as a whole process and tells what it took."""

import os
import subprocess
import sys
import time


def run(command, folder=None, environment=None):
    """Runs a command to its end; returns its time in seconds and its peak memory in MB. On Linux the latter
    is never less than what the script held that started it. A command that fails ends the script."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    # The process is gone; its object must not wait for it again.
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024
