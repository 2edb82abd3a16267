"""Build hook: the package's dependencies are the lines of requirements/base.in, so that they are kept once."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Dependencies(MetadataHookInterface):
    """Fills `dependencies` of the package's metadata from the list a person keeps."""

    def update(self, metadata: dict[str, object]) -> None:
        """Each line up to its reason; lines that hold only a remark are left out."""
        lines = (Path(self.root) / "requirements/base.in").read_text(encoding="utf-8").splitlines()
        wanted = (line.split("#")[0].strip() for line in lines)
        metadata["dependencies"] = [line for line in wanted if line]
