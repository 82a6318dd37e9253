/**
 * Cuts one module of generated code into several, by what its exports need: each gets what only it uses,
 * and what two of them use goes into a module called `common`, which they require.
 * `partOf` names the part of each export. Returns the code of every part.
 */
export function split(code, partOf) {
  const declared = new Map();
  const roots = new Map();
  for (const statement of statementsOf(code)) {
    const [, exported, target] = /^exports\.(\w+) = (\w+);$/.exec(statement) ?? [];
    if (exported) roots.set(exported, target);
    else if (statement !== '"use strict";') add(declared, nameOf(statement), statement);
  }
  const users = usersOf(declared, roots, partOf);
  const homeOf = (name) => (users.get(name).size > 1 ? "common" : [...users.get(name)][0]);

  const parts = new Map([["common", { own: [], exports: [] }]]);
  for (const name of users.keys()) add(parts, homeOf(name), name, "own");
  for (const [exported, target] of roots)
    add(parts, partOf(exported), [exported, target], "exports");
  return new Map([...parts].map(([part, it]) => [part, codeOf(part, it, declared, homeOf)]));
}

/** Which parts need each declaration, directly or not. */
function usersOf(declared, roots, partOf) {
  const users = new Map();
  const visit = (name, part) => {
    const known = users.get(name) ?? new Set();
    if (known.has(part)) return;
    users.set(name, known.add(part));
    for (const used of namesIn(declared.get(name), declared)) visit(used, part);
  };
  for (const [exported, target] of roots) visit(target, partOf(exported));
  return users;
}

function codeOf(part, { own = [], exports = [] }, declared, homeOf) {
  const code = own.map((name) => declared.get(name)).join("");
  const foreign = [...namesIn(code + exports.map(([, it]) => `${it};`).join(""), declared)].filter(
    (name) => homeOf(name) !== part,
  );
  const imports = foreign.map((name) => `const ${name}=common.${name};`).join("");
  const required = imports && `const common=require("./common.cjs");${imports}`;
  const out = part === "common" ? own.map((name) => [name, name]) : exports;
  return `"use strict";${required}${code}${out.map(([as, name]) => `exports.${as}=${name};`).join("")}`;
}

const namesIn = (code, declared) =>
  new Set(
    [...code.matchAll(/\b[a-z]+\d+\b/g)].map(([name]) => name).filter((it) => declared.has(it)),
  );

const nameOf = (statement) =>
  /^(?:const |function )?(\w+)/.exec(statement)?.[1] ?? fail(`What is this? ${statement}`);

function fail(message) {
  throw new Error(message);
}

/** Collects code under a name, or items in a list of the part. */
function add(map, key, value, list) {
  if (list === undefined) map.set(key, (map.get(key) ?? "") + value);
  else {
    const part = map.get(key) ?? { own: [], exports: [] };
    part[list].push(value);
    map.set(key, part);
  }
}

/** The statements at the top level of generated code: no comments, no template or regular expression literals. */
function* statementsOf(code) {
  let depth = 0;
  let start = 0;
  for (let i = 0; i < code.length; i++) {
    const char = code[i];
    if (char === '"') i = endOfString(code, i);
    else if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) depth--;
    const closes = char === ";" || (char === "}" && code.startsWith("function", start));
    if (depth > 0 || !closes) continue;
    yield code.slice(start, i + 1).trim();
    start = i + 1;
  }
}

function endOfString(code, start) {
  let i = start + 1;
  while (code[i] !== '"') i += code[i] === "\\" ? 2 : 1;
  return i;
}
