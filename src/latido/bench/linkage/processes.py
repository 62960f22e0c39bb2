"""Run a step and say what it took."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True)
class Took:
    """CPU seconds (user and system) and peak memory in MiB."""

    cpu: float
    peak: float

    def __add__(self, other: Took) -> Took:
        """One after the other: the times add up, the larger peak stays."""
        return Took(self.cpu + other.cpu, max(self.peak, other.peak))


def measured(command: Sequence[str | Path]) -> Took:
    """Run it to its end; raises CalledProcessError when it fails."""
    process = subprocess.Popen([str(word) for word in command], env=os.environ | ONE_THREAD)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Took(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
