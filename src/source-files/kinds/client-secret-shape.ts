import { z } from "zod/mini";

/** The members of a source file that hold an OAuth client's secret, or say where it is. */
export const CLIENT_SECRET_SHAPE = {
  client_secret: z.optional(
    z.string().check(z.describe("For a client whose secret is no secret to its users. PKCE is used either way.")),
  ),
  client_secret_command: z.optional(
    z
      .string()
      .check(
        z.minLength(1),
        z.describe("In place of `client_secret`: a shell command that prints it, as `credential_process` does."),
      ),
  ),
};
