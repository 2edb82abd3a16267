"""Where an installation keeps its data when nobody says: beside the project, if its database can get there."""

import hashlib
import os
import stat
from pathlib import Path

_SHARED = Path("/var/lib/cairn")


def data_folder() -> Path:
    """CAIRN_DATA, else `.cairn` here. Run as root in a private folder, the database's own user could not walk in there;
    then a folder of this project's own below /var/lib/cairn."""
    given = os.environ.get("CAIRN_DATA")
    if given:
        return Path(given).absolute()
    here = Path.cwd() / ".cairn"
    if os.geteuid() != 0 or all(_is_open(parent) for parent in here.parents):
        return here
    return _SHARED / hashlib.sha256(str(here).encode()).hexdigest()[:12]


def _is_open(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)
