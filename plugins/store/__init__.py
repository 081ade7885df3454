"""Deliveries in SQLite: staging, entries, cases, meetings, quarantine."""

from plugins.store.intake import Intake
from plugins.store.store import Store
from plugins.store.types import Counts, Quarantined, StoreError

__all__ = ["Counts", "Intake", "Quarantined", "Store", "StoreError"]
