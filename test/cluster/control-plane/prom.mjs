// A scriptable stand-in for the query API of Prometheus: node prom.mjs --port N
//   PUT /script  {"rules":[{"match":"<regular expression on the query>","values":[99.5,12,null]}]}
//     first matching rule wins; successive queries take successive values, the last one
//     repeats; null = empty result, "NaN" = NaN, {"status":500,"body":"text"} = HTTP error
//   GET /log     queries so far: [{"at":ms,"query":"…","value":…}]; DELETE /log empties it
// Queries that match no rule answer 100 (vector(1) answers 1).
import http from "node:http";

const port = Number(process.argv[process.argv.indexOf("--port") + 1]);
let rules = [],
  log = [];
const read = (req) =>
  new Promise((r) => {
    let s = "";
    req.on("data", (d) => (s += d)).on("end", () => r(s));
  });

http
  .createServer(async (req, res) => {
    const url = new URL(req.url, "http://x");
    const body = await read(req);
    const send = (code, o) => {
      res.writeHead(code, { "content-type": "application/json" });
      res.end(typeof o === "string" ? o : JSON.stringify(o));
    };
    if (url.pathname === "/script" && req.method === "PUT") {
      rules = JSON.parse(body).rules.map((r) => ({ ...r, re: new RegExp(r.match), next: 0 }));
      return send(200, {});
    }
    if (url.pathname === "/log") {
      const l = log;
      if (req.method === "DELETE") log = [];
      return send(200, l);
    }
    if (url.pathname.endsWith("/api/v1/query")) {
      const query = url.searchParams.get("query") ?? new URLSearchParams(body).get("query") ?? "";
      const rule = rules.find((r) => r.re.test(query));
      let value = query === "vector(1)" ? 1 : 100;
      if (rule) {
        value = rule.values[Math.min(rule.next, rule.values.length - 1)];
        rule.next++;
      }
      log.push({ at: Date.now(), query, value });
      if (value !== null && typeof value === "object") return send(value.status, value.body ?? "");
      const result =
        value === null ? [] : [{ metric: {}, value: [Date.now() / 1000, String(value)] }];
      return send(200, { status: "success", data: { resultType: "vector", result } });
    }
    send(200, "ok");
  })
  .listen(port, "127.0.0.1");
