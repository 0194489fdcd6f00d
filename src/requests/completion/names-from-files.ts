import type { HeldName, NamesRequest } from "../../agent-api/names-request.ts";
import { SignIns } from "../../sources/sign-ins.ts";
import { RoleLists } from "../lists/role-lists.ts";
import { createReaders } from "../read-files.ts";
import { names } from "./names.ts";

/** The names that a command knows without an agent: those in files. */
export async function namesFromFiles(request: NamesRequest): Promise<readonly HeldName[]> {
  const nothingHeld = { roleLists: new RoleLists(), signIns: new SignIns() };
  return (await names({ ...createReaders(), ...nothingHeld }, request)).names;
}
