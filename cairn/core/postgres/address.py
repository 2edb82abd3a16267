"""Addresses of databases: DATABASE_URL read strictly, written back, refused when it would cross a network in clear."""

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from cairn.core.errors import Refused

OLDEST_MAJOR = 15
_SCHEMES = ("postgres", "postgresql")
_PLACES = ("host", "port", "user", "password", "dbname")
# `service`, `options` and the like could move the connection or loosen the session behind our checks.
_SETTINGS = frozenset(
    {
        *("sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "sslcrldir", "sslsni", "ssl_min_protocol_version"),
        *(
            "channel_binding",
            "require_auth",
            "gssencmode",
            "passfile",
            "hostaddr",
            "connect_timeout",
            "tcp_user_timeout",
        ),
        *("keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count"),
        *("target_session_attrs", "application_name"),
    }
)
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Address:
    """One database on one server. No user or password: left to libpq. A host with a slash is a socket folder."""

    host: str
    database: str
    user: str = ""
    password: str = field(default="", repr=False)
    port: int | None = None
    settings: dict[str, str] = field(default_factory=dict)

    def django(self) -> dict[str, object]:
        """The address as keys of an entry in Django's DATABASES."""
        port = str(self.port or "")
        places = {"NAME": self.database, "USER": self.user, "PASSWORD": self.password, "HOST": self.host, "PORT": port}
        return {**places, "OPTIONS": dict(self.settings)}

    def keywords(self) -> dict[str, str]:
        """The address as keyword arguments of `psycopg.connect`."""
        port = str(self.port or "")
        places = {"host": self.host, "port": port, "user": self.user, "password": self.password}
        return {**self.settings, "dbname": self.database, **{key: value for key, value in places.items() if value}}

    def url(self) -> str:
        """The address as one line that `parse` reads back into the same address."""
        # A socket folder goes into the query: a host full of slashes is misread by many tools.
        query = self.settings | ({"host": self.host} if self.is_socket else {})
        host = "" if self.is_socket else f"[{self.host}]" if ":" in self.host else quote(self.host, safe="")
        password = f":{quote(self.password, safe='')}" if self.password else ""
        person = f"{quote(self.user, safe='')}{password}@" if self.user or password else ""
        port = f":{self.port}" if self.port else ""
        ending = f"?{urlencode(query, quote_via=quote)}" if query else ""
        return f"postgresql://{person}{host}{port}/{quote(self.database, safe='')}{ending}"

    @property
    def is_socket(self) -> bool:
        """Whether the server is reached through a socket of this machine."""
        return self.host.startswith(("/", "@"))

    @property
    def is_local(self) -> bool:
        """Whether the connection never leaves this machine."""
        names = [name for name in (self.host, self.settings.get("hostaddr")) if name]
        return self.is_socket or all(_is_loopback(name) for name in names)


def parse(url: str) -> Address:
    """Read a DATABASE_URL. No refusal ever repeats any of it, because a misread URL may show its password.

    Refuses what is no PostgreSQL URL for one host (database_url_unreadable, _without_host, _without_database), settings
    that could undo these checks (_unknown_setting), and a server elsewhere without sslmode=verify-full (_not_verified).
    """
    try:
        address = _read(url)
    except ValueError:
        raise Refused("database_url_unreadable") from None
    if not address.host:
        raise Refused("database_url_without_host")
    if not address.database:
        raise Refused("database_url_without_database")
    if unknown := sorted(address.settings.keys() - _SETTINGS):
        # The name could be the tail of a password with a question mark in it.
        raise Refused("database_url_unknown_setting", name=unknown[0] if unknown[0].isidentifier() else "?")
    if not address.is_local and address.settings.get("sslmode") != "verify-full":
        raise Refused("database_url_not_verified")
    return address


def refuse_old_server(server_version: int) -> None:
    """Refuse a server older than PostgreSQL 15; `server_version` as the server counts, 150004 for 15.4."""
    if (found := server_version // 10_000) < OLDEST_MAJOR:
        raise Refused("postgres_too_old", found=found, needed=OLDEST_MAJOR)


def _read(url: str) -> Address:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)) if parts.query else {}
    places = _places(parts) | {key: query.pop(key) for key in _PLACES if key in query}
    port = int(places["port"]) if places["port"] else None
    if _is_misread(url, parts) or "," in places["host"]:
        raise ValueError
    return Address(places["host"], places["dbname"], places["user"], places["password"], port, query)


def _places(parts: SplitResult) -> dict[str, str]:
    return {
        "host": unquote(parts.hostname or "", errors="strict"),
        "port": str(parts.port or ""),
        "user": unquote(parts.username or "", errors="strict"),
        "password": unquote(parts.password or "", errors="strict"),
        "dbname": unquote(parts.path.removeprefix("/"), errors="strict"),
    }


def _is_misread(url: str, parts: SplitResult) -> bool:
    # A bare #, % or control character in a password would be cut off or changed without a word; libpq refuses % too.
    return parts.scheme not in _SCHEMES or "#" in url or bool(_BAD_PERCENT.search(url)) or not url.isprintable()


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
