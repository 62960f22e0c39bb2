"""Who did what: an append-only chain of entries, each sealed by the SHA-256 of the one before it."""
