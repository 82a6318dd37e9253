/**
 * The strongly connected components of a graph whose nodes are 0 to `count` - 1, each after those that it leads to.
 * Tarjan's algorithm, without recursion.
 */
export function components(
  count: number,
  next: (node: number) => readonly number[],
): readonly (readonly number[])[] {
  const search: Search = {
    next,
    index: new Array<number>(count).fill(-1),
    low: new Array<number>(count).fill(0),
    onStack: new Array<boolean>(count).fill(false),
    stack: [],
    found: [],
    last: 0,
  };
  for (let root = 0; root < count; root++) if (search.index[root] === -1) visit(search, root);
  return search.found;
}

interface Search {
  readonly next: (node: number) => readonly number[];
  readonly index: number[];
  readonly low: number[];
  readonly onStack: boolean[];
  readonly stack: number[];
  readonly found: (readonly number[])[];
  last: number;
}

function visit(search: Search, root: number): void {
  const { low, index } = search;
  const work = [enter(search, root)];
  for (let top = work.at(-1); top; top = work.at(-1)) {
    const to = top.next[top.at++];
    if (to === undefined) {
      work.pop();
      leave(search, top.node);
      const above = work.at(-1);
      if (above) lower(low, above.node, low[top.node] ?? 0);
    } else if (index[to] === -1) work.push(enter(search, to));
    else if (search.onStack[to]) lower(low, top.node, index[to] ?? 0);
  }
}

function enter(search: Search, node: number) {
  search.index[node] = search.last;
  search.low[node] = search.last++;
  search.stack.push(node);
  search.onStack[node] = true;
  return { node, next: search.next(node), at: 0 };
}

function leave(search: Search, node: number): void {
  if (search.low[node] !== search.index[node]) return;
  const component: number[] = [];
  for (let it = search.stack.pop(); it !== undefined; it = search.stack.pop()) {
    search.onStack[it] = false;
    component.push(it);
    if (it === node) break;
  }
  search.found.push(component);
}

function lower(low: number[], node: number, value: number): void {
  if (value < (low[node] ?? 0)) low[node] = value;
}
