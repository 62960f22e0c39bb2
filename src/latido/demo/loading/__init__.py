"""Filling a node of the demo: agencies and members, rules, campaign, cases, figures."""
