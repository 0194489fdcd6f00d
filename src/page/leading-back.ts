/** The short address of a sign-in, which leads the browser to this link in the end. */
export function leadingBack(url: string, link: string): string {
  const address = new URL(url);
  address.searchParams.set("then", link);
  return address.href;
}
