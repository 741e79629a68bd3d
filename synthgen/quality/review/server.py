"""The web application: the page's files, and what it asks for, as routes over a `Desk`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any

import numpy as np
from PIL import Image
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from synthgen.core.checked_json import Fields, Place, parse_object
from synthgen.dataset.event_log import Event
from synthgen.dataset.manual import ORIGIN
from synthgen.errors import DatasetError, SynthgenError
from synthgen.quality.review.catalogue import Entry
from synthgen.quality.review.desk import Desk, checked_box, facts_fields
from synthgen.quality.review.exchange.labels import FORMATS, frame_finder, pictures_of, read_format
from synthgen.quality.review.guard import App, Guard
from synthgen.quality.review.snapping import snapped
from synthgen.quality.review.source_code import read_source
from synthgen.quality.review.thumbnails import WIDTHS_PX

_MOST_OUTLINES = 200
_FOREVER = {"cache-control": "private, max-age=31536000, immutable"}
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def make_app(desk: Desk, token: str) -> App:
    """The application. Everything it serves lies below /TOKEN/."""
    page = _page_files()
    answers = _Answers(desk)

    def page_file(request: Request) -> Response:
        name = request.path_params.get("name", "index.html")
        if name not in page:
            raise HTTPException(404, f"no file {name}")
        content, kind = page[name]
        return Response(content, media_type=kind)

    routes = [
        Route("/", page_file),
        Route("/page/{name}", page_file),
        Route("/thumbnails/{width:int}/{version}", answers.thumbnail),
        Route("/pictures/{version}", answers.picture),
        Route("/rerenders/{version}", answers.rerender),
        Route("/api/session", answers.session),
        Route("/api/facts", answers.facts),
        Route("/api/frame", answers.frame),
        Route("/api/outlines", answers.outlines),
        Route("/api/tracks", answers.tracks),
        Route("/api/code", answers.code),
        Route("/api/spot-check", answers.spot_check),
        Route("/api/events", answers.events),
        Route("/api/events", answers.append, methods=["POST"]),
        Route("/api/snap", answers.snap, methods=["POST"]),
        Route("/api/export/{format}", answers.export),
        Route("/api/import/{format}", answers.import_, methods=["POST"]),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _told, DatasetError: _not_found})
    app.add_middleware(GZipMiddleware, minimum_size=4096)
    return Guard(app, token)


def _page_files() -> dict[str, tuple[bytes, str]]:
    """The page's files by name, in memory: there is no path from an address to the disk."""
    found = {}
    for item in resources.files("synthgen.quality.review").joinpath("page").iterdir():
        suffix = item.name[item.name.rfind(".") :]
        if suffix in _KINDS:
            found[item.name] = item.read_bytes(), _KINDS[suffix]
    return found


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": error.detail}, error.status_code)


def _not_found(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, 404)


class _Answers:
    """One method for each route. The plain ones run in threads; those that read a body wait for it first."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # --- reading ------------------------------------------------------------------------------------------------

    def session(self, request: Request) -> Response:
        return JSONResponse(self._desk.session())

    def facts(self, request: Request) -> Response:
        gathering = self._desk.gathering
        done = gathering.pictures_done.is_set()
        batches = gathering.batches
        known, end = _count(request, "known"), len(batches)
        rows = [facts_fields(item) for batch in batches[known:end] for item in batch]
        ready = gathering.labels_done.is_set()
        return JSONResponse(
            {"rows": rows, "known": end, "labels_done": ready, "done": done, "problems": gathering.problems}
        )

    def frame(self, request: Request) -> Response:
        return JSONResponse(self._desk.frame(self._entry(request)))

    def outlines(self, request: Request) -> Response:
        entries = [self._known(name) for name in request.query_params.getlist("frame")[:_MOST_OUTLINES]]
        return JSONResponse({"outlines": {entry.frame_id: self._desk.outlines(entry) for entry in entries}})

    def tracks(self, request: Request) -> Response:
        try:
            return JSONResponse({"frames": self._desk.tracks(request.query_params.get("scene", ""))})
        except KeyError:
            raise HTTPException(404, "no such scene") from None

    def code(self, request: Request) -> Response:
        query = request.query_params
        found = read_source(self._desk.origins, query.get("scene", ""), query.get("file", ""))
        return JSONResponse({"file": found.file, "lines": found.lines, "has_changed": found.has_changed})

    def spot_check(self, request: Request) -> Response:
        return JSONResponse(self._desk.spot_check())

    def picture(self, request: Request) -> Response:
        return FileResponse(self._entry(request).picture(), headers=_FOREVER)

    def rerender(self, request: Request) -> Response:
        return FileResponse(self._desk.rerenders.picture(self._entry(request).frame_id), headers=_FOREVER)

    def thumbnail(self, request: Request) -> Response:
        width_px = request.path_params["width"]
        if width_px not in WIDTHS_PX:
            raise HTTPException(404, f"thumbnails are {' or '.join(map(str, WIDTHS_PX))} px wide")
        path = self._desk.thumbnails.path(self._entry(request), width_px)
        return FileResponse(path, media_type="image/webp", headers=_FOREVER)

    def events(self, request: Request) -> Response:
        found, end = self._desk.events_after(_count(request, "after"))
        return JSONResponse(
            {"run": self._desk.run_id, "events": [_event_fields(kind, event) for kind, event in found], "next": end}
        )

    def export(self, request: Request) -> Response:
        name, types = request.path_params["format"], [item["name"] for item in self._desk.session()["types"]]
        if name not in FORMATS:
            raise HTTPException(404, f"formats are {', '.join(FORMATS)}")
        form = FORMATS[name]
        text = form.write(pictures_of(self._desk, request.query_params.get("scene", "")), types)
        headers = {"content-disposition": f'attachment; filename="{form.file_name}"'}
        return Response(text, media_type=form.media_type, headers=headers)

    # --- writing ------------------------------------------------------------------------------------------------

    async def append(self, request: Request) -> Response:
        fields = await _body(request)

        def keep() -> Event:
            kind, event_id = fields.text("kind"), fields.text("event_id")
            reviewer, content = fields.text("reviewer"), fields.json("content")
            fields.done()
            return self._desk.append(kind, event_id, reviewer, content)

        return await run_in_threadpool(_answered, lambda: {"event": _event_fields(fields.text("kind"), keep())})

    async def snap(self, request: Request) -> Response:
        fields = await _body(request)

        def snap() -> dict[str, Any]:
            entry = self._known(fields.text("frame_id"))
            box = checked_box(fields.numbers("bbox", 4), self._desk.picture_size(entry))
            fields.done()
            with Image.open(entry.picture()) as picture:
                tight = snapped(np.asarray(picture.convert("RGB")), box)
            return {"bbox": None if tight is None else tight.as_list()}

        return await run_in_threadpool(_answered, snap)

    async def import_(self, request: Request) -> Response:
        fields, name = await _body(request), request.path_params["format"]

        def take() -> dict[str, Any]:
            reviewer, text = fields.text("reviewer"), fields.text("text")
            fields.done()
            found = read_format(name, text, frame_finder(self._desk))
            for frame_id, item in found:
                box = {
                    "type": item.type,
                    "content": item.content,
                    "bbox": item.bbox.as_list(),
                    "group": item.group,
                    "based_on": None,
                }
                content = {"origin": ORIGIN, "box_id": item.box_id, "frame_id": frame_id, "box": box}
                # The same file again adds nothing.
                known = json.dumps([reviewer, content], sort_keys=True).encode()
                self._desk.append("box", hashlib.sha256(known).hexdigest()[:32], reviewer, content)
            return {"boxes": len(found), "frames": len({frame_id for frame_id, _ in found})}

        return await run_in_threadpool(_answered, take)

    # --- what requests name -------------------------------------------------------------------------------------

    def _entry(self, request: Request) -> Entry:
        return self._known(request.query_params.get("frame", ""))

    def _known(self, frame_id: str) -> Entry:
        entry = self._desk.catalogue.entries.get(frame_id)
        if entry is None:
            raise HTTPException(404, f"no frame {frame_id[:200]!r}")
        return entry


def _answered(work: Callable[[], Mapping[str, Any]]) -> Response:
    """The answer to something sent. Raises HTTPException: 400 for what makes no sense, 507 for what cannot be kept."""
    try:
        return JSONResponse(work())
    except OSError as error:
        raise HTTPException(507, str(error)) from error
    except (ValueError, KeyError) as error:
        raise HTTPException(400, str(error)) from None
    except SynthgenError as error:
        status = 507 if isinstance(error.__cause__, OSError) else 400
        raise HTTPException(status, str(error)) from None


async def _body(request: Request) -> Fields:
    """The JSON object that was sent. Raises HTTPException (400)."""
    try:
        return parse_object((await request.body()).decode("utf-8"), Place("the request"))
    except (UnicodeDecodeError, RecursionError):
        raise HTTPException(400, "the request is no UTF-8 text, or nested too deeply") from None
    except DatasetError as error:
        raise HTTPException(400, error.message) from None


def _event_fields(kind: str, event: Event) -> dict[str, Any]:
    return {
        "kind": kind,
        "event_id": event.event_id,
        "time": event.time,
        "reviewer": event.reviewer,
        "content": dict(event.content),
    }


def _count(request: Request, name: str) -> int:
    text = request.query_params.get(name, "0")
    if not text.isdecimal() or len(text) > 12:
        raise HTTPException(400, f"{name} must be a number")
    return int(text)
