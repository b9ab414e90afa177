// The whole drawing in its sheet, neither larger than it nor pressed against its edge.

/** Shows all of the drawing; `left` pixels at its left stay free. A sheet without size, say in a hidden part of the page, waits. */
export function fit(canvas, left = 20) {
  const { inner, outer } = canvas.viewbox();
  if (!outer.width || !outer.height) return;
  const margin = 20;
  const before = left === margin ? margin : (inner.width * left) / outer.width;
  const width = inner.width + before + margin;
  const height = Math.max(inner.height + 2 * margin, (width * outer.height) / outer.width);
  canvas.viewbox({ x: inner.x - before, y: inner.y - (height - inner.height) / 2, width, height });
}

/** Keeps the whole drawing in view while its sheet changes size: a turned phone, a smaller window, a part that unfolds. */
export function keepFitting(canvas) {
  new ResizeObserver(() => {
    canvas.resized();
    fit(canvas);
  }).observe(canvas.getContainer());
}
