import { tryTrouble } from "./faultTrial.ts";
import { troubles } from "./troubles.ts";

/**
 * Plays each trouble so many times, at other moments each time, and prints the table of docs/reliability.md:
 * `node test/cluster/reliability.ts [ROUNDS [AT ONCE [FIRST SEED]]]`; each trial as a line of JSON on standard error.
 */

const [rounds = 20, atOnce = 8, firstSeed = 1] = process.argv.slice(2).map(Number);
/** Seconds after the end of the trouble. */
const within = 5;
interface Played {
  readonly name: string;
  readonly seed: number;
  readonly recovery?: number;
  readonly problem: string;
}
const played: Played[] = [];
const unhandled: string[] = [];
process.on("unhandledRejection", (reason) => unhandled.push(String(reason)));

const waiting = Array.from({ length: rounds }, (_, round) =>
  troubles.map((trouble) => ({ trouble, seed: firstSeed + round })),
).flat();
await Promise.all(
  Array.from({ length: atOnce }, async (_, index) => {
    // Starting a cluster is work: not all at once.
    await new Promise((resolve) => setTimeout(resolve, index * 1500));
    await playOn();
  }),
);

console.log("| fault | tried | survived | median | worst |\n|---|---:|---:|---:|---:|");
for (const { name } of troubles) {
  const own = played.filter((it) => it.name === name);
  const times = own.flatMap(({ recovery }) => recovery ?? []).sort((a, b) => a - b);
  const survived = own.filter(({ problem }) => problem === "").length;
  const median = times[Math.floor(times.length / 2)];
  console.log(
    `| ${name} | ${own.length} | ${survived} | ${seconds(median)} | ${seconds(times.at(-1))} |`,
  );
}
console.log(`\nUnhandled rejections: ${unhandled.length}. ${unhandled.join(" ")}`);

async function playOn(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { trouble, seed } = next;
    const result: Played = await tryTrouble(trouble, seed).then(
      ({ recovery, left }) => ({
        ...{ name: trouble.name, seed, recovery },
        problem: left || (recovery > within * 1000 ? "late" : ""),
      }),
      (error: unknown) => ({ name: trouble.name, seed, problem: String(error) }),
    );
    played.push(result);
    console.error(JSON.stringify(result));
  }
}

function seconds(milliseconds: number | undefined): string {
  return milliseconds === undefined ? "–" : `${(milliseconds / 1000).toFixed(1)} s`;
}
