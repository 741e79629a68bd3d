"""What a reviewer does at the page, in a real browser: nothing that the page calls saved is ever lost."""

from __future__ import annotations

from pathlib import Path

from page_driver import Reviewer, Served, drag, open_frame, serve
from playwright.sync_api import Browser

from synthgen.dataset.exports import ExportSpec, export_dataset
from synthgen.dataset.manual import read_boxes
from synthgen.dataset.verdicts import Judgement, read_verdicts, rejected_frames, standing


def test_a_review_is_found_again_after_a_reload(browser: Browser, served: Served) -> None:
    ann = Reviewer(browser, served.address, "ann")
    accepted = ann.pick(0)
    ann.keys("a")
    rejected = ann.pick(1)
    ann.keys("r", "3")
    undone = ann.pick(2)
    ann.keys("f")
    ann.wait_cell(undone, "flag")
    ann.keys("u")
    drawn_on = open_frame(ann, 4)
    ann.keys("d")
    drag(ann, (0.05, 0.33), (0.24, 0.62))
    ann.page.wait_for_selector(".drawn-list li")
    ann.wait_saved()

    ann.page.reload()
    ann.page.wait_for_selector(".drawn-list li")
    ann.keys("Escape")
    ann.wait_cell(accepted, "accept")
    ann.wait_cell(rejected, "reject")
    assert ann.cell(undone).strip() == "cell"
    held = {verdict.frame_id: verdict for verdict in standing(read_verdicts(served.root)).values()}
    assert held.keys() == {accepted, rejected}
    assert held[rejected].reason == "object is missing"
    (box,) = read_boxes(served.root)
    assert (box.frame_id, box.event.reviewer) == (drawn_on, "ann")
    # Drawn loosely around a square of 50 px, and pulled onto it.
    assert [round(edge) for edge in box.bbox.as_list()] == [40, 90, 90, 140]
    assert ann.mistakes == []


def test_filters_list_what_they_say(browser: Browser, served: Served) -> None:
    ann = Reviewer(browser, served.address, "ann")
    ann.page.check('.types input[value="Arrow"]')
    ann.wait_text("#count", "9 of 15")
    ann.page.fill("#filter-text", "part2")
    ann.wait_text("#count", "4 of 15")
    ann.page.fill("#filter-text", "")
    ann.pick(0)
    ann.keys("a")
    ann.page.select_option("#filter-verdict", "accept")
    ann.wait_text("#count", "1 of 15")


def test_the_spot_check_counts_what_is_judged(browser: Browser, root: Path) -> None:
    served = serve(root, "review.share=0.4")
    ann = Reviewer(browser, served.address, "ann")
    ann.page.click("#tab-check")
    ann.page.wait_for_selector(".tile")
    ann.pick(0)
    ann.keys("a", "a", "a", "a", "a", "a")
    ann.wait_text("#check-summary", "0.0% (0.0% to")
    served.kill()


def test_a_box_is_drawn_and_sized_without_a_pointer(browser: Browser, served: Served) -> None:
    ann = Reviewer(browser, served.address, "ann")
    open_frame(ann, 4)
    ann.keys("c", "ArrowLeft", "Shift+ArrowRight")
    ann.wait_saved()
    (box,) = read_boxes(served.root)
    assert box.based_on is None
    shown = ann.page.evaluate(
        "() => { const i = document.querySelector('.stage img'); return [i.naturalWidth, i.naturalHeight] }"
    )
    width_px, height_px = shown
    # Moved left by a pixel, its right edge then pulled back by one.
    assert box.bbox.as_list() == [width_px * 3 / 8 - 1, height_px * 3 / 8, width_px * 5 / 8, height_px * 5 / 8]


def test_boxes_are_moved_relabelled_grouped_copied_and_deleted(browser: Browser, served: Served) -> None:
    ann = Reviewer(browser, served.address, "ann")
    open_frame(ann, 3)
    ann.page.locator(".objects button").first.click()
    ann.keys("c")
    ann.page.wait_for_selector(".drawn-list li")
    ann.wait_saved()
    (copied,) = read_boxes(served.root)
    assert copied.based_on is not None
    ann.keys("ArrowRight", "Shift+ArrowDown")
    ann.page.fill("#box-type", "Dot")
    ann.page.locator("#box-type").blur()
    ann.page.locator(".stage").focus()
    ann.keys("g")
    ann.wait_saved()
    (box,) = read_boxes(served.root)
    assert box.type == "Dot" and box.group
    moved = [round(a - b, 2) for a, b in zip(box.bbox.as_list(), copied.bbox.as_list(), strict=True)]
    assert moved == [1, 0, 1, 1]
    ann.keys("Delete")
    ann.wait_saved()
    assert read_boxes(served.root) == []
    ann.keys("u")
    ann.page.wait_for_selector(".drawn-list li")
    ann.wait_saved()
    assert [item.box_id for item in read_boxes(served.root)] == [box.box_id]


def test_two_reviewers_at_once_lose_nothing_and_see_each_other(browser: Browser, served: Served) -> None:
    ann, bob = (Reviewer(browser, served.address, name) for name in ("ann", "bob"))
    first = ann.pick(0)
    bob.pick(0)
    for _ in range(5):
        ann.keys("a")
        bob.keys("r", "1")
    ann.wait_saved()
    bob.wait_saved()
    held = standing(read_verdicts(served.root))
    assert sum(verdict.judgement is Judgement.ACCEPT for verdict in held.values()) == 5
    assert sum(verdict.judgement is Judgement.REJECT for verdict in held.values()) == 5
    ann.wait_cell(first, "reject")  # One rejection is enough to leave a frame out.
    ann.page.select_option("#filter-verdict", "split")
    ann.wait_text("#count", "5 of")


def test_a_killed_server_loses_nothing_that_was_saved_and_gets_the_rest_later(browser: Browser, root: Path) -> None:
    served = serve(root, "review.port=0")
    ann = Reviewer(browser, served.address, "ann")
    saved = ann.pick(0)
    ann.keys("a")
    ann.wait_saved()
    served.kill()
    # The power also cut off a line that was being written.
    (log,) = (root / "review" / "verdicts").glob("*.jsonl")
    with log.open("ab") as file:
        file.write(b'{"event_id": "0123')
    ann.keys("r", "1")
    ann.page.wait_for_selector("#saving.broken")
    assert set(held_by(root)) == {saved}
    again = serve(root, "review.port=" + served.address.split(":")[2].split("/")[0])
    ann.page.on("dialog", lambda dialog: dialog.accept())
    ann.open(again.address)  # The address has a new token; what waited in the browser is sent now.
    ann.wait_saved()
    assert sorted(held_by(root).values()) == ["accept", "reject"]
    again.kill()


def held_by(root: Path) -> dict[str, str]:
    return {verdict.frame_id: verdict.judgement.value for verdict in standing(read_verdicts(root)).values()}


def test_rejected_frames_are_left_out_of_exports(browser: Browser, served: Served, tmp_path: Path) -> None:
    ann = Reviewer(browser, served.address, "ann")
    rejected = ann.pick(0)
    ann.keys("r", "Enter")
    ann.wait_saved()
    assert rejected_frames(served.root) == {rejected}
    summary = export_dataset(served.root, "coco", ExportSpec(path=tmp_path / "labels.json"))
    assert summary.images == 14
    assert rejected not in (tmp_path / "labels.json").read_text()


def test_nothing_is_asked_of_anybody_else(browser: Browser, served: Served) -> None:
    ann = Reviewer(browser, served.address, "ann")
    open_frame(ann, 0)
    ann.keys("m", "b", "[", "]", "+", "-", "0", "j", "k", "Escape", "?", "Escape")
    assert ann.asked
    assert all(url.startswith(served.address) for url in ann.asked)
    assert ann.mistakes == []


def test_the_page_is_labelled_and_fits_small_and_4k_windows(browser: Browser, served: Served) -> None:
    for width, height in ((1280, 720), (3840, 2160)):
        ann = Reviewer(browser, served.address, "ann", width=width, height=height)
        open_frame(ann, 2)
        nameless = ann.page.evaluate(
            """[...document.querySelectorAll('button, input, select, [role=gridcell], .photo')]
            .filter((e) => e.checkVisibility() && !(e.ariaLabel || e.labels?.length || e.textContent.trim() || e.alt))
            .map((e) => e.outerHTML)"""
        )
        assert nameless == []
        assert ann.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        stage = ann.page.locator(".stage").bounding_box()
        assert stage and stage["width"] > 0.5 * width and stage["height"] > 0.5 * height
        ann.context.close()


CONTRASTS = """() => {
    const style = getComputedStyle(document.documentElement);
    const luminance = (name) => {
        const digits = style.getPropertyValue(name).trim().slice(1);
        const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : digits.match(/../g);
        const [r, g, b] = pairs.map((pair) => parseInt(pair, 16) / 255)
            .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const found = {};
    for (const ink of ['--ink', '--dim', '--accent', '--good', '--bad', '--flag']) {
        for (const paper of ['--paper', '--raised']) {
            const [low, high] = [luminance(ink), luminance(paper)].sort((a, b) => a - b);
            found[ink + ' on ' + paper] = (high + 0.05) / (low + 0.05);
        }
    }
    return found;
}"""


def test_text_stands_out_from_its_ground_in_both_schemes(browser: Browser, served: Served) -> None:
    """At least 4.5 to 1, as the Web Content Accessibility Guidelines 2.2 ask for (1.4.3, level AA)."""
    ann = Reviewer(browser, served.address, "ann")
    for scheme in ("dark", "light"):
        ann.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        contrasts: dict[str, float] = ann.page.evaluate(CONTRASTS)
        assert {name: ratio for name, ratio in contrasts.items() if ratio < 4.5} == {}
