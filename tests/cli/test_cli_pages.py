"""What the command prints about itself, and how it ends when it is interrupted."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import yaml
from command_line import Command, user_environment

from synthgen.sources.catalog import VIDEOS


def test_help_is_a_page_for_users(command: Command) -> None:
    ended = command("--help")
    assert ended.exit_code == 0
    assert ended.out.startswith("synthgen renders mathematical animations")
    assert "python -m synthgen scene=dot_products " in ended.out
    assert '"$(synthgen -sc install=bash)"' in ended.out
    for name, video in VIDEOS.items():
        assert name in ended.out
        assert video.title in ended.out
    assert max(len(line) for line in ended.out.splitlines()) <= 115


def test_help_loads_no_engine_and_no_dataset_code() -> None:
    script = (
        "import sys; sys.argv = ['synthgen', '--help']\n"
        "from synthgen.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'manim', 'manimlib', 'shapely', 'scipy', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_cfg_prints_the_composed_configuration_and_runs_nothing(command: Command, tmp_path: Path) -> None:
    ended = command("scene=dot_products", "sampling=rest", "seed=0", "--cfg", "job")
    assert ended.exit_code == 0
    printed = yaml.safe_load(ended.out)
    assert printed["scene"] == {"classes": [], "video": "dot_products"}
    assert printed["sampling"]["mode"] == "rest"
    assert printed["seed"] == 0
    assert list(tmp_path.iterdir()) == []


def test_completion_offers_options_and_values(process: Command) -> None:
    for line, offered in [
        ("synthgen scene=dot", "scene=dot_products"),
        ("synthgen sampling.f", "sampling.fps="),
        ("synthgen engine=o", "engine=opengl"),
    ]:
        ended = process("-sc", "query=bash", COMP_LINE=line, COMP_POINT=str(len(line)))
        assert offered in ended.out.split()


def test_a_folder_of_the_users_adds_options(command: Command, tmp_path: Path) -> None:
    (tmp_path / "mine" / "render").mkdir(parents=True)
    (tmp_path / "mine" / "render" / "square.yaml").write_text("width_px: 100\nheight_px: 100\n")
    ended = command("--config-dir", "mine", "render=square", "--cfg", "job")
    assert ended.exit_code == 0
    assert yaml.safe_load(ended.out)["render"]["width_px"] == 100


def test_ctrl_c_ends_with_130_says_how_to_resume_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent_index:
        silent_index.settimeout(60)
        url = f"http://127.0.0.1:{silent_index.getsockname()[1]}/simple"
        environment = user_environment(tmp_path, PIP_CONFIG_FILE="/dev/null", PIP_INDEX_URL=url, PIP_FIND_LINKS="")
        running = subprocess.Popen(
            [sys.executable, "-m", "synthgen", "scene=dot_products"],
            cwd=tmp_path,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        # pip has called and gets no answer: the command is in the middle of its work.
        silent_index.accept()
        # As a terminal does it: to all that run in it, pip too.
        os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err.endswith("interrupted; run it again to resume\n")
    assert "Traceback" not in err
    sources = tmp_path / "cache" / "synthgen" / "sources"
    assert [path.name for path in sources.iterdir()] == [".manimlib-0.2.0.lock"]
