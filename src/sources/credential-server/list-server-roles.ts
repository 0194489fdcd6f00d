import { z } from "zod/mini";
import type { RoleEntry } from "../../base/role-entry.ts";
import type { CredentialServerDefinition } from "../../source-files/kinds/credential-server.ts";
import type { SignIn } from "../sign-ins.ts";
import { askCredentialServer, serverError } from "./ask-credential-server.ts";

const PATH = "roles";

const Roles = z.object({
  Roles: z.array(z.object({ Name: z.string(), Description: z.nullish(z.string()) })),
});

/**
 * The roles a credential server says it lends, by name: `GET roles`. A server need not tell: then there are none.
 *
 * @throws {SignInRefused} the server does not accept the sign-in
 * @throws {ActasError} `access-denied`, `configuration`, `throttled`, `unreachable`
 */
export async function listServerRoles(
  source: CredentialServerDefinition,
  signIn: SignIn<"credential-server">,
): Promise<RoleEntry[]> {
  const action = `list the roles of "${source.id}"`;
  const answer = await askCredentialServer(source, signIn, { method: "GET", path: PATH }, action);
  if (answer.status === 404 || answer.status === 405) return [];
  const parsed = Roles.safeParse(answer.json);
  if (answer.status !== 200 || !parsed.success) throw serverError(answer, source, PATH, action);
  const roles = parsed.data.Roles.map(({ Name, Description }) => ({
    name: Name,
    ...(Description && { description: Description }),
  }));
  return roles.sort((a, b) => (a.name < b.name ? -1 : 1));
}
