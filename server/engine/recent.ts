/**
 * As `memo`, but keeps only some answers: for what is large and cheap to make again. An answer is kept for long when it
 * was let go and is wanted again soon; of inputs that only pass by, as when a folder is read, the last few are at hand.
 *
 * Answers that die young cost the collector nothing, those that it has to copy cost more than making them again.
 * Therefore they stand in lists: a `Map` that grows leaves its old table behind, which holds all that was in it until
 * the next full collection.
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
      if (left) wanted.put(left.input, undefined);
    }
    return out;
  };
}

/** A document is asked many times in a row, and with it those that it names. */
const PASSING = 16;

interface Slot<In, Out> {
  readonly input: In;
  readonly out: Out;
  isUsed: boolean;
}

interface Ring<In, Out> {
  readonly find: (input: In) => Slot<In, Out> | undefined;
  /** Gives what had to leave. */
  readonly put: (input: In, out: Out) => Slot<In, Out> | undefined;
}

/** A hand goes round and lets go of what nobody has asked for since it came by. */
function ring<In extends object, Out>(capacity: number): Ring<In, Out> {
  const slots: (Slot<In, Out> | undefined)[] = Array.from({ length: capacity }, () => undefined);
  const places = new Map<In, number>();
  let hand = 0;
  return {
    find(input) {
      const slot = slots[places.get(input) ?? capacity];
      if (slot) slot.isUsed = true;
      return slot;
    },
    put(input, out) {
      for (; slots[hand]?.isUsed; hand = (hand + 1) % capacity) {
        const slot = slots[hand];
        if (slot) slot.isUsed = false;
      }
      const left = slots[hand];
      if (left) places.delete(left.input);
      slots[hand] = { input, out, isUsed: false };
      places.set(input, hand);
      hand = (hand + 1) % capacity;
      return left;
    },
  };
}
