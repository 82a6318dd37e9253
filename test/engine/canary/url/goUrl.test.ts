import { expect, test } from "vitest";
import { textOfBytes } from "../../../../server/engine/canary/url/escapes.ts";
import { goUrl } from "../../../../server/engine/canary/url/goUrl.ts";
import { isUsual } from "../../../../server/engine/canary/url/isUsual.ts";
import { resolvedBelow } from "../../../../server/engine/canary/url/resolvedBelow.ts";
import { sentUrl } from "../../../../server/engine/canary/url/sentUrl.ts";
import { urlText } from "../../../../server/engine/canary/url/urlText.ts";

/** What Go 1.26 made of each: scheme, host, path and the whole written again, or its error. */
const RECORDED = [
  ["", " |  |  | "],
  ["*", " |  | * | *"],
  ["there", " |  | there | there"],
  ["there:80", "there |  |  | there:80"],
  ["there/a:b", " |  | there/a:b | there/a:b"],
  ["./a:b", " |  | ./a:b | ./a:b"],
  ["1:2", 'parse "1:2": first path segment in URL cannot contain colon'],
  [":there", 'parse ":there": missing protocol scheme'],
  ["a+b-.c:d?e#f", "a+b-.c |  |  | a+b-.c:d?e#f"],
  ["there\n", 'parse "there\\n": net/url: invalid control character in URL'],
  ["there#\n", " |  | there | there#%0A"],
  ["http:", "http |  |  | http:"],
  ["http:/x", "http |  | /x | http:/x"],
  ["http:///x", "http |  | /x | http:///x"],
  ["///x", " |  | ///x | ///x"],
  ["//there/x", " | there | /x | //there/x"],
  [
    "HTTP://There/%2a%C3%A4ä b/..?q ä#f g%",
    'parse "HTTP://There/%2a%C3%A4ä b/..?q ä#f g%": invalid URL escape "%"',
  ],
  [
    "HTTP://There/%2a%C3%A4ä b/..?q ä#f g",
    "http | There | /%2A%C3%A4%C3%A4%20b/.. | http://There/%2A%C3%A4%C3%A4%20b/..?q ä#f%20g",
  ],
  ["http://x?", "http | x |  | http://x?"],
  ["http://x??", "http | x |  | http://x??"],
  ["http://x#", "http | x |  | http://x"],
  ["http://x/!'()*[]", "http | x | /!'()*[] | http://x/!'()*[]"],
  ["http://x/|!'()*[]", "http | x | /%7C%21%27%28%29%2A%5B%5D | http://x/%7C%21%27%28%29%2A%5B%5D"],
  ["http://x:", "http | x: |  | http://x:"],
  ["http://x:080/", "http | x:080 | / | http://x:080/"],
  ["http://x:8a/", 'parse "http://x:8a/": invalid port ":8a" after host'],
  ["http://a:b:80/", 'parse "http://a:b:80/": invalid port ":b:80" after host'],
  ["ftp://a:b:80/", "ftp | a:b:80 | / | ftp://a:b:80/"],
  ["http://ü/", "http | ü | / | http://%C3%BC/"],
  ["http://%C3%BC/", "http | ü | / | http://%C3%BC/"],
  ["http://%7Ea/", 'parse "http://%7Ea/": invalid URL escape "%7E"'],
  ["http://a%25b/", "http | a%b | / | http://a%25b/"],
  ["http://a%/", 'parse "http://a%/": invalid URL escape "%"'],
  ["http://a%€/", 'parse "http://a%€/": invalid URL escape "%\\xe2\\x82"'],
  ["http://a b/", 'parse "http://a b/": invalid character " " in host name'],
  ["http://a\u0085/", "http | a\u0085 | / | http://a%C2%85/"],
  ["http://a^b/", 'parse "http://a^b/": invalid character "^" in host name'],
  ["http://<\"'>/", "http | <\"'> | / | http://<\"'>/"],
  ["http://me@x", "http | x |  | http://me@x"],
  ["http://@x", "http | x |  | http://@x"],
  ["http://a@b@x", "http | x |  | http://a%40b@x"],
  [
    "http://a%20b:c%3Ad:e/@x",
    'parse "http://a%20b:c%3Ad:e/@x": invalid port ":c%3Ad:e" after host',
  ],
  ["http://a%20b:c%3Ad:e@x", "http | x |  | http://a%20b:c%3Ad%3Ae@x"],
  ["http://a%zz:b@x", 'parse "http://a%zz:b@x": invalid URL escape "%zz"'],
  ["http://ä@x", 'parse "http://ä@x": net/url: invalid userinfo'],
  ["http://[::1]:80/", "http | [::1]:80 | / | http://[::1]:80/"],
  ["http://[::1]", "http | [::1] |  | http://[::1]"],
  ["http://[::1", "parse \"http://[::1\": missing ']' in host"],
  ["http://[::1]x", 'parse "http://[::1]x": invalid port "x" after host'],
  ["http://a[::1]", 'parse "http://a[::1]": invalid IP-literal'],
  ["http://[]/", 'parse "http://[]/": invalid host: ParseAddr(""): unable to parse IP'],
  ["http://[a]/", 'parse "http://[a]/": invalid host: ParseAddr("a"): unable to parse IP'],
  ["http://[1.2.3.4]/", 'parse "http://[1.2.3.4]/": invalid IP-literal'],
  [
    "http://[1.2.3]/",
    'parse "http://[1.2.3]/": invalid host: ParseAddr("1.2.3"): IPv4 address too short',
  ],
  [
    "http://[1.2.3.4.5]/",
    'parse "http://[1.2.3.4.5]/": invalid host: ParseAddr("1.2.3.4.5"): IPv4 address too long',
  ],
  [
    "http://[1.2.3.256]/",
    'parse "http://[1.2.3.256]/": invalid host: ParseAddr("1.2.3.256"): IPv4 field has value >255',
  ],
  [
    "http://[1.02.3.4]/",
    'parse "http://[1.02.3.4]/": invalid host: ParseAddr("1.02.3.4"): IPv4 field has octet with leading zero',
  ],
  [
    "http://[1..3.4]/",
    'parse "http://[1..3.4]/": invalid host: ParseAddr("1..3.4"): IPv4 field must have at least one digit (at ".3.4")',
  ],
  [
    "http://[1.a.3.4]/",
    'parse "http://[1.a.3.4]/": invalid host: ParseAddr("1.a.3.4"): unexpected character (at "a.3.4")',
  ],
  [
    "http://[%25eth0]/",
    'parse "http://[%25eth0]/": invalid host: ParseAddr("%eth0"): missing IPv6 address',
  ],
  ["http://[::ffff:1.2.3.4]/", "http | [::ffff:1.2.3.4] | / | http://[::ffff:1.2.3.4]/"],
  ["http://[1:2:3:4:5:6:7:8]/", "http | [1:2:3:4:5:6:7:8] | / | http://[1:2:3:4:5:6:7:8]/"],
  [
    "http://[1:2:3:4:5:6:7:8:9]/",
    'parse "http://[1:2:3:4:5:6:7:8:9]/": invalid host: ParseAddr("1:2:3:4:5:6:7:8:9"): trailing garbage after address (at "9")',
  ],
  [
    "http://[1:2]/",
    'parse "http://[1:2]/": invalid host: ParseAddr("1:2"): address string too short',
  ],
  [
    "http://[1:2:3:4:5:6:7::8]/",
    'parse "http://[1:2:3:4:5:6:7::8]/": invalid host: ParseAddr("1:2:3:4:5:6:7::8"): the :: must expand to at least one field of zeros',
  ],
  [
    "http://[1:2:3:4:5:6:7:8::]/",
    'parse "http://[1:2:3:4:5:6:7:8::]/": invalid host: ParseAddr("1:2:3:4:5:6:7:8::"): the :: must expand to at least one field of zeros',
  ],
  [
    "http://[::1::2]/",
    'parse "http://[::1::2]/": invalid host: ParseAddr("::1::2"): multiple :: in address (at ":2")',
  ],
  [
    "http://[12345::]/",
    'parse "http://[12345::]/": invalid host: ParseAddr("12345::"): each group must have 4 or less digits (at "12345::")',
  ],
  [
    "http://[g::]/",
    'parse "http://[g::]/": invalid host: ParseAddr("g::"): each colon-separated field must have at least one digit (at "g::")',
  ],
  [
    "http://[1:]/",
    'parse "http://[1:]/": invalid host: ParseAddr("1:"): colon must be followed by more characters (at ":")',
  ],
  [
    "http://[1:g]/",
    'parse "http://[1:g]/": invalid host: ParseAddr("1:g"): each colon-separated field must have at least one digit (at "g")',
  ],
  [
    "http://[1g:2]/",
    'parse "http://[1g:2]/": invalid host: ParseAddr("1g:2"): unexpected character, want colon (at "g:2")',
  ],
  [
    "http://[1:1.2.3.4]/",
    'parse "http://[1:1.2.3.4]/": invalid host: ParseAddr("1:1.2.3.4"): embedded IPv4 address must replace the final 2 fields of the address (at "1.2.3.4")',
  ],
  [
    "http://[::1%25]/",
    'parse "http://[::1%25]/": invalid host: ParseAddr("::1%"): zone must be a non-empty string',
  ],
  ["http://[::1%25en%200]:80/x", "http | [::1%en 0]:80 | /x | http://[::1%25en%200]:80/x"],
  ["http://[::1%25en%2F0]/", 'parse "http://[::1%25en%2F0]/": invalid URL escape "%2F"'],
] as const;

test.for(RECORDED)("%j is read as Go reads it", ([written, told]) => {
  const url = goUrl(written);
  const found =
    "error" in url
      ? url.error
      : [url.scheme, textOfBytes(url.host), url.sentPath, urlText(url)].join(" | ");
  expect(found).toBe(told);
});

test("usual addresses are no mistakes", () => {
  const usual = ["http://prometheus.monitoring:9090", "https://a_b/"];
  expect(usual.filter(isUsual)).toEqual(usual);
  expect(usual.map((it) => "error" in goUrl(it))).toEqual([false, false]);
});

test.for([
  ["http://a%20b:c%3Ad@x:/p", "http://a%20b:xxxxx@x/p http://a b:***@x/p"],
  ["http://a%20b@x", "http://a%20b@x http://a%20b@x"],
  ["http://:@x", "http://:xxxxx@x http://:***@x"],
] as const)("a client tells of %j", ([written, told]) => {
  const url = goUrl(written);
  if ("error" in url) throw new Error(url.error);
  const { text, textOfClient } = sentUrl(url);
  expect(`${text} ${textOfClient}`).toBe(told);
});

/** As Go gave them. */
test.for([
  ["http://x", "http://x/api/v1/query?query=x"],
  ["http://x/", "http://x/api/v1/query?query=x"],
  ["http://x/a%2Fb/../c//d?q#f", "http://x/a/c/d/api/v1/query?query=x"],
  ["http://x/ä*", "http://x/%C3%A4%2A/api/v1/query?query=x"],
  ["there:80", "there:///api/v1/query?query=x"],
  ["there", "/there/api/v1/query?query=x"],
  ["a//b", "/a//a/b/api/v1/query?query=x"],
  ["../a/b", "/a/b/api/v1/query?query=x"],
  ["*", "/%2A/api/v1/query?query=x"],
  ["http:/x", "http:///x/api/v1/query?query=x"],
  ["//x", "//x/api/v1/query?query=x"],
] as const)("a query to the server at %j", ([written, told]) => {
  const url = goUrl(written);
  if ("error" in url) throw new Error(url.error);
  expect(urlText(resolvedBelow(url, "api/v1/query", "?query=x"))).toBe(told);
});
