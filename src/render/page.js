"use strict";
// A click on a cell, or Enter on it, shows its arithmetic and lights up the cells it came from. Arrow keys walk
// through the cells of a matrix and, at its left and right edges or outside of it, through the steps.
(() => {
  const steps = [...document.querySelectorAll("figure.step")];
  const panel = document.getElementById("arithmetic");
  const [arithmetic, sources] = [panel.querySelector("div"), panel.querySelector(".sources")];
  const from = sources.textContent;
  const number = "td:not(.gap, .reading)";
  const numbers = (row) => [...row.querySelectorAll(number)];
  const rows = (step) => [...step.querySelectorAll("tbody tr")].filter((row) => numbers(row).length);
  const cells = (step) => rows(step).flatMap(numbers);
  const step_of = (node) => node.closest("figure.step");

  const clear = () => {
    for (const lit of document.querySelectorAll(".here, .from")) lit.classList.remove("here", "from");
  };

  const close = () => {
    clear();
    panel.hidden = true;
  };

  const light = (block) => {
    const [step, top, left, bottom, right] = block.split(".").map(Number);
    if (steps[step].querySelector(".gap")) return;
    for (const row of rows(steps[step]).slice(top, bottom + 1)) {
      for (const cell of numbers(row).slice(left, right + 1)) cell.classList.add("from");
    }
  };

  const show = (cell) => {
    const step = step_of(cell);
    const why = step.querySelector("template")?.content.children[cells(step).indexOf(cell)];
    if (!why) return;
    clear();
    cell.classList.add("here");
    step.querySelector(`g[data-row="${rows(step).indexOf(cell.parentNode)}"]`)?.classList.add("here");
    arithmetic.replaceChildren(document.importNode(why, true));
    const blocks = why.dataset.from?.split(" ").filter(Boolean) ?? [];
    blocks.forEach(light);
    sources.replaceChildren(from);
    for (const index of new Set(blocks.map((block) => parseInt(block)))) {
      const link = document.createElement("a");
      link.href = "#" + encodeURIComponent(steps[index].id);
      link.textContent = steps[index].querySelector("h3 code").textContent;
      sources.append(" ", link);
    }
    sources.hidden = blocks.length === 0;
    panel.hidden = false;
  };

  const focus = (cell) => {
    for (const other of cells(step_of(cell))) other.tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus();
    if (!panel.hidden) show(cell);
  };

  const go = (step) => {
    if (!step) return;
    step.focus({ preventScroll: true });
    step.scrollIntoView({ block: "start" });
  };

  /// The step that fills the page now: the last one that begins above its upper third.
  const current = () => steps.findLastIndex((step) => step.getBoundingClientRect().top < innerHeight / 3);

  const arrows = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  const walk = (event) => {
    const [down, across] = arrows[event.key] ?? [];
    if (down === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const here = document.activeElement;
    const at_cell = here.matches(".explained tbody td");
    if (!at_cell && (across === 0 || here.matches("pre, .scroll"))) return;
    event.preventDefault();
    const step = step_of(here);
    if (!at_cell) return go(steps[(step ? steps.indexOf(step) : current()) + across]);
    const lines = rows(step).map(numbers);
    const row = lines.findIndex((line) => line.includes(here));
    const column = lines[row].indexOf(here);
    const next = lines[row + down]?.[column + across];
    if (next) return focus(next);
    const neighbour = steps[steps.indexOf(step) + across];
    if (!across || !neighbour) return;
    const others = neighbour.querySelector(".explained") ? rows(neighbour) : [];
    if (!others.length) return go(neighbour);
    focus(numbers(others[Math.min(row, others.length - 1)]).at(across > 0 ? 0 : -1));
  };

  for (const step of steps) {
    const table = step.querySelector("table.explained");
    if (!table) continue;
    table.setAttribute("role", "grid");
    cells(step).forEach((cell, index) => (cell.tabIndex = index ? -1 : 0));
    table.addEventListener("click", (event) => {
      const cell = event.target.closest(`tbody ${number}`);
      if (!cell) return;
      focus(cell);
      show(cell);
    });
  }
  for (const hint of document.querySelectorAll(".hint")) hint.hidden = false;
  panel.querySelector("button").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    const here = document.activeElement;
    if (event.key === "Escape") close();
    if ((event.key === "Enter" || event.key === " ") && here.matches(".explained tbody td")) {
      event.preventDefault();
      show(here);
    }
    walk(event);
  });
})();
