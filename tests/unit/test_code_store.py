"""Compiled scene files are kept: used again, made again when the file or its kept code has changed."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from synthgen.engines.compat.code_store import CodeStore

SOURCE = b'"""What it says."""\nfrom __future__ import annotations\nx: undefined = 1\n'


class Counting:
    """A rewrite that counts the statements it is given, and says 2 for 1."""

    count = 0

    def __call__(self, statement: ast.stmt) -> ast.stmt:
        self.count += 1
        for node in ast.walk(statement):
            if isinstance(node, ast.Constant) and node.value == 1:
                node.value = 2
        return statement


def executed(store: CodeStore, source: bytes, rewrite: Counting | None) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for code in store.statements(source, "scene.py", rewrite):
        exec(code, names)
    return names


def test_a_file_is_compiled_once_for_all_processes(tmp_path: Path) -> None:
    rewrite = Counting()
    for _ in range(2):
        store = CodeStore()  # As in another process.
        store.folder = tmp_path
        names = executed(store, SOURCE, rewrite)
        assert (names["x"], names["__doc__"]) == (2, "What it says.")
    assert rewrite.count == 3


def test_what_changes_is_compiled_again(tmp_path: Path) -> None:
    store, rewrite = CodeStore(), Counting()
    store.folder = tmp_path
    assert executed(store, SOURCE, rewrite)["x"] == 2
    assert executed(store, SOURCE, None)["x"] == 1
    assert executed(store, SOURCE.replace(b"1", b"5"), rewrite)["x"] == 5
    for file in tmp_path.iterdir():
        file.write_bytes(b"half")
    assert executed(store, SOURCE, rewrite)["x"] == 2


def test_without_a_folder_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert executed(CodeStore(), SOURCE, None)["x"] == 1
    with pytest.raises(SyntaxError):
        CodeStore().statements(b"print 1", "scene.py", None)
    assert list(tmp_path.iterdir()) == []
