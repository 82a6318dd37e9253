/** A list with one more, or without it where it was in. */
export const toggled = (list: readonly string[], one: string): readonly string[] =>
  list.includes(one) ? list.filter((it) => it !== one) : [...list, one];
