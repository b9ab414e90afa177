// Marks at the elements of a diagram: a class for the drawing, a badge with a sign, so that colour never speaks alone.

/** Adds the class `mark-<name>` to an element that is drawn. */
export function mark(viewer, id, name) {
  if (viewer.get('elementRegistry').get(id)) viewer.get('canvas').addMarker(id, `mark-${name}`);
}

/**
 * Puts a sign at the upper corner of an element that is drawn; gives its id, to take it away again. With `href` the sign
 * leads to what can be done about it.
 */
export function badge(viewer, id, name, sign, title, href) {
  if (!viewer.get('elementRegistry').get(id)) return undefined;
  const html = document.createElement(href ? 'a' : 'div');
  if (href) {
    html.href = href;
    html.setAttribute('aria-label', title);
  }
  html.className = `badge badge--${name}`;
  html.textContent = sign;
  html.title = title;
  const place = name === 'stuck' ? { top: -14, right: 14 } : { top: -14, left: -14 };
  return viewer.get('overlays').add(id, `mark-${name}`, { position: place, html });
}
