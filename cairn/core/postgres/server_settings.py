"""How the built-in server is run. Given on its command line at every start, so that nothing stored in it can differ."""

import os
from pathlib import Path
from typing import Final

_MEGABYTE: Final = 1024 * 1024
_LEAST_MB, _MOST_MB = 128, 4096  # the server's own default, and what the keys of two million children take
_PART_OF_MEMORY: Final = 8  # web, worker and the demonstration's browser live on the same machine

SETTINGS = {
    # Reached through its socket alone, by its own user alone.
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    # No personal data in the log: no statements, no parameters, no DETAIL ("Key (name)=(…) already exists", the query
    # of a crashed process), and no ERROR lines at all, since those repeat the value that did not fit.
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
    "logging_collector": "off",
    "log_destination": "stderr",
    "lc_messages": "C",
    "log_timezone": "UTC",
    "TimeZone": "UTC",
    # A forgotten transaction must not stop everybody else.
    "idle_in_transaction_session_timeout": "60s",
    "lock_timeout": "10s",
}


def memory() -> int:
    """Bytes of memory of this machine; 0 where the system does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError):
        return 0


def page_cache_mb(memory: int) -> int:
    """Megabytes the server may keep of its own pages: an eighth of `memory` bytes, at least 128, at most 4,096.

    The index of a large partnership's matching keys does not fit into the default (docs/performance.md).
    """
    return min(max(memory // _PART_OF_MEMORY // _MEGABYTE, _LEAST_MB), _MOST_MB)


def command_line(socket_dir: Path) -> list[str]:
    """The server's own arguments, one setting after another."""
    # The setting is a list; quoted, a space in the path is not the end of an item.
    quoted = '"' + str(socket_dir).replace('"', '""') + '"'
    settings = {**SETTINGS, "unix_socket_directories": quoted, "shared_buffers": f"{page_cache_mb(memory())}MB"}
    return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
