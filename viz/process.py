"""What this process has taken so far: time since it began, memory."""

import os
import sys
import time
from pathlib import Path

_LOADED = time.monotonic()


def since_start() -> float:
    """Seconds since this process began (on Linux to a hundredth; elsewhere since this module was loaded)."""
    try:
        stat = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        return time.clock_gettime(time.CLOCK_BOOTTIME) - int(stat[19]) / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError):
        return time.monotonic() - _LOADED


def peak_rss_mib() -> float:
    """The most memory that this process had resident, MiB; nan where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError):
        pass
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return float("nan")
