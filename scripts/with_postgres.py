"""Run a command with a PostgreSQL of its own: ``python scripts/with_postgres.py COMMAND ...``.

The server lives in a fresh temporary folder, listens on a unix socket there and nowhere else, belongs to
an unprivileged user (PostgreSQL refuses root) and is stopped and removed at the end. The command finds it
through DATABASE_URL and LATIDO_SHRED_DATABASE_URL; its exit status is returned. Without the binaries
one line says so: status 0, or 1 under ``LATIDO_REQUIRE_ALL=1``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DEBIAN_HOME = Path("/usr/lib/postgresql")
UNPRIVILEGED = ("postgres", "nobody")
SUPERUSER = "latido"
STORES = {"DATABASE_URL": "latido", "LATIDO_SHRED_DATABASE_URL": "latido_shred"}
# Nothing here has to survive a crash, so nothing waits for the disk.
THROWAWAY = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl: from PATH, or Debian's newest version."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = [path.parent for path in DEBIAN_HOME.glob("*/bin/initdb")]
    return max(folders, key=lambda folder: float(folder.parent.name), default=None)


def server_user() -> dict[str, Any]:
    """Arguments of ``subprocess.run`` that drop root; empty for everybody else."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name for entry in pwd.getpwall()}
    name = next(name for name in UNPRIVILEGED if name in known)
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


@contextmanager
def server(programs: Path) -> Iterator[Path]:
    """A running server; yields the folder of its socket."""
    with tempfile.TemporaryDirectory(prefix="latido-pg-", ignore_cleanup_errors=True) as name:
        folder, who = Path(name), server_user()
        if who:
            shutil.chown(folder, who["user"])
        data, log = folder / "data", folder / "log"

        def run(program: str, *arguments: str | Path) -> None:
            command = [programs / program, *arguments]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **who)
            if done.returncode:
                tail = log.read_text() if log.exists() else ""
                raise SystemExit(f"{program} failed:\n{done.stdout}{done.stderr}{tail}")

        run("initdb", "-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        # pg_ctl's own output would keep the pipe open in the server: the log takes it.
        run("pg_ctl", "-D", data, "-l", log, "-w", "-s", "-o", f"-k {folder} {THROWAWAY}", "start")
        try:
            for database in STORES.values():
                run("createdb", "-h", folder, "-U", SUPERUSER, database)
            yield folder
        finally:
            run("pg_ctl", "-D", data, "-w", "-s", "-m", "immediate", "stop")


def main(command: list[str]) -> int:
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    programs = binaries()
    if programs is None:
        print("PostgreSQL tests skipped: initdb was not found (Debian: apt-get install postgresql)")
        return int(os.environ.get("LATIDO_REQUIRE_ALL") == "1")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server(programs) as socket_folder:
        urls = {
            variable: f"postgresql://{SUPERUSER}@/{database}?host={socket_folder}"
            for variable, database in STORES.items()
        }
        done = subprocess.run(command, env={**os.environ, **urls}, check=False)
        return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
