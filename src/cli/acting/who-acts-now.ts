import { ActasError } from "../../base/errors.ts";
import { findProfile, givesCredentials, profileNames } from "../../profiles/profile.ts";
import { readProfileFiles } from "../../profiles/read-profile-files.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { userIsThere } from "../terminal/asking-problem.ts";
import { actingNow } from "./acting-now.ts";
import { type WhoActs, whoActs } from "./who-acts.ts";

/** The identity this shell acts as, or the profile that decides it, or none, so that the user may choose one. */
export type WhoActsNow =
  | { readonly kind: "acts"; readonly who: WhoActs }
  | { readonly kind: "profile"; readonly profile: string; readonly by: string }
  | { readonly kind: "token"; readonly by: string }
  | { readonly kind: "choose" };

/** @throws {ActasError} `usage` when nothing is set and no user can choose; the reason why an SDK could not act here */
export async function whoActsNow(): Promise<WhoActsNow> {
  const now = actingNow(process.env);
  if (now?.kind === "keys" || now?.kind === "endpoint" || now?.kind === "file")
    return { kind: "acts", who: await whoActs(now) };
  if (now?.kind === "web-identity") return { kind: "token", by: "the token in AWS_WEB_IDENTITY_TOKEN_FILE" };
  const { AWS_DEFAULT_PROFILE, AWS_PROFILE } = process.env;
  const profile = AWS_PROFILE || AWS_DEFAULT_PROFILE;
  if (profile) return { kind: "profile", profile, by: AWS_PROFILE ? "AWS_PROFILE" : "AWS_DEFAULT_PROFILE" };
  const files = await readProfileFiles(requestEnvironment());
  const byDefault = { kind: "profile", profile: "default", by: "the default profile" } as const;
  if (givesCredentials(findProfile(files, "default"))) return byDefault;
  if (userIsThere()) return { kind: "choose" };
  // Without any profile, a missing target is not the problem: the error tells how to set one up.
  if (profileNames(files).length === 0) return byDefault;
  throw nothing();
}

function nothing(): ActasError {
  return new ActasError("usage", "cannot tell who this shell acts as: nothing in its environment says it", {
    hints: ["`actas whoami TARGET` tells who a target is", "`actas exec TARGET` starts a shell that acts as it"],
  });
}
