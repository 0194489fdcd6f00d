/** Elements by name, in order; one that is `undefined` is left out, a list repeats its element. */
export interface XmlTree {
  readonly [element: string]: string | number | XmlTree | readonly (string | XmlTree)[] | undefined;
}

/** Writes elements as XML; `namespace` goes to the outermost ones. */
export function toXml(tree: XmlTree, namespace?: string): string {
  const attribute = namespace ? ` xmlns="${namespace}"` : "";
  return Object.entries(tree)
    .flatMap(([name, content]) => (content === undefined ? [] : [content].flat().map((item) => [name, item] as const)))
    .map(([name, content]) => `<${name}${attribute}>${inside(content)}</${name}>`)
    .join("");
}

function inside(content: string | number | XmlTree): string {
  return typeof content === "object" ? toXml(content) : String(content).replace(/[&<>"]/g, entity);
}

function entity(mark: string): string {
  return `&#${mark.charCodeAt(0)};`;
}
