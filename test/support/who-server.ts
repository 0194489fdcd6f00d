/** A made-up STS and S3 that believes everybody, and answers with the access key that a request was signed with. */
export class WhoServer implements AsyncDisposable {
  readonly #server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request) => this.#answer(request) });
  readonly #mixed: string[] = [];

  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  /** Keys that came with the session token of others: here, a token is `token of KEY`. */
  get mixed(): readonly string[] {
    return this.#mixed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.stop(true);
  }

  #answer({ headers, url }: Request): Response {
    const key = /Credential=([^/]+)\//.exec(headers.get("authorization") ?? "")?.[1] ?? "nobody";
    if (headers.get("x-amz-security-token") !== `token-of-${key}`) this.#mixed.push(key);
    const arn = `arn:aws:sts::111122223333:assumed-role/${key}/key`;
    if (!url.endsWith("/who.csv")) return new Response(xml(arn), { headers: { "content-type": "text/xml" } });
    const about = { etag: `"${key}"`, "last-modified": "Wed, 01 Jan 2020 00:00:00 GMT" };
    return new Response(`arn\n${arn}\n`, { headers: about });
  }
}

function xml(arn: string): string {
  const said = `<Arn>${arn}</Arn><UserId>u</UserId><Account>111122223333</Account>`;
  const about = "<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>";
  const result = `<GetCallerIdentityResult>${said}</GetCallerIdentityResult>${about}`;
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${result}</GetCallerIdentityResponse>`;
}
