/** Why a command could not run: one sentence that names the thing and the next step. Ends with exit code 2. */
export class CannotRun extends Error {}
