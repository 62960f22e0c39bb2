"""Latido: from a sign of human trafficking to a protected person and a stopped trafficker."""

__version__ = "0.1.0"
