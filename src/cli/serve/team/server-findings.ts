import { userInfo } from "node:os";
import { parseRoleArn } from "../../../base/arn.ts";
import { counted } from "../../../base/counted.ts";
import { ActasError } from "../../../base/errors.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import type { KeptFinding } from "../../../server/findings/list-findings.ts";
import type { FindingPlace } from "../../../server/findings/named-places.ts";
import { findingWords } from "../../../trust-policies/finding-codes.ts";
import { type Output, printJson } from "../../json/print-json.ts";
import { printText } from "../../terminal/print-text.ts";
import { say } from "../../terminal/say.ts";
import { besideServer } from "./beside-server.ts";
import { putDown } from "./put-down.ts";

export interface FindingsFlags {
  readonly config?: string;
  readonly all?: true;
  readonly digest?: string;
  readonly reason?: string;
  readonly json?: true;
}

/** `actas server findings list [PLACE]`, `actas server findings acknowledge PLACE CODE --digest SHA256` */
export async function serverFindings(
  action: string | undefined,
  place: string | undefined,
  code: string | undefined,
  flags: FindingsFlags,
): Promise<void> {
  if (action === "acknowledge") return acknowledge(place, code, flags);
  if ((action ?? "list") !== "list" || code !== undefined) {
    const reason = action === "list" ? "list takes no code" : "it is list or acknowledge";
    throw new ActasError("usage", `cannot run \`actas server findings\` with "${action}": ${reason}`, {
      hints: [
        "`actas server findings list` says what is wrong, and since when",
        "`actas server findings acknowledge ROLE CODE --reason WHY` puts down that somebody has looked at it",
      ],
    });
  }
  const [{ listFindings }, { requirePlaces }] = await Promise.all([
    import("../../../server/findings/list-findings.ts"),
    import("../../../server/findings/named-places.ts"),
  ]);
  const found = await besideServer(flags.config, async (database) => {
    const places = place === undefined ? undefined : await requirePlaces(database, place);
    const listed = await listFindings(database, flags.all ? "all" : "open");
    return places ? listed.filter((one) => places.some((wanted) => isAbout(one, wanted))) : listed;
  });
  if (flags.json) return printJson("server findings", { findings: found.map(inJson) });
  const open = found.filter(({ ended_at }) => ended_at === null);
  const news = open.filter(({ acknowledged_at }) => acknowledged_at === null);
  printText([...found.map(line), `${counted(open.length, "finding")}, ${news.length} of them not acknowledged`]);
}

/** One about an account is about all of its roles, too. */
function isAbout({ account_id: account, arn }: KeptFinding, { accountId, role }: FindingPlace): boolean {
  if (account !== accountId) return false;
  return role === undefined || arn === null || parseRoleArn(arn)?.roleName === parseRoleArn(role)?.roleName;
}

function line({
  account_id,
  acknowledged_at,
  acknowledged_by,
  arn,
  code,
  ended_at,
  reason,
  since,
  trust_sha256,
}: KeptFinding): string {
  const level = findingWords(code)?.levels[0] ?? "note";
  const until = ended_at ? `, until ${ended_at.toISOString()}` : "";
  const seen = acknowledged_at ? `, acknowledged by ${acknowledged_by}: ${reason}` : "";
  const what = arn ?? `account ${account_id}`;
  const policy = trust_sha256 === null ? "" : `, of the policy with SHA-256 ${trust_sha256}`;
  return `${level.padEnd(7)}  ${code}  ${what}  since ${since.toISOString()}${until}${policy}${seen}`;
}

async function acknowledge(
  wanted: string | undefined,
  code: string | undefined,
  { config, digest, reason }: FindingsFlags,
): Promise<void> {
  if (wanted === undefined) {
    throw new ActasError("usage", "cannot acknowledge a finding: no role is named", {
      hints: ["`actas server findings list` names them"],
    });
  }
  if (code === undefined || !reason?.trim()) {
    const missing = code === undefined ? "its argument <code> is missing" : "nobody could tell later why";
    throw new ActasError("usage", `cannot acknowledge a finding: ${missing}`, {
      hints: [`its code comes behind the role, and \`--reason TEXT\` says why`],
    });
  }
  const [{ acknowledgeFinding }, { listFindings }, { requirePlace }] = await Promise.all([
    import("../../../server/findings/acknowledge-finding.ts"),
    import("../../../server/findings/list-findings.ts"),
    import("../../../server/findings/named-places.ts"),
  ]);
  await besideServer(config, async (database) => {
    const { accountId, role } = await requirePlace(database, wanted);
    const place = role ?? accountId;
    const there = (await listFindings(database, "open")).filter((one) => (one.arn ?? one.account_id) === place);
    const by = whoTypes();
    const roleName = role === undefined ? undefined : parseRoleArn(role)?.roleName;
    if (role !== undefined && digest === undefined) throw whichPolicy();
    const said = { accountId, role: roleName, code, by, reason: reason.trim(), sha256: digest };
    const found = there.find((one) => one.code === code);
    if (found && digest !== undefined && found.trust_sha256 !== digest) throw anotherPolicy(place, code);
    if (!found || (await acknowledgeFinding(database, said)) === "gone") throw noSuchFinding(place, code, there);
    await putDown(database, "actas server findings", {
      event: "configured",
      name: by,
      ...(role !== undefined && { role }),
      reason: reason.trim(),
      why: `acknowledged ${code} of ${place}${digest === undefined ? "" : `, of the policy with SHA-256 ${digest}`}`,
    });
    say(
      `actas: ${code} of ${place} is acknowledged as long as ${role === undefined ? "it is there" : "the trust policy is that one"}`,
    );
    if (findingWords(code)?.isTooWide)
      say("actas: the role is still withheld: `roles.acknowledged` in the configuration of the server has it lent");
  });
}

/** Whoever may write the policy could change it after somebody has looked at it: the one that is there now says nothing. */
function whichPolicy(): ActasError {
  return new ActasError("usage", "cannot acknowledge a finding: it does not say of which trust policy", {
    hints: [
      "`--digest SHA256` names the one that was looked at: `actas server findings list` and the role's page have it",
    ],
  });
}

function anotherPolicy(place: string, code: string): ActasError {
  const reason = place.startsWith("arn:") ? "the trust policy is another by now" : "an account has no trust policy";
  return new ActasError("usage", `cannot acknowledge ${code} of ${place}: ${reason}`, {
    hints: place.startsWith("arn:")
      ? [`\`actas server roles history ${shellArgument(place)}\` says what has changed`]
      : ["leave `--digest` out"],
  });
}

function noSuchFinding(place: string, code: string, there: readonly KeptFinding[]): ActasError {
  const codes = there.map((one) => one.code).join(", ");
  return new ActasError("usage", `cannot acknowledge ${code} of ${place}: there is no such finding`, {
    hints: [codes === "" ? "`actas server findings list` names those that there are" : `it has ${codes}`],
  });
}

/** Whoever came by sudo is the one who decides. */
function whoTypes(): string {
  try {
    return process.env.SUDO_USER || userInfo().username;
  } catch {
    return `user ${process.getuid?.()}`;
  }
}

function inJson(one: KeptFinding): Output<"server findings">["findings"][number] {
  const { account_id, acknowledged_at, acknowledged_by, arn, code, ended_at, reason, since, trust_sha256 } = one;
  return {
    account: account_id,
    ...(arn !== null && { role: arn }),
    code,
    ...(trust_sha256 !== null && { trustPolicyDigest: trust_sha256 }),
    since: since.toISOString(),
    ...(ended_at && { until: ended_at.toISOString() }),
    ...(acknowledged_at && {
      acknowledged: { time: acknowledged_at.toISOString(), by: acknowledged_by ?? "", reason: reason ?? "" },
    }),
  };
}
