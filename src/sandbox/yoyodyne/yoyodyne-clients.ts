import { nativeClient } from "../openid/native-client.ts";

/** The public client that AWS's accounts know as an audience. */
export const YOYODYNE_CLIENT = "yoyodyne-aws";
/** The same for Mozilla's `maws`, which sends its token request as JSON. */
export const MAWS_CLIENT = "yoyodyne-maws";

const REDIRECT_PATHS = ["/oauth2callback", "/oauth/callback", "/redirect_uri"];

/** The clients of Yoyodyne's provider. */
export const YOYODYNE_CLIENTS = [
  { ...nativeClient(YOYODYNE_CLIENT, "AWS at Yoyodyne", REDIRECT_PATHS), token_endpoint_auth_method: "none" },
  { ...nativeClient(MAWS_CLIENT, "maws at Yoyodyne", REDIRECT_PATHS), token_endpoint_auth_method: "none" },
];
