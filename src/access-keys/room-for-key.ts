import type { AccessKey } from "../aws/iam.ts";
import { ActasError } from "../base/errors.ts";

/**
 * The key that has to go before another can be made: AWS allows two. Undefined where there is room.
 *
 * @param named - the one that the user named to be deleted
 * @throws {ActasError} `usage` when there is no such key; `configuration` when there is no room and none was named
 */
export function roomFor(old: string, listed: readonly AccessKey[], named?: string): string | undefined {
  const other = listed.find(({ accessKeyId }) => accessKeyId !== old);
  if (named !== undefined && named !== other?.accessKeyId) throw unknown(named, old, other);
  if (other && named === undefined) throw noRoom(old, other);
  return other?.accessKeyId;
}

function unknown(named: string, old: string, other: AccessKey | undefined): ActasError {
  const there = other ? `, ${other.accessKeyId} (${described(other)})` : "";
  const reason = named === old ? `${old} is the key to replace` : `the user has no key ${named}`;
  return new ActasError("usage", `cannot use \`--delete\`: ${reason}`, {
    hints: [
      `the user has ${old}${there}`,
      ...(other ? [] : ["there is room for another key: `--delete` is not needed"]),
    ],
  });
}

function noRoom(old: string, other: AccessKey): ActasError {
  const reason = `the user has another key, ${other.accessKeyId} (${described(other)}), and AWS allows two`;
  return new ActasError("configuration", `cannot rotate ${old}: ${reason}`, {
    hints: [`\`--delete ${other.accessKeyId}\` deletes that one first: make sure that nothing uses it`],
  });
}

/** A key of this minute may be left from a rotation that was killed. */
function described({ created, status }: AccessKey): string {
  const made = created ? `, made on ${created.toISOString().slice(0, 16).replace("T", " at ")} UTC` : "";
  return `${status.toLowerCase()}${made}`;
}
