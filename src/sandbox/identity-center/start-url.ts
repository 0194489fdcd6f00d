/** The start URL of the sandbox's Identity Center: the sandbox's own address and this path. */
export const START_PATH = "/start";

/** Whether it is our start URL, in any of the forms in which people copy it. */
export function isStartUrl(url: string, origin: string): boolean {
  return url.replace(/[/#]+$/, "") === origin + START_PATH;
}
