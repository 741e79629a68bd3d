"""What the review's server refuses: everything that does not come from its own page, and everything out of bounds."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: pip install -e '.[review]'")

from drawn_dataset import scene_ref, write_lessons
from httpx import Response
from starlette.testclient import TestClient

from synthgen.dataset.origins import read_origins, remember_origins
from synthgen.dataset.reading import open_dataset
from synthgen.dataset.transfers import TransferredFrame
from synthgen.dataset.verdicts import read_verdicts
from synthgen.errors import DatasetError
from synthgen.quality.review.desk import Desk, DeskSpec
from synthgen.quality.review.guard import LONGEST_BODY_BYTES
from synthgen.quality.review.safe_paths import safe_file
from synthgen.quality.review.server import make_app

TOKEN = "secret-token"
HOST = "http://127.0.0.1:8000"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    root = tmp_path / "lessons"
    write_lessons(root, scenes=2, frames=3)
    made = Desk(DeskSpec(root=root, look_at_pictures=False), open_dataset(root).scenes, read_origins(root))
    made.gathering.start()
    yield made
    made.gathering.stop()


@pytest.fixture
def client(desk: Desk) -> TestClient:
    return TestClient(make_app(desk, TOKEN), base_url=HOST)


def get(client: TestClient, path: str, **headers: str) -> Response:
    return client.get(f"/{TOKEN}/{path}", headers=headers)


def post(client: TestClient, path: str, body: Any, **headers: str) -> Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    told = {"origin": HOST, "content-type": "application/json", **headers}
    return client.post(f"/{TOKEN}/{path}", content=content, headers=told)


def verdict(desk: Desk, **changes: Any) -> dict[str, Any]:
    frame_id = next(iter(desk.catalogue.entries))
    content = {"frame_id": frame_id, "judgement": "accept", "reason": ""}
    return {"kind": "verdict", "event_id": uuid.uuid4().hex, "reviewer": "ann", "content": content, **changes}


def test_the_page_and_its_data_are_served_below_the_token(client: TestClient, desk: Desk) -> None:
    assert get(client, "").text.startswith("<!doctype html>")
    session = get(client, "api/session").json()
    assert sum(len(scene["frames"]) for scene in session["scenes"]) == 6
    frame_id = next(iter(desk.catalogue.entries))
    assert get(client, f"pictures/x?frame={frame_id}").headers["content-type"] == "image/png"
    assert get(client, f"thumbnails/320/x?frame={frame_id}").headers["content-type"] == "image/webp"
    assert get(client, f"api/frame?frame={frame_id}").json()["record"]["frame_id"] == frame_id


@pytest.mark.parametrize(
    "path", ["/", "/api/session", "/wrong/api/session", "/secret-toke/", "/secret-tokenx/api/session"]
)
def test_without_the_token_nothing_is_told(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 403


def test_a_name_rebound_to_this_machine_is_refused(client: TestClient) -> None:
    assert get(client, "api/session", host="evil.example:8000").status_code == 403


def test_what_another_site_sends_is_refused_and_not_kept(client: TestClient, desk: Desk) -> None:
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        assert post(client, "api/events", verdict(desk), **headers).status_code == 403, headers
    bare = client.post(f"/{TOKEN}/api/events", json=verdict(desk))
    assert bare.status_code == 403
    # What a form of another site could send without being asked first.
    assert post(client, "api/events", verdict(desk), **{"content-type": "text/plain"}).status_code == 415
    assert read_verdicts(desk.spec.root) == []


def test_oversized_bodies_are_refused_announced_or_not(client: TestClient, desk: Desk) -> None:
    large = verdict(desk, reviewer="a" * LONGEST_BODY_BYTES)
    assert post(client, "api/events", large).status_code == 413

    def chunks() -> Iterator[bytes]:
        for _ in range(20):
            yield b" " * (LONGEST_BODY_BYTES // 10)

    told = {"origin": HOST, "content-type": "application/json"}
    assert client.post(f"/{TOKEN}/api/events", content=chunks(), headers=told).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"kind": "verdict", "event_id": "x", "reviewer": "ann", "content": 3}',
    ],
)
def test_malformed_json_is_told_as_such(client: TestClient, body: bytes) -> None:
    answer = post(client, "api/events", body)
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "nonsense"},
        {"event_id": "../../x"},
        {"reviewer": " "},
        {"reviewer": "a" * 81},
        {"reviewer": "a\nb"},
        {"more": 1},
        {"content": {"frame_id": "nowhere", "judgement": "accept", "reason": ""}},
        {"content": {"frame_id": "x", "judgement": "perhaps", "reason": ""}},
    ],
)
def test_events_that_make_no_sense_are_refused(client: TestClient, desk: Desk, changes: dict[str, Any]) -> None:
    assert post(client, "api/events", verdict(desk, **changes)).status_code == 400
    assert read_verdicts(desk.spec.root) == []


def test_an_event_sent_twice_counts_once(client: TestClient, desk: Desk) -> None:
    event = verdict(desk)
    first, second = (post(client, "api/events", event).json() for _ in range(2))
    assert first == second
    assert len(read_verdicts(desk.spec.root)) == 1


def test_a_reviewers_name_never_leads_out_of_the_folder(client: TestClient, desk: Desk) -> None:
    assert post(client, "api/events", verdict(desk, reviewer="../../../etc/x")).status_code == 200
    (log,) = (desk.spec.root / "review" / "verdicts").glob("*.jsonl")
    assert log.name.startswith("etc-x-")


@pytest.mark.parametrize(
    "path", ["../secret", "/etc/passwd", "a/../../secret", "link", "folder", "", "..\\secret", "a\0b"]
)
def test_paths_out_of_a_folder_are_refused(tmp_path: Path, path: str) -> None:
    root = tmp_path / "root"
    (root / "folder").mkdir(parents=True)
    (tmp_path / "secret").write_text("x")
    (root / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(DatasetError):
        safe_file(root, path)


def test_a_picture_that_is_a_link_out_of_the_dataset_is_not_served(client: TestClient, desk: Desk) -> None:
    entry = next(iter(desk.catalogue.entries.values()))
    picture = desk.spec.root / entry.image
    elsewhere = desk.spec.root.parent / "elsewhere.png"
    picture.rename(elsewhere)
    picture.symlink_to(elsewhere)
    assert get(client, f"pictures/x?frame={entry.frame_id}").status_code == 404
    assert get(client, f"thumbnails/320/y?frame={entry.frame_id}").status_code == 404


@pytest.mark.parametrize("image", ["../secret.png", "/etc/passwd", "link.png"])
def test_a_re_render_outside_the_dataset_is_not_served(tmp_path: Path, image: str) -> None:
    rendered = tmp_path / "out"
    write_lessons(rendered / "real", scenes=1, frames=1)
    (tmp_path / "secret.png").write_bytes(b"secret")
    (rendered / "link.png").symlink_to(tmp_path / "secret.png")
    (frame,) = open_dataset(rendered / "real")
    name = frame.record.frame_id
    line = TransferredFrame(name, "old.mp4", 0.0, "Part0", image, 1.0, 0.0, 0.0, 0.9)
    spec = DeskSpec(root=rendered / "real", look_at_pictures=False)
    desk = Desk(spec, open_dataset(rendered / "real").scenes, {}, transfers={name: line})
    assert get(TestClient(make_app(desk, TOKEN), base_url=HOST), f"rerenders/x?frame={name}").status_code == 404


@pytest.mark.parametrize("name", ["..%2Fserver.py", "%2e%2e/server.py", "../server.py", "server.py", "main.js%00.html"])
def test_only_the_pages_own_files_are_served(client: TestClient, name: str) -> None:
    assert get(client, f"page/{name}").status_code in (403, 404)
    assert get(client, "page/main.js").headers["content-type"].startswith("text/javascript")


def test_source_is_shown_from_below_the_scenes_folder_only(tmp_path: Path, desk: Desk) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "drawn.py").write_text("class Part0: ...\n")
    (tmp_path / "private.py").write_text("password\n")
    (sources / "link.py").symlink_to(tmp_path / "private.py")
    (sources / "notes.txt").write_text("x")
    scene = desk.catalogue.scenes[0].scene_id
    remember_origins(desk.spec.root, [replace(scene_ref(scene), file=sources / "drawn.py", root=sources)], ())
    root = desk.spec.root
    again = Desk(DeskSpec(root=root, look_at_pictures=False), open_dataset(root).scenes, read_origins(root))
    client = TestClient(make_app(again, TOKEN), base_url=HOST)
    assert get(client, f"api/code?scene={scene}&file=drawn.py").json()["lines"] == ["class Part0: ..."]
    for file in ("../private.py", "link.py", "notes.txt", "/etc/passwd", "missing.py"):
        assert get(client, f"api/code?scene={scene}&file={file}").status_code == 404, file
    assert get(client, "api/code?scene=unknown&file=drawn.py").status_code == 404


def test_answers_forbid_what_a_page_could_be_talked_into(client: TestClient) -> None:
    headers = get(client, "").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
