/** Whether two start URLs lead to the same portal: `…/start`, `…/start/` and `…/start/#/` do. */
export function isSameStartUrl(one: string, other: string): boolean {
  return trimmed(one) === trimmed(other);
}

function trimmed(url: string): string {
  const end = /[/#]+$/.exec(url)?.index ?? url.length;
  const start = url.slice(0, end);
  return URL.canParse(start) ? new URL(start).href.replace(/\/$/, "") : start;
}
