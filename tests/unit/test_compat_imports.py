"""Scene files are imported whatever has become of what they import; what is missing fails where it is used."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from synthgen.core.job import SceneRef
from synthgen.engines.compat.import_system import SceneImports
from synthgen.engines.compat.moved_modules import new_name
from synthgen.engines.compat.placeholders import PlaceholderUsed, is_placeholder

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Put a source file into the library's folder."""

    def put(name: str, text: str) -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    put("manimlib/__init__.py", "")
    put("manimlib/imports.py", "import math\n\nclass Scene:\n    pass\n")
    return put


@pytest.fixture
def imports(tmp_path: Path, write: Write) -> Iterator[SceneImports]:
    """The import system as the engine sets it up, taken down again afterwards."""
    finders, path, modules = list(sys.meta_path), list(sys.path), dict(sys.modules)
    for name in [name for name in sys.modules if name.partition(".")[0] in ("manimlib", "from_3b1b")]:
        del sys.modules[name]
    sys.path.insert(0, str(tmp_path))
    imports = SceneImports()
    imports.install(tmp_path)
    importlib.invalidate_caches()
    yield imports
    sys.meta_path[:], sys.path[:] = finders, path
    for name in set(sys.modules) - set(modules):
        del sys.modules[name]
    sys.modules.update(modules)


def load(imports: SceneImports, file: Path, class_name: str) -> object:
    return imports.load(SceneRef("id", class_name, file, file.parent, file.stem, "period", "file"))


def module_of(found: object) -> ModuleType:
    return sys.modules[found.__module__]


def test_a_module_that_exists_nowhere_is_missed_by_those_who_use_it_only(imports: SceneImports, write: Write) -> None:
    file = write(
        "scene.py",
        "import nowhere_at_all\nfrom nowhere_at_all.parts import Wheel\nfrom nowhere_at_all import *\n"
        "class Fine: pass\nclass Rolling(Wheel): pass\n",
    )
    module = module_of(load(imports, file, "Fine"))
    assert "module nowhere_at_all exists nowhere" in imports.notes()
    for use in (module.Wheel, module.Rolling, lambda: module.Wheel + 1, lambda: list(module.Wheel.spokes)):
        with pytest.raises(PlaceholderUsed, match=r"nowhere_at_all\.parts is not installed"):
            use()
    with pytest.raises(PlaceholderUsed, match=r"Wheel cannot be used \(Rolling needs it\)"):
        module.Rolling()


def test_modules_of_other_code_still_fail_to_import(imports: SceneImports) -> None:
    """Placeholders are for scene files: an installed package that tries for an optional module must not find one."""
    with pytest.raises(ImportError):
        importlib.import_module("nowhere_at_all")


def test_a_statement_that_fails_takes_only_its_own_names_along(imports: SceneImports, write: Write) -> None:
    file = write("scene.py", "class Fine: pass\nTABLE, SIZE = open('not_there.txt'), 3\nclass Lost(NotDefined): pass\n")
    module = module_of(load(imports, file, "Fine"))
    assert all(is_placeholder(module.__dict__[name]) for name in ("TABLE", "SIZE", "Lost"))
    with pytest.raises(PlaceholderUsed, match=r"scene\.py:2 failed with FileNotFoundError") as caught:
        module.TABLE.read()
    assert isinstance(caught.value.__cause__, FileNotFoundError)


def test_a_class_whose_own_definition_fails_raises_what_it_raised(imports: SceneImports, write: Write) -> None:
    file = write("scene.py", "class Broken:\n    value = 1 / 0\n")
    with pytest.raises(ZeroDivisionError):
        load(imports, file, "Broken")


def test_a_syntax_error_is_one(imports: SceneImports, write: Write) -> None:
    with pytest.raises(SyntaxError):
        load(imports, write("scene.py", "class Broken(:\n"), "Broken")


def test_names_are_found_where_they_have_moved_to(imports: SceneImports, write: Write) -> None:
    """Undefined names, and names imported from where they no longer are, come from the library at large."""
    file = write(
        "scene.py",
        "from manimlib.imports import math as m, Scene as S, Gone\nclass Fine(Scene):\n    size = math.pi\n",
    )
    fine = load(imports, file, "Fine")
    module = module_of(fine)
    assert issubclass(fine, module.S) and fine.size == module.m.pi  # type: ignore[arg-type,attr-defined]
    assert is_placeholder(module.Gone)
    with pytest.raises(NameError):
        exec("no_such_name", module.__dict__)


def test_divided_indices_are_whole_and_other_divisions_are_not(imports: SceneImports, write: Write) -> None:
    file = write(
        "scene.py",
        "class Fine:\n    items = list(range(7))\n    one = items[len(items) / 2]\n    some = items[: 7 / 2]\n"
        "    half = 7 / 2\n    late = items[half - 3 / 2]\n    named = {0.5: 'a'}[float(1 / 2)]\n",
    )
    fine = load(imports, file, "Fine")
    found = (fine.one, fine.some, fine.half, fine.late, fine.named)  # type: ignore[attr-defined]
    assert found == (3, [0, 1, 2], 3.5, 2, "a")


def test_old_module_names_lead_to_the_modules_of_today(imports: SceneImports, write: Write) -> None:
    write("from_3b1b/active/part1.py", "class Shared: pass\n")
    write("from_3b1b/old/eola/chapter1.py", "class First: pass\n")
    file = write(
        "from_3b1b/old/scene.py",
        "from active_projects.part1 import Shared\nfrom old_projects.eola.chapter1 import First\n"
        "from animation import *\nclass Fine(Scene): pass\n",
    )
    module = module_of(load(imports, file, "Fine"))
    today = importlib.import_module("from_3b1b.active.part1")
    assert module.Shared is today.Shared and module.First.__module__ == "from_3b1b.old.eola.chapter1"
    assert today.__name__ == "from_3b1b.active.part1", "loaded once, under its own name"


def test_a_module_of_the_users_own_goes_before_an_old_name(imports: SceneImports, write: Write) -> None:
    write("utils.py", "WHOSE = 'mine'\n")
    file = write("scene.py", "from utils import WHOSE\nclass Fine: pass\n")
    assert module_of(load(imports, file, "Fine")).WHOSE == "mine"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("active_projects.eop.chapter1", "from_3b1b.on_hold.eop.chapter1"),
        ("active_projects.diffyq.part1", "from_3b1b.active.diffyq.part1"),
        ("mobject.region", "manimlib.once_useful_constructs.region"),
        ("numpy", None),
    ],
)
def test_the_longest_name_that_fits_counts(old: str, new: str | None) -> None:
    assert new_name(old) == new


def test_a_class_listed_as_a_scene_of_the_video_is_found(imports: SceneImports, write: Write) -> None:
    write("part.py", "class Inside: pass\n")
    file = write("scene.py", "import part\nSCENES_IN_ORDER = [part.Inside]\n")
    assert getattr(load(imports, file, "Inside"), "__name__", "") == "Inside"
    assert load(imports, file, "Outside") is None


def test_a_file_in_a_folder_beside_a_module_of_its_name_is_loaded_all_the_same(
    imports: SceneImports, write: Write, tmp_path: Path
) -> None:
    write("from_3b1b/intro.py", "")
    file = write("from_3b1b/intro/first.py", "class Fine: pass\n")
    scene = SceneRef("id", "Fine", file, tmp_path / "from_3b1b", "from_3b1b.intro.first", "period", "corpus")
    assert imports.load(scene).__name__ == "Fine"  # type: ignore[attr-defined]
