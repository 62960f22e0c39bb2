"""At the hub: how much each comparison tells, and how likely a link is."""
