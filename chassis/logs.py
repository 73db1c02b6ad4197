"""Logs as lines of JSON with time, level, trace and event, to standard error or a file."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import msgspec
import structlog
from structlog.typing import EventDict

from chassis import traces


def configure(level: str = "INFO", file: Path | None = None) -> None:
    """Send everything that ``logging`` hears out as JSON; repeatable."""
    handler: logging.Handler = (
        logging.FileHandler(file, encoding="utf-8") if file else logging.StreamHandler()
    )
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                _add_trace,
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(serializer=_encode),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())


def _add_trace(_logger: Any, _method: str, event: EventDict) -> EventDict:
    event["trace"] = traces.current_id()
    return event


def _encode(event: Any, **_: Any) -> str:
    return msgspec.json.encode(event, enc_hook=str).decode()
