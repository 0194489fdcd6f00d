/**
 * The six digits of an MFA code, or undefined if the text is no code. Apps and phones show a code in groups, such as
 * `123 456`, and it is typed or copied as it is shown.
 */
export function mfaCode(text: string): string | undefined {
  const digits = text.replaceAll(/\s+/g, "");
  return /^\d{6}$/.test(digits) ? digits : undefined;
}
