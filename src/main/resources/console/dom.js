// The only way in which this console makes elements. What comes from the gateway is always text:
// nothing here parses markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === "on") {
      for (const [type, listener] of Object.entries(value)) {
        element.addEventListener(type, listener);
      }
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...nodes(children));
  return element;
}

function nodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "")
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

/** An HTML element; children that are no nodes become text. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function s(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * Makes an element's content like these children, and touches only what differs: focus, selection
 * and scrolling stay where they are. Listeners of the new children are not taken over.
 */
export function patch(parent, ...children) {
  const wanted = nodes(children);
  wanted.forEach((next, i) => {
    const now = parent.childNodes[i];
    if (now === undefined) {
      parent.append(next);
    } else if (!adapt(now, next)) {
      now.replaceWith(next);
    }
  });
  while (parent.childNodes.length > wanted.length) {
    parent.lastChild.remove();
  }
}

function adapt(now, next) {
  if (now.nodeName !== next.nodeName || key(now) !== key(next)) {
    return false;
  }
  if (now.nodeType === Node.TEXT_NODE) {
    if (now.data !== next.data) {
      now.data = next.data;
    }
    return true;
  }
  for (const { name, value } of next.attributes) {
    if (now.getAttribute(name) !== value) {
      now.setAttribute(name, value);
    }
  }
  for (const { name } of [...now.attributes]) {
    // A reader may have opened it.
    if (!next.hasAttribute(name) && name !== "open") {
      now.removeAttribute(name);
    }
  }
  patch(now, ...next.childNodes);
  return true;
}

function key(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.getAttribute("data-key") : null;
}
