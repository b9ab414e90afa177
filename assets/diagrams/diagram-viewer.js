// A process on its diagram: where it is, the way it came, what holds it up. The list beside it says the same in words.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { fit, keepFitting } from './fit.js';
import { badge, mark } from './marks.js';

for (const figure of document.querySelectorAll('[data-diagram]')) {
  show(figure).catch(() => figure.setAttribute('hidden', ''));
}

async function show(figure) {
  const answer = await fetch(figure.dataset.diagram, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`the diagram answers ${answer.status}`);
  const { xml, here, past, ways, stuck } = await answer.json();
  figure.removeAttribute('hidden');
  const viewer = new NavigatedViewer({ container: figure.querySelector('[data-canvas]') });
  await viewer.importXML(xml);
  // Without this the wheel would move the diagram when somebody scrolls the page.
  viewer.get('zoomScroll').toggle(false);
  for (const id of [...past, ...ways]) mark(viewer, id, 'past');
  for (const { element, count } of here) {
    mark(viewer, element, 'here');
    badge(viewer, element, 'here', String(count), figure.dataset.wordHere);
  }
  for (const { element, message, href } of stuck) {
    mark(viewer, element, 'stuck');
    badge(viewer, element, 'stuck', '!', message, href);
  }
  const canvas = viewer.get('canvas');
  const whole = () => fit(canvas);
  whole();
  keepFitting(canvas);
  const steps = { in: () => canvas.zoom(canvas.zoom() * 1.25), out: () => canvas.zoom(canvas.zoom() / 1.25), whole };
  for (const button of figure.querySelectorAll('[data-zoom]')) button.addEventListener('click', steps[button.dataset.zoom]);
  figure.dataset.shown = 'yes';
}
