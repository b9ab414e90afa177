// Drawing a process. What is drawn goes back into the text field of the form, which also works without this script.
import Modeler from 'bpmn-js/lib/Modeler';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, CamundaPlatformPropertiesProviderModule } from 'bpmn-js-properties-panel';
import behaviors from 'camunda-bpmn-js-behaviors/lib/camunda-platform';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json';
import { edit } from './editor.js';
import { fit } from './fit.js';
import { badge, mark } from './marks.js';

edit({
  open: (canvas, panel) =>
    new Modeler({
      container: canvas,
      propertiesPanel: { parent: panel },
      additionalModules: [BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, CamundaPlatformPropertiesProviderModule, behaviors],
      moddleExtensions: { camunda },
    }),
  shown: (modeler) => {
    modeler.get('zoomScroll').toggle(false);
    // The palette stands at the left: the drawing begins beside it.
    fit(modeler.get('canvas'), 130);
  },
  changed: (modeler, tell) => modeler.on('commandStack.changed', tell),
  point: (modeler, faults) => {
    const canvas = modeler.get('canvas');
    modeler.get('elementRegistry').forEach((element) => canvas.removeMarker(element.id, 'mark-stuck'));
    modeler.get('overlays').remove({ type: 'mark-stuck' });
    for (const { element, text } of faults) {
      mark(modeler, element, 'stuck');
      badge(modeler, element, 'stuck', '!', text);
    }
  },
  choose: (modeler, id) => {
    const element = modeler.get('elementRegistry').get(id);
    if (!element) return;
    modeler.get('selection').select(element);
    modeler.get('canvas').scrollToElement(element);
  },
});
