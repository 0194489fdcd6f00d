/** A program on a user's machine, as RFC 7591 describes clients; the port of a loopback redirect may be any. */
export function nativeClient(id: string, name: string, redirectPaths: readonly string[]) {
  return {
    client_id: id,
    client_name: name,
    application_type: "native",
    redirect_uris: ["127.0.0.1", "localhost"].flatMap((host) => redirectPaths.map((path) => `http://${host}${path}`)),
    grant_types: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
    response_types: ["code"],
  };
}
