/**
 * Puts the chat on a page of the council: a button, and a dialog with the chat in an iframe, fetched only when it is first opened.
 *
 *   <script src="https://OUR-ADDRESS/static/widget/loader.js" defer data-label="…" data-title="…" data-close="…"></script>
 *
 * Lives in a shadow root, so that neither page restyles the other, and uses no inline style, so that a strict CSP holds. Nothing opens,
 * sounds or moves by itself. On a small screen it is modal; on a large one the page beside it stays in use. A plain link to /chat
 * with the attribute data-send-chat opens it too, and still works as a link where this script does not run.
 */
(() => {
  const { label, title, close } = document.currentScript.dataset;
  const origin = new URL(document.currentScript.src).origin;
  const small = matchMedia("(max-width: 40rem), (max-height: 34rem)");
  const css = `
    :host { all: initial; }
    * { box-sizing: border-box; font: 600 1.125rem/1.3 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
    button { min-height: 2.75rem; padding: .6rem 1.1rem; border: 2px solid #0c565c; border-radius: .6rem; cursor: pointer; background: #0c565c; color: #fff; }
    button:hover { text-decoration: underline; }
    :focus-visible { outline: 3px solid #1c2a2d; outline-offset: 0; box-shadow: 0 0 0 6px #ffd34d; }
    .open { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483646; min-height: 3.25rem; padding: .8rem 1.4rem; border-radius: 2rem; border-color: #fff; box-shadow: 0 2px 10px #0006; }
    .open:focus-visible { box-shadow: 0 0 0 6px #ffd34d; }
    dialog { position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483647; width: 27rem; height: min(46rem, 100vh - 2rem); max-width: none; max-height: none; margin: 0; padding: 0; border: 2px solid #0c565c; border-radius: .9rem; overflow: hidden; background: #fbf8f2; box-shadow: 0 6px 30px #0005; }
    dialog[open] { display: flex; flex-direction: column; }
    .top { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: .4rem .5rem .4rem 1rem; background: #0c565c; color: #fff; }
    h2 { margin: 0; font-weight: 700; }
    h2:focus { outline: none; box-shadow: none; }
    .top button { background: #fff; color: #1c2a2d; border-color: #fff; padding: .3rem .9rem; }
    iframe { flex: 1; width: 100%; border: 0; }
    @media (max-width: 40rem), (max-height: 34rem) {
      dialog { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; }
    }`;

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const heading = make("h2", { tabIndex: -1, id: "title" }, title);
  const frame = make("iframe", { title, referrerPolicy: "no-referrer" });
  const shut = make("button", { type: "button", onclick: () => dialog.close() }, close);
  const dialog = make("dialog", {}, make("div", { className: "top" }, heading, shut), frame);
  const button = make("button", { type: "button", className: "open", onclick: () => show(button) }, label);
  let opener = button;
  dialog.setAttribute("aria-labelledby", "title");
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", "false");

  function show(from) {
    opener = from;
    if (!frame.src) frame.src = `${origin}/chat?embed=1`;
    if (!dialog.open) small.matches ? dialog.showModal() : dialog.show();
    button.setAttribute("aria-expanded", "true");
    heading.focus();
  }

  dialog.addEventListener("close", () => { button.setAttribute("aria-expanded", "false"); opener.focus(); });
  dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") dialog.close(); });
  addEventListener("message", (event) => {
    if (event.origin === origin && event.source === frame.contentWindow && event.data === "send-chat:close") dialog.close();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-send-chat]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link);
  });

  const place = make("send-chat-launcher");
  const root = place.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  root.append(button, dialog);
  document.body.append(place);
})();
