/** An STS that gives credentials to everybody at once. */
export function startSts(): { readonly url: string } & Disposable {
  const keys =
    "<AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>y</SessionToken>";
  const credentials = `<Credentials>${keys}<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`;
  const name = "AssumeRoleWithWebIdentity";
  const xml = `<${name}Response><${name}Result>${credentials}</${name}Result></${name}Response>`;
  const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response(xml) });
  return { url: server.url.href, [Symbol.dispose]: () => void server.stop(true) };
}
