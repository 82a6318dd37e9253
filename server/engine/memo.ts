/** One answer per immutable input: computed on first use, forgotten with the input. */
export function memo<In extends object, Out>(derive: (input: In) => Out): (input: In) => Out {
  const known = new WeakMap<In, { readonly out: Out }>();
  return (input) => {
    const found = known.get(input);
    if (found) return found.out;
    const out = derive(input);
    known.set(input, { out });
    return out;
  };
}

/** As `memo`, but keeps only the last answer: for what is asked several times in a row, of one input after the other. */
export function latest<In extends object, Out>(derive: (input: In) => Out): (input: In) => Out {
  let known: { readonly input: In; readonly out: Out } | undefined;
  return (input) => {
    if (known?.input !== input) known = { input, out: derive(input) };
    return known.out;
  };
}
