/**
 * As `memo`, but keeps only some answers: for what is large and cheap to make again. An answer is kept for long when it
 * was let go and is wanted again soon; of inputs that only pass by, as when a folder is read, the last few are at hand.
 * Inputs are held weakly: texts of the past, and all that is remembered of them elsewhere, must not live on here.
 *
 * Answers that die young cost the collector nothing, those that it has to copy cost more than making them again.
 */
export function recent<In extends object, Out>(
  derive: (input: In) => Out,
  capacity: number,
): (input: In) => Out {
  const passing = ring<In, Out>(Math.min(PASSING, capacity));
  const kept = ring<In, Out>(capacity);
  const wanted = ring<In, undefined>(capacity);
  return (input) => {
    const found = passing.find(input) ?? kept.find(input);
    if (found) return found.out;
    const out = derive(input);
    if (wanted.find(input)) kept.put(input, out);
    else {
      const left = passing.put(input, out);
      if (left) wanted.put(left, undefined);
    }
    return out;
  };
}

/** A document is asked many times in a row, and with it those that it names. */
const PASSING = 16;

interface Entry<Out> {
  readonly out: Out;
  isUsed: boolean;
}

interface Ring<In, Out> {
  readonly find: (input: In) => Entry<Out> | undefined;
  /** Gives whom it had to let go, where anybody still knows it. */
  readonly put: (input: In, out: Out) => In | undefined;
}

/** A hand goes round and lets go of what nobody has asked for since it came by. */
function ring<In extends object, Out>(capacity: number): Ring<In, Out> {
  const slots: (WeakRef<In> | undefined)[] = Array.from({ length: capacity }, () => undefined);
  const entries = new WeakMap<In, Entry<Out>>();
  let hand = 0;
  return {
    find(input) {
      const entry = entries.get(input);
      if (entry) entry.isUsed = true;
      return entry;
    },
    put(input, out) {
      let left = slots[hand]?.deref();
      for (;;) {
        const entry = left && entries.get(left);
        if (!entry?.isUsed) break;
        entry.isUsed = false;
        hand = (hand + 1) % capacity;
        left = slots[hand]?.deref();
      }
      if (left) entries.delete(left);
      slots[hand] = new WeakRef(input);
      entries.set(input, { out, isUsed: false });
      hand = (hand + 1) % capacity;
      return left;
    },
  };
}
