"""The demo: a hub and two nodes on one machine, filled with synthetic people."""
