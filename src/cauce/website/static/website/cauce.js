// Shrinks a photo, sends it in parts, says when nothing went out, takes a second tap for the first.
"use strict";
(() => {
const lost = document.currentScript.dataset.lost, PART = 131072, SIDE = 2400;
const say = (form, text, wrong) => {
  let line = form.querySelector(".said");
  if (!line) {
    line = document.createElement("p");
    line.setAttribute("role", "status");
    const acts = form.querySelector(".acts");
    (acts ? acts.parentNode : form).insertBefore(line, acts);
  }
  line.className = wrong ? "said error" : "said hint";
  line.textContent = text;
};
const shrunk = async file => {
  if (!/^image/.test(file.type) || file.size < 3e5) return file;
  try {
    const photo = await createImageBitmap(file), canvas = document.createElement("canvas");
    const by = Math.min(1, SIDE / Math.max(photo.width, photo.height));
    canvas.width = photo.width * by;
    canvas.height = photo.height * by;
    canvas.getContext("2d").drawImage(photo, 0, 0, canvas.width, canvas.height);
    const small = await new Promise(made => canvas.toBlob(made, "image/jpeg", 0.8));
    return small && small.size < file.size ? small : file;
  } catch (_) { return file; }
};
const part = async (form, file, here, end) => {
  const headers = {"Content-Type": "application/octet-stream", "X-CSRFToken": form.csrfmiddlewaretoken.value,
    "X-Upload": form.elements.form.value, "X-Size": file.size, "X-Offset": here};
  const answer = await fetch(form.dataset.parts, {method: "POST", headers, body: file.slice(here, end)});
  const said = await answer.json();
  if (!answer.ok) throw said.sentence || lost;
  return said.here;
};
const send = async (form, input) => {
  const name = input.files[0].name;
  const file = form.photo && form.photo.of === input.files[0] ? form.photo.as : await shrunk(input.files[0]);
  form.photo = {of: input.files[0], as: file};
  let here = await part(form, file, 0, 0), last = -1;
  while (here < file.size) {
    if (here === last) throw lost;
    last = here;
    say(form, Math.floor(100 * here / file.size) + " %");
    here = await part(form, file, here, here + PART);
  }
  for (const [key, value] of [["size", file.size], ["name", name]]) {
    const more = document.createElement("input");
    Object.assign(more, {type: "hidden", name: key, value});
    form.append(more);
  }
  input.disabled = true;
  form.submit();
};
addEventListener("submit", event => {
  const form = event.target, input = form.dataset.parts && form.querySelector("[type=file]");
  if (form.sent || !navigator.onLine) {
    event.preventDefault();
    if (!form.sent) say(form, lost, true);
    return;
  }
  form.sent = true;
  if (!input || !input.files[0]) {
    setTimeout(() => { form.sent = false; }, 2e4);  // a download, or a page that was stopped
    return;
  }
  event.preventDefault();
  send(form, input).catch(why => {
    form.sent = false;
    say(form, typeof why === "string" ? why : lost, true);
  });
});
addEventListener("pageshow", () => { for (const form of document.forms) form.sent = false; });
})();
