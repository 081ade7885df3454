"""The service's own log: one line an event, never a query, an address or a user agent.

There is no access log here: the web server in front keeps one, without queries (see ``deploy/``).
"""

from __future__ import annotations

import logging
from typing import Any

import structlog
from structlog.typing import Processor

QUIET: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"level": "WARNING", "handlers": ["err"]},
    "loggers": {"_granian": {"level": "WARNING", "propagate": True}, "granian.access": {"handlers": []}},
}
"""Logging of the server itself: warnings only, and no access log whatever it is asked for."""


def configure_logs(*, development: bool) -> None:
    """Lines that a person reads in development, JSON in production."""
    shared: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if development:
        shared.append(structlog.dev.ConsoleRenderer())
    else:
        shared.append(structlog.processors.JSONRenderer(ensure_ascii=False))
    structlog.configure(
        processors=shared,
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
