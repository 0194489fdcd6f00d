/** How a person behaves at a sign-in. */
export interface Behaviour {
  /** The identity they choose: an id of {@link PEOPLE}; default ana. */
  readonly person?: string;
  readonly answer?: "allow" | "deny";
  /**
   * `redirect`: stops at the redirect away from the sandbox, before the client sees it; `end`, the default: goes on to
   * the last page.
   */
  readonly until?: "redirect" | "end";
}

/** Where the person ended up. */
export interface Visit {
  readonly url: string;
  /** Status of the last page; absent when they stopped at a redirect. */
  readonly status?: number;
  readonly text?: string;
}

const MOST_STEPS = 20;

/** The address that a command shows while it waits for a browser, and where browsers come back to it. */
const SHORT_ADDRESS = /^http:\/\/127\.0\.0\.1:\d+\/auth\/[\w-]{22}$/;
const CALLBACK = /^http:\/\/(127\.0\.0\.1|localhost):\d+\/(oauth2callback|oauth\/callback|redirect_uri)\?/;

/**
 * Acts like a person with a browser: opens a page, follows redirects, keeps cookies, chooses an identity and presses a
 * button. It sees no more of the sandbox than a browser would. Outside the sandbox it visits only the two ends of a
 * sign-in: the short address that leads here, and the address that one of our pages redirects to afterwards.
 *
 * @param origin - `http://127.0.0.1:PORT` of the sandbox, whose forms are answered
 * @throws {Error} a redirect leads elsewhere, or in a circle
 */
export async function visitAsPerson(origin: string, url: string, behaviour: Behaviour): Promise<Visit> {
  const { person = "ana", answer = "allow", until = "end" } = behaviour;
  const cookies = new Map<string, string>();
  let answered = false;
  let wasOurs = false;
  let next: Step | undefined = { url };
  for (let step = 0; step < MOST_STEPS; step++) {
    const isOurs: boolean = new URL(next.url).origin === origin;
    if (answered && !isOurs && until === "redirect") return { url: next.url };
    const isShort = step === 0 && SHORT_ADDRESS.test(next.url);
    if (!isOurs && !isShort && !(wasOurs && CALLBACK.test(next.url))) throw elsewhere(next.url);
    const response = await browse(next, cookies);
    keepCookies(response, cookies);
    const location = response.headers.get("location");
    if (isShort && location === null) throw elsewhere(next.url);
    wasOurs = isOurs;
    const text = await response.text();
    const here: string = next.url;
    const form: Step | undefined = location || !isOurs ? undefined : await formIn(text, here, { person, answer });
    next = location ? { url: new URL(location, here).href } : form;
    if (!next) return { url: here, status: response.status, text };
    answered ||= form !== undefined;
  }
  throw new Error("cannot follow the sign-in: it goes round in circles");
}

function elsewhere(url: string): Error {
  return new Error(`cannot visit ${new URL(url).origin}: it is neither the sandbox nor a sign-in that waits`);
}

interface Step {
  readonly url: string;
  /** The form to post; absent: the page is only opened. */
  readonly form?: URLSearchParams;
}

/** Sends a request with the headers of a browser. */
function browse({ url, form }: Step, cookies: ReadonlyMap<string, string>): Promise<Response> {
  const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
  const headers = {
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
    ...(cookie && { cookie }),
    ...(form && { origin: new URL(url).origin, "content-type": "application/x-www-form-urlencoded" }),
  };
  return fetch(url, { method: form ? "POST" : "GET", headers, redirect: "manual", ...(form && { body: `${form}` }) });
}

function keepCookies(response: Response, cookies: Map<string, string>): void {
  for (const line of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  }
}

/** The first form on the page, filled in with the answers; none where something must be typed. */
async function formIn(
  html: string,
  here: string,
  answers: Readonly<Record<string, string>>,
): Promise<Step | undefined> {
  const actions: string[] = [];
  const typed: unknown[] = [];
  const form = new URLSearchParams(answers);
  const rewriter = new HTMLRewriter()
    .on("form", { element: (element) => void actions.push(element.getAttribute("action") ?? "") })
    .on("input:not([type]), input[type=text]", { element: (element) => void typed.push(element) })
    .on("input[type=hidden]", {
      element: (element) => form.set(element.getAttribute("name") ?? "", element.getAttribute("value") ?? ""),
    });
  await rewriter.transform(new Response(html)).text();
  const [action] = actions;
  return action === undefined || typed.length > 0 ? undefined : { url: new URL(action, here).href, form };
}
