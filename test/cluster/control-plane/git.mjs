// Git over HTTP for GitRepository sources: node git.mjs --root DIR --port N
// Every bare repository DIR/NAME.git is served as http://127.0.0.1:N/NAME.git, read and
// write; any other file under DIR is served as it is (a Helm index.yaml and chart archives).

import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const arg = (n) => process.argv[process.argv.indexOf(n) + 1];
const root = path.resolve(arg("--root")),
  port = Number(arg("--port"));
const backend = path.join(
  execFileSync("git", ["--exec-path"]).toString().trim(),
  "git-http-backend",
);

http
  .createServer((req, res) => {
    const url = new URL(req.url, "http://x");
    const plain = path.join(root, path.normalize(decodeURIComponent(url.pathname)));
    if (!/\.git(\/|$)/.test(url.pathname)) {
      if (!plain.startsWith(root) || !fs.existsSync(plain) || !fs.statSync(plain).isFile()) {
        res.writeHead(404);
        return res.end();
      }
      return fs.createReadStream(plain).pipe(res);
    }
    const cgi = spawn(backend, [], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME ?? "/",
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: "1",
        GIT_CONFIG_COUNT: "2",
        GIT_CONFIG_KEY_0: "http.receivepack",
        GIT_CONFIG_VALUE_0: "true",
        GIT_CONFIG_KEY_1: "safe.directory",
        GIT_CONFIG_VALUE_1: "*",
        PATH_INFO: decodeURIComponent(url.pathname),
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: req.method,
        REMOTE_USER: "test",
        REMOTE_ADDR: "127.0.0.1",
        CONTENT_TYPE: req.headers["content-type"] ?? "",
        HTTP_GIT_PROTOCOL: req.headers["git-protocol"] ?? "",
        ...(req.headers["content-encoding"]
          ? { HTTP_CONTENT_ENCODING: req.headers["content-encoding"] }
          : {}),
        ...(req.headers["content-length"] ? { CONTENT_LENGTH: req.headers["content-length"] } : {}),
      },
    });
    req.pipe(cgi.stdin);
    cgi.stdin.on("error", () => {});
    let head = Buffer.alloc(0),
      open = false;
    cgi.stdout.on("data", (d) => {
      if (open) return res.write(d);
      head = Buffer.concat([head, d]);
      const i = head.indexOf("\r\n\r\n");
      if (i < 0) return;
      let status = 200;
      for (const line of head.subarray(0, i).toString().split("\r\n")) {
        const [k, v] = [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()];
        if (/^status$/i.test(k)) status = parseInt(v, 10);
        else res.setHeader(k, v);
      }
      res.writeHead(status);
      open = true;
      res.write(head.subarray(i + 4));
    });
    cgi.on("close", () => res.end());
    cgi.on("error", () => {
      res.writeHead(500);
      res.end();
    });
  })
  .listen(port, "127.0.0.1");
