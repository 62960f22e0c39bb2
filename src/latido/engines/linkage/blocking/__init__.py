"""At the hub: which pairs are compared at all."""
