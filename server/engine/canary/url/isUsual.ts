/** What nearly all addresses look like: those need no closer look. */
export const isUsual = (text: string): boolean => /^https?:\/\/[\w.-]+(?::\d+)?\/?$/.test(text);
