/**
 * Whether this may be an access key id of AWS's making: it is shown and printed unchanged. A server in AWS's place
 * might put something it was sent there.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html
 */
export function isAccessKeyId(text: string): boolean {
  return /^\w{1,128}$/.test(text);
}
