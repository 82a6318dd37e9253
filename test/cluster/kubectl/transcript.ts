/** What was typed at a terminal, and what was answered, as text that people write and read. */
export interface Transcript {
  /** Files that stand in the folder of the terminal, by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly scenes: readonly Scene[];
}

export interface Scene {
  readonly name: string;
  readonly steps: readonly Step[];
}

export interface Step {
  /** Before the `$`: who types; empty: the administrator. */
  readonly user: string;
  readonly command: string;
  /** Both outputs, and `[exit N]` where it failed; without a line break at the end. */
  readonly said: string;
}

/**
 * Reads a transcript: `#- name` starts a file, `== name` a scene, and `$ command` a step, whose answer
 * stands below it.
 */
export function readTranscript(text: string): Transcript {
  const [head = "", ...scenes] = text.split(/^== /m);
  const [, ...files] = head.split(/^#- /m);
  return {
    files: Object.fromEntries(files.map(cutLine)),
    scenes: scenes.map((it) => {
      const [name, body] = cutLine(it);
      return { name, steps: stepsOf(body) };
    }),
  };
}

/** A scene as it stands in a transcript, without its name. */
export function sceneText(steps: readonly Step[]): string {
  return steps
    .map(({ user, command, said }) => `${user}$ ${command}\n${said === "" ? "" : `${said}\n`}`)
    .join("");
}

function stepsOf(body: string): readonly Step[] {
  const prompt = /^([a-z]*)\$ (.*)$/gm;
  const prompts = [...body.matchAll(prompt)];
  return prompts.map((found, index) => {
    const [line, user = "", command = ""] = found;
    const end = prompts[index + 1]?.index ?? body.length;
    return { user, command, said: body.slice(found.index + line.length, end).trim() };
  });
}

function cutLine(text: string): [string, string] {
  const end = text.indexOf("\n");
  return [text.slice(0, end).trim(), text.slice(end + 1)];
}
