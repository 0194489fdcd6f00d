import { WEB_IDENTITY_REDIRECT, WEB_IDENTITY_URL } from "../../../profiles/key-generations.ts";
import type { Profile } from "../../../profiles/profile.ts";
import { inheritedSetting, type Lineage, type Lookup, ownSetting } from "../../setting.ts";

/** What a profile says of the OpenID provider where its user signs in. */
export function providerSettings(source: Profile, lineage: Lineage): Record<string, Lookup> {
  if (!source.settings.has(WEB_IDENTITY_URL)) return {};
  return {
    [WEB_IDENTITY_URL]: () => ownSetting(source, WEB_IDENTITY_URL),
    web_identity_client_id: () => inheritedSetting([source, ...lineage], "web_identity_client_id"),
    web_identity_redirect_uri: () => inheritedSetting([source, ...lineage], ...WEB_IDENTITY_REDIRECT),
    jump_role_arn: () => inheritedSetting(lineage, "jump_role_arn"),
  };
}
