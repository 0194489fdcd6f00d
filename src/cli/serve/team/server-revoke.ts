import { counted } from "../../../base/counted.ts";
import { jsonText } from "../../../base/printable.ts";
import type { HeldLoan } from "../../../server/audit/held-loans.ts";
import type { ServerConfiguration } from "../../../server/configuration/server-configuration.ts";
import type { KnownPerson } from "../../../server/people/sign-ins/require-person.ts";
import { printLines } from "../../../system/print.ts";
import { say } from "../../terminal/say.ts";
import { besideServer } from "./beside-server.ts";
import { inMinutes } from "./held-table.ts";
import { putDown } from "./put-down.ts";

const COMMAND = "actas server revoke";

/**
 * `actas server revoke PERSON`: ends the sign-ins of a person, and prints the policy that ends what they were lent. AWS is
 * not asked: an administrator of the accounts attaches it.
 */
export async function serverRevoke(wanted: string, { config }: { readonly config?: string }): Promise<void> {
  const [{ heldLoans }, { timesNow }, { revokingPolicy }, { endSignInsOf }, { requirePerson }] = await Promise.all([
    import("../../../server/audit/held-loans.ts"),
    import("../../../server/audit/times-now.ts"),
    import("../../../server/lending/revoking-policy.ts"),
    import("../../../server/people/sign-ins/end-sign-ins-of.ts"),
    import("../../../server/people/sign-ins/require-person.ts"),
  ]);
  await besideServer(config, async (database, configuration) => {
    const person = await requirePerson(database, wanted);
    const ended = await endSignInsOf(database, person.subject, COMMAND);
    const { earliest, latest } = await timesNow(database, Date.now());
    // Put down even when there was nothing to end: that somebody asked for it is what one wants to know later.
    const { name, subject } = person;
    await putDown(database, COMMAND, { event: "revoked", subject, name, why: `${counted(ended, "sign-in")} ended` });
    const held = await heldLoans(database, person.subject, earliest);
    const { sourceIdentity = "sent" } = configuration.lending;
    printLines(jsonText(revokingPolicy({ ...person, held, sourceIdentity, now: latest }), "indented").split("\n"));
    for (const line of told(person, { ended, held, configuration })) say(line);
  });
}

interface Told {
  readonly ended: number;
  readonly held: readonly HeldLoan[];
  readonly configuration: ServerConfiguration;
}

function* told({ name, subject }: KnownPerson, { configuration, ended, held }: Told): Generator<string> {
  const who = name === subject ? name : `${name} (${subject})`;
  yield `actas: ended ${counted(ended, "sign-in")} of ${who}; who may still sign in at the provider can do so again`;
  if (configuration.people?.authorizationServer)
    yield "actas: people sign in at another authorization server: end their sign-ins there, too";
  if (configuration.roles.pass)
    yield "actas: with ID tokens they take roles of AWS without this server, which the policy does not reach: have their session at the provider ended";
  const roles = [...new Set(held.map(({ role }) => role))].sort();
  if (roles.length === 0) {
    yield "actas: nothing that they were lent is still good";
    return;
  }
  const ends = held.map(({ expiration }) => expiration).filter((one) => one !== undefined);
  const last = ends.sort().at(-1);
  const until = last === undefined ? "" : `, until ${inMinutes(last)} UTC at the latest`;
  yield `actas: ${counted(held.length, "loan")} still good${until}: attach the policy to each role, or to all accounts`;
  yield* roles.map((role) => `  ${role}`);
  yield "actas: it denies what is issued within two minutes from now: to attach it later, run this again just before";
}
