"""Links between nodes through a hub that holds no name: encodings, candidates, decisions, sealed letters.

Both roles live here. Tables and actions of a hub are named so (``HubRecord``, ``hub_rounds``); all others
belong to a node. The protocol is in ``protocol.py``; the hub describes its
API at ``/api/v1/openapi.json``.
"""
