/** The address of an endpoint as it may be shown: a user name and a password in it are hidden. A host is shown as it is. */
export function shownUrl(address: string): string {
  // What stands before the last @ is theirs, as browsers and fetch read it.
  return address.replace(/^(https?:\/\/)[^/?#\\]*@/i, "$1[secret]@");
}
