"use strict";
(function () {
  const root = document.documentElement;
  root.classList.add("js");
  root.dataset.pane = "text";
  const files = Array.from(document.querySelectorAll(".file"));
  const all = document.querySelector(".all");
  const panes = Array.from(document.querySelectorAll(".panes button"));
  let shown = null;

  function pane(name) {
    root.dataset.pane = name;
    for (const button of panes) button.setAttribute("aria-pressed", String(button.dataset.pane === name));
  }

  // What the script needs of a file is gathered when the file is first shown.
  const states = new Map();
  function state(file) {
    if (!states.has(file)) {
      const notes = Array.from(file.querySelectorAll(".note"));
      const marks = notes.map(() => []);
      for (const mark of file.querySelectorAll("mark")) if (marks[mark.dataset.i]) marks[mark.dataset.i].push(mark);
      states.set(file, { notes, marks, now: -1, texts: null, count: notes.length });
      if (notes.length) filter(file);
    }
    return states.get(file);
  }

  function show(file) {
    shown = file;
    for (const one of [all, ...files]) if (one) one.classList.toggle("shown", one === file);
    for (const link of document.querySelectorAll(".tabs a")) {
      const mine = file === all ? link.dataset.file === "all" : file && link.dataset.file === file.dataset.file;
      if (mine) {
        link.setAttribute("aria-current", "page");
        link.scrollIntoView({ block: "nearest", inline: "nearest" });
      } else link.removeAttribute("aria-current");
    }
    const panel = document.querySelector(".panes");
    if (file && file !== all) {
      panel.hidden = false;
      panes[1].textContent = "问题（" + state(file).count + "）";
    } else panel.hidden = true;
    window.scrollTo(0, 0);
    root.style.setProperty("--top", document.querySelector(".top").offsetHeight + "px");
  }

  function filter(file) {
    const { notes, marks } = state(file);
    const own = state(file);
    const levels = new Set(Array.from(file.querySelectorAll(".chip[aria-pressed=true]"), (chip) => chip.dataset.level));
    const select = file.querySelector("select");
    const input = file.querySelector("input[type=search]");
    const family = select ? select.value : "";
    const wanted = input ? input.value.trim().toLowerCase() : "";
    const box = file.querySelector(".once input");
    const once = box && box.checked;
    if (wanted && !own.texts) own.texts = notes.map((note) => note.textContent.toLowerCase());
    let count = 0, rows = 0;
    notes.forEach((note, i) => {
      const on = levels.has(note.dataset.l) && (!family || note.dataset.f === family) && (!wanted || own.texts[i].includes(wanted));
      for (const mark of marks[i]) if (mark.classList.contains("off") === on) mark.classList.toggle("off", !on);
      // What is listed once stays marked everywhere.
      const listed = on && !(once && "again" in note.dataset);
      if (note.hidden === listed) {
        note.hidden = !listed;
        for (const mark of marks[i]) mark.classList.toggle("unlisted", !listed);
      }
      count += on;
      rows += listed;
    });
    const told = count === notes.length ? "共" + count + "处" : "选出" + count + "处，共" + notes.length + "处";
    file.querySelector(".count").textContent = rows < count ? told + "，列出" + rows + "处" : told;
    file.querySelector(".none").hidden = count > 0;
    panes[1].textContent = "问题（" + count + "）";
    own.count = count;
  }

  function select(file, i, from) {
    const own = state(file);
    if (own.now >= 0) for (const one of [own.notes[own.now], ...own.marks[own.now]]) one.classList.remove("now");
    own.now = i;
    const note = own.notes[i], marks = own.marks[i];
    for (const one of [note, ...marks]) one.classList.add("now");
    note.hidden = false; // of those listed once too
    const narrow = getComputedStyle(document.querySelector(".panes")).display !== "none";
    if (from === "text") {
      if (narrow) { pane("list"); note.scrollIntoView({ block: "center" }); }
      else {
        const side = file.querySelector(".side");
        const tools = side.querySelector(".tools");
        side.scrollTop += note.getBoundingClientRect().top - side.getBoundingClientRect().top - tools.offsetHeight - 8;
      }
      note.querySelector(".go").focus({ preventScroll: true });
      return;
    }
    if (narrow) pane("text");
    if (marks.length) marks[0].scrollIntoView({ block: "center" });
    if (!narrow) {
      const side = file.querySelector(".side"), box = note.getBoundingClientRect(), room = side.getBoundingClientRect();
      const top = room.top + side.querySelector(".tools").offsetHeight;
      if (box.top < top || box.bottom > room.bottom) side.scrollTop += box.top - top - 8;
      note.querySelector(".go").focus({ preventScroll: true });
    }
  }

  function step(file, by) {
    const { notes, now } = state(file);
    let i = now;
    do i += by; while (i >= 0 && i < notes.length && notes[i].hidden);
    if (now < 0 && by < 0) return;
    if (i >= 0 && i < notes.length) select(file, i, "list");
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    const link = target.closest("a[data-file]");
    if (link) {
      event.preventDefault();
      show(link.dataset.file === "all" ? all : files[Number(link.dataset.file)]);
      return;
    }
    const button = target.closest("button");
    if (button && button.dataset.pane) { pane(button.dataset.pane); window.scrollTo(0, 0); return; }
    const file = target.closest(".file");
    if (!file) return;
    if (target.closest(".jump")) {
      event.preventDefault();
      pane("list");
      file.querySelector(".checklist").scrollIntoView();
      return;
    }
    if (button && button.dataset.level) {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      filter(file);
    } else if (button && button.dataset.step) step(file, Number(button.dataset.step));
    else {
      let mark = target.closest("mark");
      while (mark && mark.classList.contains("off")) mark = mark.parentElement.closest("mark");
      const note = target.closest(".note");
      if (mark) select(file, Number(mark.dataset.i), "text");
      else if (note && !String(window.getSelection())) { event.preventDefault(); select(file, Number(note.dataset.i), "list"); }
      else if (note && target.closest("a")) event.preventDefault();
    }
  });
  document.addEventListener("input", (event) => {
    const file = event.target.closest(".file");
    if (file && event.target.matches("select, .tools input")) filter(file);
  });
  document.addEventListener("keydown", (event) => {
    if (!shown || shown === all || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    const typing = target.matches("input[type=search], select");
    if (event.key === "Escape" && target.matches("input[type=search]")) { target.value = ""; filter(shown); target.blur(); return; }
    if (typing) return;
    const inList = target.closest(".list");
    if (event.key === "j" || (inList && event.key === "ArrowDown")) { event.preventDefault(); step(shown, 1); }
    else if (event.key === "k" || (inList && event.key === "ArrowUp")) { event.preventDefault(); step(shown, -1); }
    else if (event.key === "/") {
      const input = shown.querySelector("input[type=search]");
      if (input) { event.preventDefault(); pane("list"); input.focus(); }
    }
  });
  window.addEventListener("beforeprint", () => { for (const one of document.querySelectorAll("details")) one.open = true; });

  const asked = document.getElementById(location.hash.slice(1));
  const begin = asked && asked.closest(".file, .all");
  show(begin || all || files[0]);
})();
