/** The texts of documents that are made anew when what they show has changed. No change is lost, whatever it meets. */
export interface FreshTexts {
  /** The text at an address. Questions that overlap all get the answer to the newest. */
  readonly textOf: (address: string) => Promise<string>;
  /** What these show is different now. */
  readonly change: (which: (address: string) => boolean) => void;
  /** The editor has opened it. */
  readonly opened: (address: string) => void;
}

export interface FreshTextsPorts {
  readonly make: (address: string) => Promise<string>;
  /** The addresses of the documents that are open. */
  readonly open: () => readonly string[];
  /** Has the editor ask for an open document again. */
  readonly askAgain: (address: string) => void;
}

export function freshTexts({ make, open, askAgain }: FreshTextsPorts): FreshTexts {
  const lines = new Map<string, Line>();
  /** Asked for, and not open yet: the editor does not ask again for what it has not opened. */
  const opening = new Set<string>();
  const outdated = new Set<string>();
  return {
    async textOf(address) {
      if (!open().includes(address)) opening.add(address);
      const newest = make(address);
      const line = lines.get(address) ?? { newest, waiting: 0 };
      lines.set(address, line);
      line.newest = newest;
      line.waiting += 1;
      try {
        return await answerOf(line);
      } finally {
        line.waiting -= 1;
        if (line.waiting === 0) lines.delete(address);
      }
    },
    change(which) {
      for (const address of opening) if (which(address)) outdated.add(address);
      for (const address of open()) if (which(address)) askAgain(address);
    },
    opened(address) {
      opening.delete(address);
      if (outdated.delete(address)) askAgain(address);
    },
  };
}

/** Questions about one address that have no answer yet. */
interface Line {
  newest: Promise<string>;
  waiting: number;
}

async function answerOf(line: Line): Promise<string> {
  const question = line.newest;
  // Whoever asked last hears of a failure.
  await question.catch(() => undefined);
  return question === line.newest ? question : answerOf(line);
}
