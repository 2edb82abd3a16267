"""Nothing of ours makes code out of words, runs a shell, unpacks objects, calls out, or puts mark-up in by script."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tree

# Made at run time, or unpacked from somebody's bytes, or run by a shell.
CALLS = {"eval", "exec", "__import__", "os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
MODULES = {"pickle", "cPickle", "marshal", "shelve", "dill", "yaml", "xml", "lxml", "xmlrpc", "ftplib", "telnetlib"}
# Calling another machine, and chance that can be foretold: for trying things out, never where a child's record is.
OUTWARDS = {"urllib.request", "http.client", "requests", "httpx", "urllib3", "aiohttp"}
FORETOLD = {"random"}
TRYING_OUT = ("cairn/bench/", "cairn/demo/")
# Broken functions are not used for anything; a template is a file and never words.
WEAK = {"hashlib.md5", "hashlib.sha1", "hashlib.new"}
FROM_WORDS = {"from_string", "Template"}
RENDERED = {"mark_safe", "Markup", "SafeString"}
BY_SCRIPT = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|createPolicy|setTimeout\(\s*['\"`]"
)


def dangers(module: ast.Module, path: str) -> Iterator[str]:
    """What a file does that none of ours may."""
    banned = MODULES | (set() if path.startswith(TRYING_OUT) else OUTWARDS | FORETOLD)
    for node in ast.walk(module):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (name for name in _imported(node) if _is_one_of(name, banned))
        elif isinstance(node, ast.Call):
            yield from _called(node)


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    return [f"{node.module}.{each.name}" for each in node.names]


def _is_one_of(name: str, modules: set[str]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in modules)


def _called(node: ast.Call) -> Iterator[str]:
    name = ast.unparse(node.func)
    last = name.rpartition(".")[2]
    if name in CALLS | WEAK or last in FROM_WORDS:
        yield name
    if last in RENDERED and not (node.args and ast.unparse(node.args[0]).startswith("render_to_string(")):
        yield name
    if any(each.arg == "shell" and ast.unparse(each.value) != "False" for each in node.keywords):
        yield f"{name}(shell=...)"


def ours(ending: str) -> list[Path]:
    return [path for path in tree.committed() if path.suffix == ending and path.parts[0] in {"cairn", "tools"}]


@pytest.mark.parametrize("path", ours(".py"), ids=str)
def test_no_file_of_ours_does_what_is_dangerous(path):
    assert list(dangers(ast.parse(tree.text(path)), str(path))) == []


@pytest.mark.parametrize("path", ours(".js"), ids=str)
def test_our_scripts_put_in_words_and_never_mark_up(path):
    assert BY_SCRIPT.findall(tree.text(path)) == []


@pytest.mark.parametrize("path", ours(".js"), ids=str)
def test_no_script_of_ours_stands_in_the_way_of_pasting(path):
    assert re.findall(r"['\"]paste['\"]|onpaste", tree.text(path)) == []


@pytest.mark.parametrize(
    "code",
    [
        "eval(words)",
        "exec(words)",
        "import pickle",
        "from pickle import loads",
        "from xml.etree import ElementTree",
        "os.system(words)",
        "subprocess.run(words, shell=True)",
        "subprocess.run(words, shell=is_shell)",
        "from urllib.request import urlopen",
        "import requests",
        "import random",
        "from random import choice",
        "hashlib.md5(body)",
        "environment.from_string(words)",
        "Template(words).render()",
        "mark_safe(words)",
        "Markup('<b>' + words)",
    ],
)
def test_what_is_dangerous_is_found(code):
    assert list(dangers(ast.parse(code), "cairn/core/anything.py"))


def test_what_is_not_is_left_alone():
    fine = "import secrets\nsubprocess.run([one], shell=False)\nmark_safe(render_to_string(name))\nre.compile(r'a')"
    assert list(dangers(ast.parse(fine), "cairn/core/anything.py")) == []
    assert list(dangers(ast.parse("import random"), "cairn/bench/rules/dice.py")) == []
    assert BY_SCRIPT.search("box.innerHTML = words")
    assert not BY_SCRIPT.search("box.textContent = words")
