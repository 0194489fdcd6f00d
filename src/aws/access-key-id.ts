/**
 * Whether AWS could have made this id of a key, which is shown and printed as it is. What answers in place of AWS might
 * put there what it was sent.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html
 */
export function isAccessKeyId(text: string): boolean {
  return /^\w{1,128}$/.test(text);
}
