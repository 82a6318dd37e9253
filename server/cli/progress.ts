/** Tells on a terminal how far long work has come; silent elsewhere and for work that is done at once. */
export function progress(what: string): { (done: number): void; readonly end: () => void } {
  const since = performance.now();
  let told = 0;
  const tell = (done: number): void => {
    const now = performance.now();
    if (!process.stderr.isTTY || now - since < 500 || now - told < 100) return;
    told = now;
    process.stderr.write(`\r${what} ${done} files…`);
  };
  return Object.assign(tell, {
    end: () => {
      if (told > 0) process.stderr.write("\r\u001b[K");
    },
  });
}
