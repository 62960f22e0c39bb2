"""Sharing is sealing: sealed parts, shred keys, grants, consents, envelopes, drafts, keyed jobs."""
