"""Deliveries from the archive, kept in one SQLite file under var/."""
