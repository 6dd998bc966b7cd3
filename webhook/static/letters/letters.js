// What a script adds to the letter pages: copy, print, the problems in view, and a way out that goes back to nothing.
// Without it the pages work: mark the letter and copy it, or download it.

const status = document.querySelector("#status");
const copy = document.querySelector("#copy");
const print = document.querySelector("#print");

async function copyLetter() {
  try {
    await navigator.clipboard.writeText(document.querySelector("#plain").value);
    status.textContent = copy.dataset.copied;
  } catch {
    getSelection().selectAllChildren(document.querySelector("#letter"));
    status.textContent = copy.dataset.notCopied;
  }
}

/** Empty what shows, then go, in place of this page's entry in the history. */
function leave(event) {
  event.preventDefault();
  const to = event.currentTarget.href;
  document.querySelectorAll("form").forEach((form) => form.remove());
  document.querySelector("main").replaceChildren();
  location.replace(to);
}

for (const button of [copy, print]) button?.removeAttribute("hidden");
copy?.addEventListener("click", copyLetter);
print?.addEventListener("click", () => window.print());
document.querySelector("#leave").addEventListener("click", leave);
document.querySelector("#problems")?.focus();
