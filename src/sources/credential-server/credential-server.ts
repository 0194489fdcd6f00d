import { ActasError } from "../../base/errors.ts";
import type { Beginning } from "../source.ts";

export async function credentialServer(): Promise<Beginning> {
  throw new ActasError("unsupported", "cannot sign in: not supported yet");
}
