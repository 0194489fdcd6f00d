import type { HeldName } from "../../../agent-api/names-request.ts";
import { SHELLS } from "../../../base/shells.ts";
import { heldNames } from "./held-names.ts";
import type { Wanted } from "./typed-so-far.ts";

/** What is offered for a placeholder of a definition: `files` are the shell's own, and `text` is anything. */
type Offer = "files" | "text" | "targets" | "sources" | "profiles" | (() => Promise<readonly HeldName[]>);

/** By the placeholders of all definitions, which a test compares with these. */
export const OFFERS: Readonly<Record<string, Offer>> = {
  bundle: "files",
  file: "files",
  new: "files",
  old: "files",
  place: "files",
  key: keyIds,
  profile: "profiles",
  "profile-or-key": async () => [...(await heldNames({ of: "profiles", typed: "" })), ...(await keyIds())],
  region: regions,
  sandbox: sandboxes,
  service: services,
  shell: async () => SHELLS.map((name) => ({ name })),
  source: "sources",
  target: "targets",
  words: "targets",
  // What was chosen from is in the definition.
  ...texts("form format grant kind mode sdk way"),
  // A device, a role, a code and the like are no names of ours.
  ...texts(
    "about action arn code command digest fingerprint id list name number path person port program role scope serial sha256 template text time url word",
  ),
};

/** What may stand for a value, by what was typed of it. */
export async function offeredNames(
  { placeholder, choices }: NonNullable<Wanted["value"]>,
  typed: string,
  given: ReadonlyMap<string, string>,
): Promise<readonly HeldName[] | "files"> {
  const fitting = (names: readonly HeldName[]) => names.filter(({ name }) => name.startsWith(typed));
  if (choices) return fitting(choices.map((name) => ({ name })));
  const offer = OFFERS[placeholder] ?? "text";
  if (offer === "text") return [];
  if (offer === "files") return offer;
  if (typeof offer === "function") return fitting(await offer());
  const source = offer === "targets" ? given.get("source") : undefined;
  return heldNames({ of: offer, typed, ...(source && { source }) });
}

function texts(placeholders: string): Readonly<Record<string, "text">> {
  return Object.fromEntries(placeholders.split(" ").map((placeholder) => [placeholder, "text"]));
}

async function keyIds(): Promise<readonly HeldName[]> {
  const { listKeys } = await import("../../setup/keys/list-keys.ts");
  const { keys } = await listKeys();
  return keys.map(({ accessKeyId, profiles }) => ({ name: accessKeyId, description: profiles.join(", ") }));
}

async function regions(): Promise<readonly HeldName[]> {
  const { REGIONS } = await import("../../setup/likely-regions.ts");
  return Object.values(REGIONS)
    .flat()
    .map((name) => ({ name }));
}

async function services(): Promise<readonly HeldName[]> {
  const { SERVICE_NAMES } = await import("../../delivery/console/page-of-service.ts");
  return SERVICE_NAMES.map((name) => ({ name }));
}

async function sandboxes(): Promise<readonly HeldName[]> {
  const { runningSandboxes } = await import("../../../sandbox/home/running-sandboxes.ts");
  return (await runningSandboxes()).map(({ name, url }) => ({ name, description: url }));
}
