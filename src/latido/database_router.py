"""Which store holds what: shred keys and the cache live apart from everything that a backup holds."""

from __future__ import annotations

from typing import Any

STORES = {("keyring", "shredkey"): "shred", ("django_cache", "cacheentry"): "cache"}
"""(app label, model name) -> database alias; every other table is in ``default``."""


class StoreRouter:
    def _store(self, app_label: str, model_name: str | None) -> str:
        return STORES.get((app_label, (model_name or "").lower()), "default")

    def db_for_read(self, model: Any, **_hints: Any) -> str:
        return self._store(model._meta.app_label, model._meta.model_name)

    def db_for_write(self, model: Any, **_hints: Any) -> str:
        return self._store(model._meta.app_label, model._meta.model_name)

    def allow_relation(self, one: Any, other: Any, **_hints: Any) -> bool:
        # The rows' own _meta: a lazy row, such as a request's member, has another type.
        return self.db_for_read(one) == self.db_for_read(other)

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        if "store" in hints:  # raw SQL of a migration says where it belongs
            return db == hints["store"]
        return db == self._store(app_label, model_name)
