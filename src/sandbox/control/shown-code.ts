import { CONTROL_PATH } from "./control-path.ts";

/** The sandbox answers at once if it has an unused code; the question does not wait for the next one. */
const LIMIT_MS = 500;

/** What an MFA device of a sandbox shows; undefined where it has no unused code now, or no sandbox is on this machine. */
export async function shownCode(sandboxUrl: string, serialNumber: string): Promise<string | undefined> {
  const url = URL.parse(`${sandboxUrl}${CONTROL_PATH}/code`);
  if (url?.hostname !== "127.0.0.1") return undefined;
  url.search = new URLSearchParams({ serial: serialNumber, fresh: "1" }).toString();
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
    const code = await answer.text();
    return answer.ok && /^\d{6}$/.test(code) ? code : undefined;
  } catch {
    return undefined;
  }
}
