import type { MadeUpAws } from "../made-up-aws.ts";
import { messagePage, pageResponse } from "../page.ts";
import { answerRest } from "./answer-rest.ts";
import { AUTHORIZE_PATH, showAuthorizePage, takeAuthorizeAnswer } from "./authorize-page.ts";
import { showDevicePage, takeDeviceAnswer } from "./device-page.ts";
import { OPERATIONS } from "./operations.ts";
import { DEVICE_PATH } from "./start-device-authorization.ts";
import { START_PATH } from "./start-url.ts";

type Page = (request: Request, aws: MadeUpAws) => Response | Promise<Response>;

const PAGES: ReadonlyMap<string, Page> = new Map(
  Object.entries({
    [`GET ${AUTHORIZE_PATH}`]: showAuthorizePage,
    [`POST ${AUTHORIZE_PATH}`]: takeAuthorizeAnswer,
    [`GET ${DEVICE_PATH}`]: showDevicePage,
    [`POST ${DEVICE_PATH}`]: takeDeviceAnswer,
    [`GET ${START_PATH}`]: () =>
      pageResponse(messagePage("Identity Center", "This is the start URL of a made-up AWS: programs sign in to it.")),
  } satisfies Record<string, Page>),
);

/** The answer of Identity Center, when the request is for one of its operations or pages. */
export function answerIdentityCenter(request: Request, aws: MadeUpAws): Response | Promise<Response> | undefined {
  const key = `${request.method} ${new URL(request.url).pathname}`;
  const operation = OPERATIONS.get(key);
  return operation ? answerRest(operation, request, aws) : PAGES.get(key)?.(request, aws);
}
