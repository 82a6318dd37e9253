/** What the scripts say: one line when a step begins, one sentence when it cannot go on. */
export const tell = {
  /** @param {string} text what happens now */
  step(text) {
    process.stdout.write(`› ${text}\n`);
  },
  /** @param {string} text a fact worth knowing, under the step it belongs to */
  note(text) {
    process.stdout.write(`  ${text}\n`);
  },
  /** @param {string} text what went wrong and what to do */
  problem(text) {
    process.stderr.write(`✗ ${text}\n`);
  },
};

/** A failure whose message is already the sentence that a person should read. */
export class Failure extends Error {}

/**
 * Runs a script and turns whatever it throws into one sentence and an exit code.
 *
 * @param {() => Promise<number | undefined>} body answers the exit code
 */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    const known = error instanceof Failure;
    tell.problem(known ? error.message : `Unexpected failure: ${error?.stack ?? error}`);
    process.exitCode = 1;
  }
}
