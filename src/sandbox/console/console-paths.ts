/** AWS's federation endpoint, which sells sign-in tokens of the console for credentials. */
export const FEDERATION_PATH = "/federation";
/** Where a browser that is signed in to the console ends up. */
export const CONSOLE_PATH = "/console";
/** Signs a browser out of the console, with `Action=logout`. */
export const LOGOUT_PATH = "/oauth";
