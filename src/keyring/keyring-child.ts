import { print } from "../system/print.ts";
import { keepFromDumps } from "../system/processes/keep-from-dumps.ts";
import { type KeyringAnswer, type KeyringQuestion, KeyringQuestionShape, LimitShape } from "./keyring-question.ts";

/** What people see in the program that shows them their keyring. */
const SERVICE = "actas";

/**
 * Asks the keyring of the operating system one thing, and ends. In a process of its own, because a keyring that does
 * not answer keeps a thread of the runtime for ever: with two of them lost no file of the agent's can be read. It also
 * opens and writes age files: scrypt takes 256 MB and a second, in which an agent would answer no program.
 */
export async function keyringChild(): Promise<number> {
  keepFromDumps();
  const read: unknown = await Bun.stdin.json();
  const asked = KeyringQuestionShape.parse(read);
  const { limitMs } = LimitShape.parse(read);
  // Whoever asked may have been killed, and nobody else ends this process. The question may have taken a thread for ever.
  setTimeout(() => process.kill(process.pid, "SIGKILL"), limitMs).unref();
  print(JSON.stringify(await answerTo(asked)));
  return 0;
}

async function answerTo(asked: KeyringQuestion): Promise<KeyringAnswer> {
  try {
    return { key: await act(asked) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

async function act(asked: KeyringQuestion): Promise<string | null> {
  const item = { service: SERVICE, name: "id" in asked ? asked.id : "" };
  switch (asked.action) {
    case "get":
      return (await Bun.secrets.get(item)) ?? getUnlocked(item);
    case "set":
      await Bun.secrets.set({ ...item, value: asked.key });
      return null;
    case "forget":
      await Bun.secrets.delete(item);
      return null;
    case "age-open":
      return (await import("./age-text.ts")).openAge(asked.file, asked.passphrase);
    case "age-seal":
      return (await import("./age-text.ts")).sealAge(asked.text, asked.passphrase);
  }
}

/**
 * In Bun 1.4.5 a locked keyring has nothing, and the user is not asked to unlock it. Writing asks, and fails when it
 * stays locked; after that nothing means that there is nothing.
 */
async function getUnlocked(item: { readonly service: string; readonly name: string }): Promise<string | null> {
  const trial = { service: SERVICE, name: "trial" };
  await Bun.secrets.set({ ...trial, value: "trial" });
  await Bun.secrets.delete(trial);
  return Bun.secrets.get(item);
}
