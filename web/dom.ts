type Child = Node | string | null | undefined | false;
type Handler = (event: Event) => void;

interface Attributes {
  readonly [name: string]: string | number | boolean | null | undefined | Handler;
}

/**
 * An element with attributes and children. Text is always text: nothing of what the inventory says can become markup.
 * `on…` adds a listener; `false`, `null` and `undefined` leave an attribute out.
 */
export const h = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

export const replace = (element: Element, ...children: readonly Child[]): void => {
  element.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== false));
};

/** What the page was given in an element of its own. */
export const embedded = <T>(id: string): T => JSON.parse(document.getElementById(id)?.textContent ?? 'null') as T;
