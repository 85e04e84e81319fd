"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const parse = (element) => JSON.parse(element.textContent);

  // What a document says goes into text nodes only; nothing here builds HTML from strings.
  const make = (tag, properties, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (name === "class") element.className = value;
      else if (name === "click") element.addEventListener("click", value);
      else if (value !== null && value !== undefined) element.setAttribute(name, value);
    }
    for (const child of children) {
      if (child === null || child === undefined) continue;
      if (typeof child === "string") put(element, child);
      else element.append(child);
    }
    return element;
  };

  // Controls, marks that turn the text around and other invisible characters are shown by
  // their numbers; a tab and a line break are what they are.
  const INVISIBLE = /(?![\n\t])[\p{C}\p{Zl}\p{Zp}]/gu;

  const put = (parent, text) => {
    let at = 0;
    for (const match of text.matchAll(INVISIBLE)) {
      if (match.index > at) parent.append(text.slice(at, match.index));
      const number = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
      const box = document.createElement("span");
      box.className = "control";
      box.textContent = "U+" + number;
      parent.append(box);
      at = match.index + match[0].length;
    }
    if (at < text.length) parent.append(text.slice(at));
  };

  const { words, rules, severities, states, stories } = parse(byId("page"));
  const say = (name, values) =>
    words[name].replace(/\{(\w+)\}/g, (all, key) => String((values || {})[key] ?? all));

  const files = [...document.querySelectorAll("script.file")].map((element, index) => ({
    ...parse(element),
    index,
    counts: { error: 0, warning: 0, hint: 0 },
  }));
  const findings = [];
  for (const file of files) {
    file.own = file.findings.map((fields, index) => {
      const [code, name, severity, message, paragraph, start, end, section, place, text, advice] =
        fields;
      file.counts[severity] += 1;
      return {
        id: findings.length + index, file, order: index + 1, code, name, severity, message,
        paragraph, start, end, section, place, text, advice,
      };
    });
    for (const finding of file.own) findings.push(finding);
  }
  const familyOf = (code) => code.replace(/[0-9]+$/, "");
  const RANK = { error: 0, warning: 1, hint: 2 };

  const side = { list: byId("list"), files: byId("files"), outline: byId("outline") };
  const sheet = byId("sheet");
  const search = byId("search");
  const status = byId("status");
  const shown = { error: true, warning: true, hint: true };
  const entries = new Map(); // id of a finding → its button in the list
  let marks = new Map(); // id of a finding → its marks in the text
  let paragraphs = new Map(); // number → element
  let visible = []; // the findings that pass the filters, in the order of the list
  let passing = new Set();
  let current = null;
  let open = null; // the file whose text is shown
  let card = null;
  let folded = new Set();

  // The text

  const texts = new Map();
  const textOf = (file) => {
    if (!texts.has(file.index)) {
      const element = byId("text-" + file.index);
      texts.set(file.index, element ? parse(element) : []);
    }
    return texts.get(file.index);
  };

  const CHUNK = 60;

  const showFile = (file) => {
    if (open === file) return;
    open = file;
    current = null;
    card = null;
    marks = new Map();
    paragraphs = new Map();
    const own = new Map();
    for (const finding of file.own) {
      if (!own.has(finding.paragraph)) own.set(finding.paragraph, []);
      own.get(finding.paragraph).push(finding);
    }
    const sections = new Map();
    for (const draft of file.drafts)
      for (const section of draft.sections)
        if (section.paragraph !== null) {
          if (!sections.has(section.paragraph)) sections.set(section.paragraph, []);
          sections.get(section.paragraph).push(section);
        }
    const parts = [about(file)];
    let chunk = null;
    let story = "body";
    textOf(file).forEach((paragraph, index) => {
      if (index % CHUNK === 0) {
        chunk = make("div", { class: "chunk" });
        parts.push(chunk);
      }
      const [number, , where] = paragraph;
      if (where !== story && stories[where])
        chunk.append(make("span", { class: "story aside" }, stories[where]));
      story = where;
      chunk.append(renderParagraph(paragraph, own.get(number) || [], sections.get(number) || []));
    });
    sheet.replaceChildren(...parts);
    showOutline(file);
    for (const button of side.files.querySelectorAll("button"))
      button.setAttribute("aria-current", String(Number(button.dataset.file) === file.index));
    dim();
    byId("text").scrollTop = 0;
  };

  const about = (file) => {
    const box = make("div", { class: "about" }, make("h2", {}, file.path));
    if (file.error) box.append(make("p", { class: "reason" }, file.error));
    for (const draft of file.drafts) {
      const line = [file.drafts.length > 1 ? draft.title : "", draft.genre].filter(Boolean);
      box.append(make("p", {}, line.join("　")));
      if (draft.summary) box.append(make("p", {}, draft.summary));
    }
    if (!file.error && !file.own.length) box.append(make("p", {}, say("clean")));
    return box;
  };

  const renderParagraph = ([number, text, story, label, level], own, sections) => {
    const tag = level ? "h" + Math.min(6, level + 2) : "p";
    const element = make(tag, {
      class: story === "body" ? "paragraph" : "paragraph aside",
      "data-number": number,
      "data-level": level || null,
    });
    paragraphs.set(number, element);
    if (label) element.append(make("span", { class: "label" }, label));
    markUp(element, text, own);
    for (const { name, state } of sections) {
      const good = state === "present";
      const words = good ? name : name + " · " + states[state];
      element.append(make("span", { class: "state " + (good ? "good" : "bad") }, words));
    }
    return element;
  };

  // Findings may overlap: the text is cut at every end, and each cut knows what covers it.
  const markUp = (element, text, own) => {
    if (!own.length) {
      put(element, text);
      return;
    }
    const starts = new Map();
    const ends = new Map();
    const add = (map, at, finding) => {
      if (!map.has(at)) map.set(at, []);
      map.get(at).push(finding);
    };
    for (const finding of own) {
      add(starts, Math.min(finding.start, text.length), finding);
      if (finding.end > finding.start) add(ends, Math.min(finding.end, text.length), finding);
    }
    const cuts = [...new Set([...starts.keys(), ...ends.keys()])].sort((a, b) => a - b);
    const active = new Set();
    let at = 0;
    const flush = (to) => {
      if (to <= at) return;
      const piece = text.slice(at, to);
      if (active.size) element.append(newMark(piece, [...active].slice(-16), to, ends));
      else put(element, piece);
      at = to;
    };
    for (const cut of cuts) {
      flush(cut);
      for (const finding of ends.get(cut) || []) active.delete(finding);
      for (const finding of starts.get(cut) || [])
        if (finding.end > finding.start && finding.start < text.length) active.add(finding);
        else element.append(newMark("", [finding], cut, null));
    }
    flush(text.length);
  };

  const newMark = (text, covering, to, ends) => {
    const worst = covering.reduce((a, b) => (RANK[b.severity] < RANK[a.severity] ? b : a));
    const mark = make("mark", { class: worst.severity });
    if (covering.length > 1) mark.classList.add("many");
    if (!text) mark.classList.add("place");
    put(mark, text);
    const last = ends ? covering.filter((f) => (ends.get(to) || []).includes(f)) : covering;
    if (last.length) mark.dataset.last = last.map((f) => f.order).join(",");
    mark.title = covering.map((f) => f.code + " " + f.message).join("\n");
    mark.covering = covering;
    for (const finding of covering) {
      if (!marks.has(finding.id)) marks.set(finding.id, []);
      marks.get(finding.id).push(mark);
    }
    return mark;
  };

  sheet.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (!mark || String(getSelection())) return;
    // The innermost first; another click goes on to what else covers the place.
    const own = mark.covering
      .filter((finding) => passing.has(finding.id))
      .sort((a, b) => a.end - a.start - (b.end - b.start));
    if (own.length) select(own[(own.indexOf(current) + 1) % own.length], false);
  });

  // Marks of findings that do not pass the filters fade away.
  const dim = () => {
    for (const list of marks.values())
      for (const mark of list)
        mark.classList.toggle("off", !mark.covering.some((finding) => passing.has(finding.id)));
  };

  // One finding

  const select = (finding, scroll = true) => {
    showFile(finding.file);
    if (current) {
      for (const mark of marks.get(current.id) || []) mark.classList.remove("current");
      entries.get(current.id)?.removeAttribute("aria-current");
    }
    card?.remove();
    current = finding;
    for (const mark of marks.get(finding.id) || []) mark.classList.add("current");
    card = newCard(finding);
    const paragraph = paragraphs.get(finding.paragraph);
    if (paragraph) paragraph.after(card);
    else sheet.append(card);
    reveal(finding);
    const entry = entries.get(finding.id);
    entry?.setAttribute("aria-current", "true");
    entry?.scrollIntoView({ block: "nearest" });
    const target = (marks.get(finding.id) || [])[0] || paragraph || card;
    if (scroll) {
      target.scrollIntoView({ block: "center" });
      // Chunks that were never shown have guessed heights: once more when they are known.
      requestAnimationFrame(() => target.scrollIntoView({ block: "center" }));
    }
    const position = visible.indexOf(finding) + 1;
    status.textContent =
      say("position", { position, total: visible.length }) + " " + finding.message;
  };

  const newCard = (finding) => {
    const { severity, code, name } = finding;
    const box = make(
      "aside",
      { class: "card " + severity, tabindex: "-1", "aria-label": code + " " + finding.message },
      make(
        "p",
        { class: "head" },
        make("span", { class: "badge " + severity }, severities[severity]),
        make("span", {}, code + " " + name),
        make("span", {}, finding.place),
      ),
      make("p", { class: "message" }, finding.message),
    );
    if (finding.advice.length)
      box.append(make("ul", {}, ...finding.advice.map((line) => make("li", {}, line))));
    const rule = rules[code];
    if (rule && rule.why)
      box.append(
        make("details", {}, make("summary", {}, say("why")), rule.why),
      );
    return box;
  };

  const step = (by) => {
    if (!visible.length) return;
    const at = visible.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : visible.length - 1) : at + by;
    if (next >= 0 && next < visible.length) select(visible[next]);
  };

  // The list

  const group = byId("group");
  const family = byId("family");
  const GROUPS = {
    file: (f) => f.file.path,
    section: (f) => (files.length > 1 ? f.file.path + "：" : "") + (f.section || say("nosection")),
    rule: (f) => f.code + " " + ((rules[f.code] || {}).summary || f.name),
  };
  const BATCH = 400;
  let pending = [];
  let filled = 0;

  const haystack = (f) =>
    (f.hay ??= [f.code, f.name, f.message, f.text, f.section, f.place, f.file.path, ...f.advice]
      .join("\n")
      .toLowerCase());

  const filter = () => {
    const wanted = search.value.trim().toLowerCase();
    const key = GROUPS[group.value];
    const groups = new Map();
    for (const finding of findings) {
      if (!shown[finding.severity]) continue;
      if (family.value && familyOf(finding.code) !== family.value) continue;
      if (wanted && !haystack(finding).includes(wanted)) continue;
      const name = key(finding);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(finding);
    }
    const ordered = [...groups];
    if (group.value === "rule") ordered.sort((a, b) => (a[0] < b[0] ? -1 : 1));
    visible = ordered.flatMap(([, own]) => own);
    passing = new Set(visible.map((finding) => finding.id));
    if (current && !passing.has(current.id)) {
      for (const mark of marks.get(current.id) || []) mark.classList.remove("current");
      card?.remove();
      current = null;
    }
    entries.clear();
    side.list.replaceChildren();
    pending = ordered;
    filled = 0;
    if (!visible.length) side.list.append(make("p", { class: "none" }, say("nothing")));
    fill();
    dim();
    status.textContent = say("found", { total: visible.length });
  };

  // Long lists are filled piece by piece: a browser takes its time for ten thousand buttons.
  const fill = (until = null) => {
    side.list.querySelector(".more")?.remove();
    let budget = BATCH;
    while (pending.length && (budget > 0 || (until && !entries.has(until.id)))) {
      const [name, own] = pending[0];
      let list = side.list.lastElementChild?.querySelector("ul");
      if (filled === 0) {
        list = make("ul", {});
        const isOpen = !folded.has(name);
        list.hidden = !isOpen;
        const header = make(
          "button",
          { class: "group", type: "button", "aria-expanded": String(isOpen) },
          make("span", {}, name),
          make("span", { class: "count" }, String(own.length)),
        );
        header.addEventListener("click", () => fold(name, header, list));
        side.list.append(make("section", {}, header, list));
      }
      const piece = own.slice(filled, filled + Math.max(budget, until ? BATCH : 0));
      for (const finding of piece) list.append(make("li", {}, newEntry(finding)));
      budget -= piece.length;
      filled += piece.length;
      if (filled >= own.length) {
        pending = pending.slice(1);
        filled = 0;
      }
    }
    if (pending.length) {
      const rest = visible.length - entries.size;
      side.list.append(
        make("button", { class: "more", type: "button", click: () => fill() },
          say("more", { rest })),
      );
    }
  };

  const fold = (name, header, list) => {
    list.hidden = !list.hidden;
    header.setAttribute("aria-expanded", String(!list.hidden));
    if (list.hidden) folded.add(name);
    else folded.delete(name);
  };

  const newEntry = (finding) => {
    const { severity } = finding;
    const button = make(
      "button",
      { class: "entry", type: "button" },
      make("span", { class: "badge " + severity }, severities[severity]),
      make("span", {}, finding.message),
      make("span", { class: "where" }, finding.place + " · " + finding.code),
    );
    button.addEventListener("click", () => select(finding));
    if (finding === current) button.setAttribute("aria-current", "true");
    entries.set(finding.id, button);
    return button;
  };

  const reveal = (finding) => {
    if (!entries.has(finding.id) && passing.has(finding.id)) fill(finding);
    const list = entries.get(finding.id)?.closest("ul");
    if (list?.hidden) list.previousElementSibling.click();
  };

  // Files and outline

  const showFiles = () => {
    byId("files-box").hidden = files.length < 2;
    byId("files-box").open = innerWidth > 832;
    for (const file of files) {
      const { error, warning, hint } = file.counts;
      const counts = [];
      if (error) counts.push(make("span", { class: "badge error" }, String(error)));
      if (warning) counts.push(make("span", { class: "badge warning" }, String(warning)));
      if (hint) counts.push(make("span", { class: "badge hint" }, String(hint)));
      if (!counts.length && !file.error) counts.push(make("span", { class: "badge good" }, "✓"));
      if (file.error) counts.push(make("span", { class: "badge error" }, "!"));
      const where = make("span", { class: "where row" }, ...counts);
      if (file.error) where.append(make("span", { class: "reason" }, file.error));
      const button = make(
        "button",
        { class: "entry", type: "button", "data-file": file.index },
        make("span", { class: "badge soft" }, String(file.index + 1)),
        make("span", {}, file.path),
        where,
      );
      button.addEventListener("click", () => showFile(file));
      side.files.append(make("li", {}, button));
    }
  };

  const showOutline = (file) => {
    const items = file.drafts.flatMap((draft) =>
      draft.sections
        .filter((section) => section.required || section.state !== "missing")
        .map((section) => {
          const good = section.state === "present";
          const label = good ? "✓" : states[section.state];
          const button = make(
            "button",
            { class: "entry", type: "button" },
            make("span", { class: "badge " + (good ? "good" : "warning") }, label),
            make("span", {}, section.name),
          );
          button.disabled = section.paragraph === null;
          button.addEventListener("click", () => {
            const target = paragraphs.get(section.paragraph);
            target?.scrollIntoView({ block: "center" });
            requestAnimationFrame(() => target?.scrollIntoView({ block: "center" }));
          });
          return make("li", {}, button);
        }),
    );
    byId("outline-box").hidden = !items.length;
    side.outline.replaceChildren(...items);
  };

  // Filters and keys

  for (const severity of Object.keys(shown)) {
    const count = findings.filter((finding) => finding.severity === severity).length;
    const button = byId("show-" + severity);
    put(button, severities[severity] + " " + count);
    button.addEventListener("click", () => {
      shown[severity] = !shown[severity];
      button.setAttribute("aria-pressed", String(shown[severity]));
      filter();
    });
  }
  const families = new Map();
  for (const { code } of findings) {
    const name = familyOf(code);
    families.set(name, (families.get(name) || 0) + 1);
  }
  for (const [name, count] of [...families].sort())
    family.append(make("option", { value: name }, name + "（" + count + "）"));
  family.addEventListener("change", filter);
  group.addEventListener("change", filter);
  let typing = 0;
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(filter, findings.length > 2000 ? 200 : 0);
  });

  const help = byId("help");
  byId("show-help").addEventListener("click", () => help.showModal());
  byId("close-help").addEventListener("click", () => help.close());

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    f: () => search.focus(),
    "/": () => search.focus(),
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    const field = event.target.closest("input, select, textarea");
    if (event.key === "Escape") {
      if (field === search && search.value) {
        search.value = "";
        filter();
      } else if (field) field.blur();
      else if (card && card.contains(document.activeElement)) entries.get(current.id)?.focus();
      return;
    }
    if (field) {
      if (event.key === "Enter" && field === search) {
        event.preventDefault();
        field.blur();
        clearTimeout(typing);
        filter();
        if (visible.length) select(visible[0]);
      }
      return;
    }
    if (event.key === "Enter" && current && !event.target.closest("button, summary, a")) {
      event.preventDefault();
      card.focus();
      return;
    }
    const action = KEYS[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });

  // On paper every mark has its number, and what the numbers mean follows the text.
  window.addEventListener("beforeprint", () => {
    if (!open) return;
    byId("printed")?.remove();
    const lines = open.own.map((f) => {
      const advice = f.advice.length ? "（" + f.advice.join("；") + "）" : "";
      return make("p", {}, `[${f.order}] ${f.place} ${severities[f.severity]} ${f.code} ` +
        f.message + advice);
    });
    sheet.append(make("div", { class: "printed", id: "printed" }, ...lines));
  });

  const counts = Object.keys(shown)
    .map((severity) => [severity, findings.filter((f) => f.severity === severity).length])
    .filter(([, count]) => count)
    .map(([severity, count]) => severities[severity] + " " + count)
    .join(say("comma"));
  const bad = files.filter((file) => file.error).length;
  const good = files.length - bad;
  put(
    byId("summary"),
    (findings.length
      ? say("summary", { files: good, total: findings.length, counts })
      : say("summaryclean", { files: good })) + (bad ? say("summarybad", { count: bad }) : ""),
  );
  showFiles();
  filter();
  status.textContent = "";
  const first = visible.length ? visible[0].file : files[0];
  if (first) showFile(first);
  document.documentElement.dataset.ready = "true";
})();
