"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const body = document.body;

  // --- what is shown ---
  const types = all(".types input");
  function showTypes() {
    const off = new Set(types.filter((box) => !box.checked).map((box) => box.value));
    for (const figure of all("figure")) {
      const marks = all("svg [data-type]", figure);
      for (const mark of marks) mark.classList.toggle("hidden", off.has(mark.dataset.type));
      figure.classList.toggle("dimmed", off.size > 0 && !marks.some((mark) => !off.has(mark.dataset.type)));
    }
  }
  for (const box of types) box.addEventListener("change", showTypes);
  for (const button of all("[data-all]")) {
    button.addEventListener("click", () => {
      for (const box of types) box.checked = Boolean(button.dataset.all);
      showTypes();
    });
  }
  one("#boxes").addEventListener("change", (event) => { body.dataset.boxes = event.target.value; });
  one("#labels").addEventListener("change", (event) => body.classList.toggle("no-labels", !event.target.checked));
  one("#parts").addEventListener("change", (event) => body.classList.toggle("no-parts", !event.target.checked));
  one("#size").addEventListener("input", (event) => body.style.setProperty("--w", event.target.value + "px"));
  one("#search").addEventListener("input", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    for (const section of all("[data-scene]")) {
      section.hidden = !section.dataset.scene.toLowerCase().includes(wanted);
    }
  });

  // --- a frame enlarged, with a table of its objects ---
  const dialog = one("#zoom");
  let current = null;

  function light(pair, on) {
    for (const part of pair) part.classList.toggle("lit", on);
  }

  function row(box) {
    const line = document.createElement("tr");
    line.dataset.type = box.dataset.type;
    for (const fact of JSON.parse(box.dataset.facts).slice(0, 8)) {
      line.insertCell().textContent = fact;
    }
    line.cells[0].className = "swatch";
    for (const part of [line, box]) {
      part.addEventListener("mouseenter", () => light([line, box], true));
      part.addEventListener("mouseleave", () => light([line, box], false));
    }
    box.addEventListener("mouseenter", () => line.scrollIntoView({ block: "nearest" }));
    return line;
  }

  function enlarge(figure) {
    current = figure;
    const frame = one(".frame", figure);
    const copies = [...frame.children].map((child) => child.cloneNode(true));
    one("#zoom-picture").replaceChildren(...copies);
    one("#zoom-rows").replaceChildren(...all(".box", one("#zoom-picture")).map(row));
    one("#zoom-title").textContent = figure.id + " (" + figure.dataset.time + ")";
    if (!dialog.open) dialog.showModal();
  }

  function step(by) {
    const figures = all("section:not([hidden]) figure");
    const next = figures[figures.indexOf(current) + by];
    if (next) enlarge(next);
  }

  for (const figure of all("figure")) one(".frame", figure).addEventListener("click", () => enlarge(figure));
  for (const button of all("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") step(1);
    if (event.key === "ArrowLeft") step(-1);
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => {
    if (current) one(".frame", current).focus();
    current = null;
  });
})();
