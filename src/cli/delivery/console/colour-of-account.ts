/** The colours that Firefox has for its containers. */
const COLOURS = ["blue", "turquoise", "green", "yellow", "orange", "red", "pink", "purple"] as const;

/** A colour that an account has always and everywhere. */
export function colourOfAccount(account: string): (typeof COLOURS)[number] {
  let sum = 0;
  for (const character of account) sum = (sum * 31 + character.charCodeAt(0)) % 65_521;
  return COLOURS[sum % COLOURS.length] ?? "blue";
}
