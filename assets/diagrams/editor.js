// What the two editors share: the form around them. It holds the model as text; the drawing takes the text's place on the
// screen and gives it back before anything is sent.

/** `editor` says how to open a modeler, what to do once it shows, how it tells of changes and how it points at faults. */
export function edit(editor) {
  for (const form of document.querySelectorAll('form[data-editor]')) begin(form, editor).catch((fault) => complain(form, fault));
}

function complain(form, fault) {
  // The text stays on the page and can be mended there.
  form.querySelector('[data-drawing]').hidden = true;
  form.querySelector('[data-text]').hidden = false;
  const line = form.querySelector('[data-unreadable]');
  line.hidden = false;
  line.append(` ${fault.message}`);
}

async function begin(form, editor) {
  const text = form.querySelector('textarea');
  const drawing = form.querySelector('[data-drawing]');
  drawing.hidden = false;
  const modeler = editor.open(drawing.querySelector('[data-canvas]'), drawing.querySelector('[data-panel]'));
  await modeler.importXML(text.value);
  form.querySelector('[data-text]').hidden = true;
  editor.shown(modeler);
  drawing.dataset.shown = 'yes';

  let unsaved = false;
  editor.changed(modeler, () => {
    unsaved = true;
  });
  addEventListener('beforeunload', (event) => {
    if (unsaved) event.preventDefault();
  });

  const point = () => {
    const found = document.querySelectorAll('#findings [data-element]');
    editor.point(modeler, [...found].map((item) => ({ element: item.dataset.element, text: item.dataset.message })));
    for (const item of found) {
      const go = item.querySelector('[data-go]');
      go.hidden = false;
      go.addEventListener('click', () => editor.choose(modeler, item.dataset.element));
    }
  };
  point();

  let written = false;
  form.addEventListener('submit', async (event) => {
    const { submitter } = event;
    if (written || submitter?.value === 'discard') {
      unsaved = false;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    // An unchanged model is sent as it was written, not as the library would write it.
    if (unsaved) text.value = (await modeler.saveXML({ format: true })).xml;
    if (submitter?.value === 'check' && (await check(form, submitter))) return point();
    written = true;
    // A form that is still telling of its submission takes no second one.
    setTimeout(() => form.requestSubmit(submitter));
  });
}

/** Asks the server what it finds, without leaving the drawing. False when it answers something else. */
async function check(form, submitter) {
  const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
  fields.append(submitter.name, submitter.value);
  const answer = await fetch(form.action, { method: 'POST', body: fields }).catch(() => undefined);
  if (!answer?.headers.get('content-type')?.startsWith('text/html')) return false;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const found = page.querySelector('#findings');
  if (!found) return false;
  document.querySelector('#findings').replaceWith(document.importNode(found, true));
  document.querySelector('#findings').focus();
  return true;
}
