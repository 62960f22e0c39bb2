"""Agencies and their mandates, teams and their key pairs, members and theirs."""
