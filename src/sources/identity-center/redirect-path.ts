/** Where the browser comes back to: registered without a port, so that any will do. @see RFC 8252 section 7.3 */
export const REDIRECT_PATH = "/oauth/callback";
