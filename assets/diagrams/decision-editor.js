// Editing a decision: its graph and its tables. What is written goes back into the text field of the form.
import Modeler from 'dmn-js/lib/Modeler';
import { edit } from './editor.js';

edit({
  open: (canvas) => new Modeler({ container: canvas }),
  shown: (modeler) => {
    // A single table is what one comes for; the graph is one press away.
    const views = modeler.getViews();
    const tables = views.filter(({ type }) => type === 'decisionTable');
    if (tables.length === 1 && modeler.getActiveView() !== tables[0]) modeler.open(tables[0]);
    const viewer = modeler.getActiveViewer();
    viewer?.get('zoomScroll', false)?.toggle(false);
  },
  changed: (modeler, tell) => {
    const listen = () => modeler.getActiveViewer()?.on('commandStack.changed', tell);
    modeler.on('views.changed', listen);
    listen();
  },
  point: () => {},
  choose: (modeler, id) => {
    const view = modeler.getViews().find(({ element }) => element.id === id);
    if (view) modeler.open(view);
  },
});
