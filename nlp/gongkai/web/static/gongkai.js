"use strict";
// Every page works without this file: it saves loading whole pages for a cell, a group of copies, a progress bar.

const one = (selector, within = document) => within.querySelector(selector);

async function fetched(address) {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// "/" leads to the search box.
document.addEventListener("keydown", (event) => {
  const box = one("#q");
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (event.key === "/" && box && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});

// On a narrow screen the ways to narrow a search wait until they are asked for.
const narrow = one("details.narrow");
if (narrow && matchMedia("(max-width: 60rem)").matches) narrow.open = false;

// Suggestions for the search box.
let asking = 0;
const box = one("#q[list]");
box?.addEventListener("input", () => {
  clearTimeout(asking);
  const begun = box.value.trim();
  if (!begun || begun.length > 20) return;
  asking = setTimeout(async () => {
    const answer = await fetch("/api/suggest?q=" + encodeURIComponent(begun));
    if (!answer.ok) return;
    const options = (await answer.json()).map((found) => {
      const option = document.createElement("option");
      option.value = found.value;
      return option;
    });
    one("#suggested").replaceChildren(...options);
  }, 200);
});

// A folded hit opens in place.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.unfold");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const hit = document.getElementById(link.dataset.unfold);
  const open = one("ol.copies", hit);
  if (open) {
    open.hidden = !open.hidden;
    link.setAttribute("aria-expanded", String(!open.hidden));
    return;
  }
  try {
    const page = await fetched(link.href);
    const copies = document.createElement("ol");
    copies.className = "copies";
    for (const copy of page.querySelectorAll("ol.hits > li.hit")) {
      if (copy.id === hit.id) continue;
      copy.removeAttribute("id");
      copies.append(document.importNode(copy, true));
    }
    if (one("a[rel=next]", page)) {
      const more = document.createElement("a");
      more.href = link.href;
      more.textContent = "查看全部";
      const last = document.createElement("li");
      last.append(more);
      copies.append(last);
    }
    hit.append(copies);
    link.setAttribute("aria-expanded", "true");
  } catch {
    location.assign(link.href);
  }
});

// A cell's evidence stands beside the form.
const evidence = one("#evidence");
let opener = null;

function close() {
  if (!evidence || evidence.hidden) return;
  evidence.hidden = true;
  evidence.replaceChildren();
  one("td.current")?.classList.remove("current");
  opener?.focus();
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-cell]");
  if (!link || !evidence || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const page = await fetched(link.href);
    const cell = document.importNode(one("#cell", page), true);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "close";
    button.textContent = "关闭";
    button.addEventListener("click", close);
    const title = one("h1", cell);
    const heading = document.createElement("h3");
    heading.textContent = title.textContent;
    title.replaceWith(heading);
    evidence.replaceChildren(button, ...cell.childNodes);
    evidence.hidden = false;
    one("td.current")?.classList.remove("current");
    link.closest("td")?.classList.add("current");
    opener = link;
    const go = one("a.go", evidence);
    if (go) go.href = new URL(go.href).hash;
    (go ?? evidence).focus({ preventScroll: true });
  } catch {
    location.assign(link.href);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});

// A place in the text may lie inside a stretch: the nearest one before it is shown.
function show() {
  const wanted = /^#t(\d+)$/.exec(location.hash);
  for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
  if (!wanted) return;
  let found = document.getElementById("t" + wanted[1]);
  if (!found) {
    for (const run of document.querySelectorAll(".source-text .run")) {
      if (Number(run.id.slice(1)) > Number(wanted[1])) break;
      found = run;
    }
    found?.scrollIntoView({ block: "center" });
  }
  found?.classList.add("here");
}
addEventListener("hashchange", show);
show();

// An upload with its progress.
const upload = one("form.upload");
upload?.addEventListener("submit", (event) => {
  const file = one("input[type=file]", upload).files[0];
  const trouble = one("#trouble");
  if (!file) return;
  event.preventDefault();
  const complain = (words) => {
    trouble.textContent = words;
    trouble.hidden = false;
    one("button", upload).disabled = false;
    one("#sent").hidden = true;
  };
  trouble.hidden = true;
  if (file.size > Number(upload.dataset.most)) {
    complain(`文件过大，最大 ${upload.dataset.largest}`);
    return;
  }
  one("button", upload).disabled = true;
  const bar = one("#sent");
  bar.hidden = false;
  const request = new XMLHttpRequest();
  request.open("POST", "/api/upload");
  request.upload.addEventListener("progress", (sent) => {
    bar.value = sent.lengthComputable ? (100 * sent.loaded) / sent.total : 0;
  });
  request.addEventListener("load", () => {
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      answer = {};
    }
    if (request.status === 202) location.assign(answer.base);
    else complain(answer.error ?? "上传没有成功，请稍后再试");
  });
  request.addEventListener("error", () => complain("连接中断，请重试"));
  const form = new FormData();
  form.append("file", file);
  request.send(form);
});

// The progress of an upload; the finished page comes from the server.
const job = one("#job[data-state=running]");
if (job) {
  const look = async () => {
    const answer = await fetch(job.dataset.api);
    if (!answer.ok) return location.reload();
    const { progress } = await answer.json();
    if (progress.state !== "running") return location.reload();
    one("#done").textContent = String(progress.done);
    if (progress.total) {
      one("#bar").max = progress.total;
      one("#bar").value = progress.done;
    }
    return setTimeout(look, 700);
  };
  setTimeout(look, 400);
}
