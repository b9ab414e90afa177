// Processes of an office for journeys: a line of steps with its drawing, deployed and worked on as programs do it.

const WIDTH = 120;

/** A model: start, the steps one after the other, end. A step is `{ tag, id, name, attributes, inside }`. */
export function model(key, name, steps) {
  const places = [{ tag: "startEvent", id: "begin", width: 36 }, ...steps.map((step) => ({ ...step, width: WIDTH })), { tag: "endEvent", id: "end", width: 36 }];
  let x = 40;
  for (const place of places) {
    place.x = x;
    x += place.width + 60;
  }
  const height = ({ width }) => (width === WIDTH ? 80 : 36);
  const flows = places.slice(1).map((to, at) => ({ id: `to-${to.id}`, from: places[at], to }));
  const elements = places.map(({ tag, id, name: label, attributes = "", inside = "" }) => `<bpmn:${tag} id="${id}"${label ? ` name="${label}"` : ""} ${attributes}>${inside}</bpmn:${tag}>`);
  const arrows = flows.map(({ id, from, to }) => `<bpmn:sequenceFlow id="${id}" sourceRef="${from.id}" targetRef="${to.id}"/>`);
  const shapes = places.map((place) => `<bpmndi:BPMNShape id="${place.id}_di" bpmnElement="${place.id}"><dc:Bounds x="${place.x}" y="${100 - height(place) / 2}" width="${place.width}" height="${height(place)}"/></bpmndi:BPMNShape>`);
  const edges = flows.map(({ id, from, to }) => `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${from.x + from.width}" y="100"/><di:waypoint x="${to.x}" y="100"/></bpmndi:BPMNEdge>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="example">
<bpmn:process id="${key}" name="${name}" isExecutable="true">
${elements.join("\n")}
${arrows.join("\n")}
</bpmn:process>
<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="${key}">
${shapes.join("\n")}
${edges.join("\n")}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
}

/** A file for a file input. */
export const file = (name, text) => ({ name, mimeType: "application/xml", buffer: Buffer.from(text) });

/** A program of Aarau with the key that the demo prints: `call(path, body)` gives what the interface answers. */
export function program(portal, place = "aarau") {
  const secret = new RegExp(`Key of ${place}\\s+demo:(\\S+)`).exec(portal.log())?.[1];
  if (!secret) throw new Error("the demo prints no key");
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
  return {
    async call(path, body) {
      const answer = await portal.ask(place, `/engine-rest${path}`, { method: "POST", headers, body: JSON.stringify(body) });
      if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body}`);
      return answer.body.length ? JSON.parse(answer.body) : undefined;
    },
    /** Starts a process; gives its id. */
    async start(key, businessKey, values = {}) {
      const variables = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typed(value)]));
      return (await this.call(`/process-definition/key/${key}/start`, { businessKey, variables })).id;
    },
    /** Fetches all work of a topic. */
    fetch(topic) {
      return this.call("/external-task/fetchAndLock", { workerId: "e2e", maxTasks: 50, asyncResponseTimeout: 5_000, topics: [{ topicName: topic, lockDuration: 60_000 }] });
    },
  };
}

function typed(value) {
  return Array.isArray(value) ? { value: JSON.stringify(value), type: "Json" } : { value };
}
