import { Secret } from "../../base/secret.ts";
import { UnusableValue } from "../unusable-value.ts";

interface Written {
  readonly client_secret?: string | undefined;
  readonly client_secret_command?: string | undefined;
}

/** The secret, or the command that prints it; neither for a public client. */
export interface ClientSecret {
  readonly clientSecret?: Secret;
  readonly clientSecretCommand?: string;
}

/**
 * @param key - the member of the source file that these are in
 * @throws {UnusableValue} when there are both
 */
export function clientSecretOf(content: Written, key: string): ClientSecret {
  const { client_secret: secret, client_secret_command: command } = content;
  if (secret && command) throw new UnusableValue(`"${key}" has both "client_secret" and "client_secret_command"`);
  return { ...(secret && { clientSecret: new Secret(secret) }), ...(command && { clientSecretCommand: command }) };
}
