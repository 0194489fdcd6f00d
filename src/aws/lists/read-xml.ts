/** The texts of one XML answer, as they come. Names are those of the elements, from the outermost on. */
export interface XmlListener {
  /** An element without elements inside; `text` may be empty. */
  text(path: readonly string[], text: string): void;
  /** An element has ended, after all inside it. */
  end(path: readonly string[]): void;
}

/** AWS nests its answers a few levels. */
const MOST_LEVELS = 24;

/**
 * Reads the XML of AWS's query protocol from one end to the other. It is read here because a list of roles may have
 * megabytes, which the SDK takes long to turn into objects of which most are thrown away. What this protocol never has,
 * such as entities of one's own, is refused.
 *
 * @throws {SyntaxError}
 */
export function readXml(xml: string, listener: XmlListener): void {
  const path: string[] = [];
  let at = 0;
  let begun = 0;
  let isLeaf = false;
  for (;;) {
    const open = xml.indexOf("<", at);
    if (open < 0) break;
    const close = xml.indexOf(">", open);
    if (close < 0) throw new SyntaxError("an element is not closed");
    const mark = xml.charCodeAt(open + 1);
    if (mark === EXCLAMATION) throw new SyntaxError("what AWS never sends");
    if (mark === SLASH) {
      if (xml.slice(open + 2, close).trimEnd() !== path.at(-1)) throw new SyntaxError("elements are not nested");
      if (isLeaf) listener.text(path, decoded(xml.slice(begun, open)));
      end(path, listener);
      isLeaf = false;
    } else if (mark !== QUESTION) {
      const isEmpty = xml.charCodeAt(close - 1) === SLASH;
      path.push(nameOf(xml.slice(open + 1, isEmpty ? close - 1 : close)));
      if (path.length > MOST_LEVELS) throw new SyntaxError("elements are nested too deep");
      if (isEmpty) {
        listener.text(path, "");
        end(path, listener);
      }
      isLeaf = !isEmpty;
      begun = close + 1;
    }
    at = close + 1;
  }
  if (path.length > 0) throw new SyntaxError("an element has no end");
}

function end(path: string[], listener: XmlListener): void {
  listener.end(path);
  path.pop();
}

function nameOf(tag: string): string {
  const blank = tag.search(/\s/);
  return blank < 0 ? tag : tag.slice(0, blank);
}

function decoded(text: string): string {
  return text.includes("&")
    ? text.replace(/&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g, entity)
    : text;
}

function entity(_: string, name?: keyof typeof ENTITIES, decimal?: string, hexadecimal?: string): string {
  if (name) return ENTITIES[name];
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const [EXCLAMATION, SLASH, QUESTION] = [33, 47, 63];
