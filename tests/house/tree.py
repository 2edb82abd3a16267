"""What the house tests look at: the files that are, or would be, committed."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_NOT_OURS = {"node_modules", "__pycache__", "dist", "cairn.css", "govuk-frontend.min.js"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def committed() -> tuple[Path, ...]:
    """Every file that git holds or would hold, as a path inside the repository; without git, every file that shows."""
    asked = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    names = asked.stdout.split("\0") if asked.returncode == 0 else _everything()
    return tuple(sorted(Path(name) for name in names if name and (ROOT / name).is_file()))


def _everything() -> Iterator[str]:
    for path in ROOT.rglob("*"):
        inside = path.relative_to(ROOT)
        if not any(part.startswith(".") or part in _NOT_OURS for part in inside.parts):
            yield str(inside)


def text(path: Path) -> str:
    """The words of one file of the repository."""
    return (ROOT / path).read_text(encoding="utf-8")


def python(*folders: str, migrations: bool = False) -> list[Path]:
    """Our Python files under those folders; generated migrations only when asked for."""
    return [
        path
        for path in committed()
        if path.suffix == ".py" and path.parts[0] in folders and (migrations or "migrations" not in path.parts)
    ]


def templates() -> list[Path]:
    """Every Jinja template, pages and e-mails alike."""
    return [path for path in committed() if "jinja2" in path.parts and path.suffix in {".html", ".txt", ".xml", ".svg"}]


@cache
def syntax(path: Path) -> ast.Module:
    """One Python file as a syntax tree."""
    return ast.parse(text(path), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file, wherever it stands."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, Function):
            yield node


@cache
def settings_of_tools() -> dict[str, Any]:
    """The `tool` part of pyproject.toml."""
    found: dict[str, Any] = tomllib.loads(text(Path("pyproject.toml")))["tool"]
    return found


@cache
def floors() -> dict[str, int]:
    """The number of each app's floor, counted from below; siblings share one. The imports contract is the one list."""
    contract = next(each for each in settings_of_tools()["importlinter"]["contracts"] if each["id"] == "floors")
    rows = [[name.strip(" ()") for name in row.split("|")] for row in reversed(contract["layers"])]
    return {name: number for number, names in enumerate(rows) for name in names}
