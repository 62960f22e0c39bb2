"""At the hub: which candidates can stand together, and networks of shared identifiers."""
