"""Deliveries in SQLite: staging, entries, cases, meetings, quarantine."""

from plugins.store.intake import Intake
from plugins.store.store import Store
from plugins.store.types import Appointment, Counts, Quarantined, StoreError

__all__ = ["Appointment", "Counts", "Intake", "Quarantined", "Store", "StoreError"]
