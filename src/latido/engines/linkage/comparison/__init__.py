"""At the hub: how far two filters are apart, and which identifiers agree."""
