/**
 * The same code, shorter. ajv keeps whole schemas in it for the sake of a few values, and writes out
 * for every error how it joins the list; a server that starts has to read all that.
 */
export function compact(code) {
  return withoutSchemas(withSharedFailure(code));
}

/** One function adds an error to the list. */
function withSharedFailure(code) {
  const ADDED =
    /const (err\d+) = (\{.*?\});if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}/gs;
  const short = code.replaceAll(ADDED, "vErrors = fail0(vErrors, $2);");
  const fail =
    "function fail0(list, error){if(list === null)return [error];list.push(error);return list;}";
  return short.replace('"use strict";', () => `"use strict";${fail}`);
}

/** What is read of each schema stands where it is read; known names, which are looked up often, in a constant. */
function withoutSchemas(code) {
  const schemas = new Map();
  const DECLARED =
    /const (schema\d+) = (\{(?:[^"]|"(?:[^"\\]|\\.)*")*?\});(?=const |function |$)/gs;
  const rest = code.replaceAll(DECLARED, (_, name, json) => {
    schemas.set(name, JSON.parse(json));
    return "";
  });
  const names = new Map();
  const READ = /\b(schema\d+)((?:\.\w+|\["(?:[^"\\]|\\.)*"\])+)/g;
  const short = rest.replaceAll(READ, (_, schema, path) => {
    const value = read(schemas.get(schema), path);
    if (!path.endsWith(".properties")) return JSON.stringify(value);
    const constant = `names${/\d+/.exec(schema)[0]}`;
    names.set(constant, Object.fromEntries(Object.keys(value).map((key) => [key, 0])));
    return constant;
  });
  if (/\bschema\d+\b/.test(short))
    throw new Error("ajv uses a schema in a way that is not foreseen.");
  const constants = [...names].map(([name, it]) => `const ${name} = ${JSON.stringify(it)};`);
  return short.replace('"use strict";', () => `"use strict";${constants.join("")}`);
}

function read(schema, path) {
  const steps = path.match(/\w+|"(?:[^"\\]|\\.)*"/g);
  return steps.reduce((it, step) => it[step.startsWith('"') ? JSON.parse(step) : step], schema);
}
