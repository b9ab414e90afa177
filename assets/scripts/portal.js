// Small comforts for browsers with scripts. Every page does its whole work without them.
document.documentElement.classList.add('js');

// The error summary takes the focus, also where `autofocus` did not.
document.querySelector('.summary')?.focus();

// Suggestions while typing: a native list, filled from the address in data-suggest (answers a JSON list of strings).
for (const box of document.querySelectorAll('input[data-suggest]')) {
  const list = document.createElement('datalist');
  list.id = `${box.id}-suggestions`;
  box.after(list);
  box.setAttribute('list', list.id);
  let latest = 0;
  box.addEventListener('input', async () => {
    const mine = ++latest;
    if (box.value.trim().length < 2) return list.replaceChildren();
    const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(box.value)}`).catch(() => null);
    if (!answer?.ok || mine !== latest) return;
    list.replaceChildren(...(await answer.json()).map((text) => Object.assign(document.createElement('option'), { value: text })));
  });
}

// The bar for many cases at once appears with the first mark; "mark all" marks what is on this page.
for (const form of document.querySelectorAll('form[data-bulk]')) {
  const bar = form.querySelector('.bulk');
  const count = form.querySelector('[data-bulk-count]');
  const marks = [...form.querySelectorAll('tbody input[type=checkbox]')];
  const all = form.querySelector('input[data-mark-all]');
  const show = () => {
    const n = marks.filter((m) => m.checked).length;
    bar.hidden = n === 0;
    count.textContent = String(n);
    if (all) all.checked = n > 0 && n === marks.length;
  };
  form.addEventListener('change', (event) => {
    if (event.target === all) for (const mark of marks) mark.checked = all.checked;
    show();
  });
  show();
}

// On a form, one press sends once. (The server keeps this promise on its own; this only spares the second wait.)
document.addEventListener('submit', (event) => {
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = '1';
  setTimeout(() => delete event.target.dataset.sent, 4000);
});

// A chosen file is compared on this device with the fingerprint of the letter; nothing is sent.
for (const input of document.querySelectorAll('input[data-sha256]')) {
  input.closest('[hidden]')?.removeAttribute('hidden');
  input.addEventListener('change', async () => {
    const bytes = await input.files[0]?.arrayBuffer();
    if (!bytes) return;
    const sum = [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((b) => b.toString(16).padStart(2, '0')).join('');
    const same = sum === input.dataset.sha256;
    document.getElementById('same').hidden = !same;
    document.getElementById('different').hidden = same;
  });
}
