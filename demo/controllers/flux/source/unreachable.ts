/** Why nothing outside of this machine is reached, in the words of Go's network library. */
export function unreachable(url: string): string {
  const [, host = url] = /^(?:\w+:\/\/)?(?:[^@/]*@)?([^/:]+)/.exec(url) ?? [];
  return `dial tcp: lookup ${host}: no such host`;
}
