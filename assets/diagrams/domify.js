// From markup to an element, as the diagram libraries ask the package "domify" for it. Ours keeps to the content policy of
// the pages: a style attribute in markup would be refused, the same declarations set on the element are not.

const renamed = 'data-inline-style';

/** One element, or a fragment where the markup holds several. */
export default function domify(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup.trim().replace(/(<[^<>]*?\s)style(\s*=\s*["'])/g, `$1${renamed}$2`);
  const content = document.importNode(template.content, true);
  for (const element of content.querySelectorAll(`[${renamed}]`)) {
    element.style.cssText = element.getAttribute(renamed);
    element.removeAttribute(renamed);
  }
  return content.childNodes.length === 1 ? content.firstChild : content;
}
