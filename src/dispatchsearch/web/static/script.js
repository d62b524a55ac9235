// Comforts only: every page works without this file.
"use strict";

const box = document.querySelector("#q");
const keys = document.querySelector("#keys");
const OFF = "dispatchsearch.keys.off";

// Keys: / searches, j and k walk through the hits, Enter opens, ? explains and can switch all of them off.

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(OFF)) return;
  const act = { "/": () => { box.focus(); box.select(); }, "?": () => keys.showModal(), j: () => walk(1), k: () => walk(-1) }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

function walk(step) {
  const links = [...document.querySelectorAll(".hit h2 a")];
  const turn = document.querySelector(step > 0 ? "a[rel=next]" : "a[rel=prev]");
  if (!links.length) {
    if (turn) turn.click();
    return;
  }
  const here = links.findIndex((link) => link.closest(".hit").contains(document.activeElement));
  const next = links[Math.max(0, Math.min(links.length - 1, here + step))];
  next.focus();
  next.closest(".hit").scrollIntoView({ block: "nearest" });
}

document.querySelector("#show-keys").addEventListener("click", () => keys.showModal());
document.querySelector("#show-keys").hidden = false;
const toggle = keys.querySelector("input");
toggle.checked = !localStorage.getItem(OFF);
toggle.addEventListener("change", () => toggle.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"));

// Suggestions below the search box, as an ARIA combobox.

const list = document.createElement("ul");
list.id = "suggestions";
list.className = "suggestions";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", box.dataset.suggestions);
list.hidden = true;
box.after(list);
box.setAttribute("role", "combobox");
box.setAttribute("aria-controls", list.id);
box.setAttribute("aria-autocomplete", "list");
let asked = 0;
let waiting = 0;

function close() {
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

close();

function show(found) {
  list.replaceChildren(...found.map((one, number) => {
    const item = document.createElement("li");
    item.id = `suggestion-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.href = one.href;
    const label = document.createElement("span");
    label.textContent = one.label;
    const kind = document.createElement("span");
    kind.className = "quiet";
    kind.textContent = one.kind;
    item.append(label, kind);
    return item;
  }));
  list.hidden = !found.length;
  box.setAttribute("aria-expanded", String(!list.hidden));
}

async function suggest() {
  const mine = ++asked;
  const typed = box.value.trim();
  if (typed.length < 2) return close();
  const answer = await fetch(`/suggest.json?q=${encodeURIComponent(typed)}`).catch(() => null);
  if (mine !== asked || !answer || !answer.ok) return;
  const found = await answer.json();
  if (mine === asked && document.activeElement === box) show(found);
}

function select(step) {
  const items = [...list.children];
  const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  const next = (now + step + items.length + 1) % (items.length + 1);
  items.forEach((item, number) => item.setAttribute("aria-selected", String(number === next)));
  if (items[next]) box.setAttribute("aria-activedescendant", items[next].id);
  else box.removeAttribute("aria-activedescendant");
}

box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(suggest, 120);
});
box.addEventListener("blur", close);
list.addEventListener("mousedown", (event) => {
  const item = event.target.closest("[role=option]");
  if (item) location.href = item.dataset.href;
});
box.addEventListener("keydown", (event) => {
  if (list.hidden) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    select(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (event.key === "Enter") {
    const chosen = list.querySelector("[aria-selected=true]");
    if (chosen) {
      event.preventDefault();
      location.href = chosen.dataset.href;
    }
  }
});

// Narrowing without a new page: the next result is fetched and only the main part replaced.

const NARROWING = ".facet a, .chips a, .timeline a, .order a, .zoom a, .suggestion a, .map a";

document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest(NARROWING);
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const href = link.getAttribute("href");
  if (new URL(href, location).pathname !== location.pathname || !document.querySelector(".results, .atlas")) return;
  event.preventDefault();
  turnTo(href, true);
});
addEventListener("popstate", () => turnTo(location.pathname + location.search, false));

async function turnTo(href, push) {
  const answer = await fetch(href).catch(() => null);
  if (!answer || !answer.ok) {
    location.href = href;
    return;
  }
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (push) history.pushState(null, "", href);
  document.title = next.title;
  document.body.className = next.body.className;
  document.querySelector("main").replaceChildren(...next.querySelector("main").childNodes);
  document.querySelector("#forms").replaceChildren(...next.querySelector("#forms").childNodes);
  document.querySelector(".masthead .search").replaceChildren(...keepBox(next));
  const place = href.includes("#") && document.getElementById(href.split("#")[1]);
  (place || document.querySelector("main")).focus({ preventScroll: true });
  addFilters();
}

function keepBox(next) {
  const fresh = next.querySelector(".masthead .search");
  box.value = fresh.querySelector("#q").value;
  fresh.querySelector("#q").replaceWith(box, list);
  return fresh.childNodes;
}

// A box to search inside a long facet.

function addFilters() {
  for (const facet of document.querySelectorAll(".narrow .facet")) {
    const lines = [...facet.querySelectorAll("li")];
    if (lines.length < 8) continue;
    const filter = document.createElement("input");
    filter.type = "search";
    filter.className = "inside";
    filter.setAttribute("aria-label", box.dataset.inside);
    filter.placeholder = box.dataset.inside;
    filter.addEventListener("input", () => {
      const typed = filter.value.toLocaleLowerCase();
      for (const line of lines) line.hidden = !line.textContent.toLocaleLowerCase().includes(typed);
    });
    facet.querySelector("ul").before(filter);
  }
}
addFilters();

// Copying gives what the page has, also where the text is repaired for reading.

document.addEventListener("copy", (event) => {
  const chosen = getSelection();
  if (!chosen.rangeCount) return;
  const copied = document.createElement("div");
  copied.append(chosen.getRangeAt(0).cloneContents());
  const repaired = copied.querySelectorAll("[data-printed]");
  if (!repaired.length) return;
  for (const place of repaired) place.textContent = place.dataset.printed;
  const paragraphs = [...copied.querySelectorAll("p")].map((paragraph) => paragraph.textContent);
  event.clipboardData.setData("text/plain", paragraphs.join("\n\n") || copied.textContent);
  event.preventDefault();
});
