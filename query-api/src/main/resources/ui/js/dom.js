// Builds the page from text and elements only. Data from traces (names, tags, thread names) is
// written by other people's programs, so nothing here ever parses a string as HTML.

/**
 * Makes an element. `props`: `class`, `text`, `on` (listeners by event), `style` (set through the
 * CSSOM, which the strict content policy allows), `data` (dataset); a property whose value is null,
 * undefined or false is left out; anything else becomes an attribute.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'text') node.textContent = String(value);
    else if (name === 'class') node.className = value;
    else if (name === 'on') for (const [event, run] of Object.entries(value)) node.addEventListener(event, run);
    else if (name === 'style') for (const [key, v] of Object.entries(value)) node.style.setProperty(key, v);
    else if (name === 'data') Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  append(node, children);
  return node;
}

/** Adds children: elements as they are, strings and numbers as text, lists flattened, absent ones skipped. */
export function append(node, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

export function replace(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** Says something to a screen reader without moving the focus. */
export function announce(text) {
  const place = document.getElementById('announcer');
  if (place !== null && place.textContent !== text) place.textContent = text;
}

/** True while keys belong to a field, so that single-letter shortcuts must stay away. */
export function typing(event) {
  const target = event.target;
  return target instanceof HTMLElement
    && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
