"""Figures: what Latido measures about itself and its rivals. Never imported by what is served.

A bench is a module here with ``run(*, short: bool = False) -> Sequence[Figure]``; its docstring's first
line is its description. ``latido bench`` finds it by that function (see ``latido.bench.harness``).
"""
