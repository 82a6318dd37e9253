import fc from "fast-check";
import { expect, test } from "vitest";
import type { QueryModel } from "../../../../server/engine/canary/metrics/model.ts";
import { render } from "../../../../server/engine/canary/metrics/render.ts";

const model: QueryModel = {
  name: "podinfo",
  namespace: "test",
  target: "web",
  service: "apex",
  ingress: "ing",
  route: "rt",
  interval: "1m",
  variables: { q: "0.5", é: "x", first: 'one "1" <&>' },
};

// All expectations are what text/template of Go 1.26 makes of the same template and functions.

test.for([
  ["{{ name }}", "podinfo"],
  [
    "{{ namespace }}/{{ target }}/{{ service }}/{{ ingress }}/{{ route }}[{{ interval }}]",
    "test/web/apex/ing/rt[1m]",
  ],
  ["a {{namespace}}b {{- target -}}  c", "a testbwebc"],
  ["plain", "plain"],
  ["", ""],
  ["{{ variables.q }}", "0.5"],
  ["{{ variables }}", 'map[first:one "1" <&> q:0.5 é:x]'],
  ["{{ (variables).q }}", "0.5"],
  ["{{ variables.q | len }}", "3"],
  ["{{/* c */}}x", "x"],
  ["a {{- /* c */ -}} b", "ab"],
  ["{{- name -}}", "podinfo"],
  ["{{ name -}}   z", "podinfoz"],
  ["{{ $x := name }}{{ $x }}", "podinfo"],
  ["{{ $x := 1 }}{{ $x = 2 }}{{ $x }}", "2"],
  ['{{ if eq name "podinfo" }}y{{ else }}n{{ end }}', "y"],
  ["{{ if not variables.q }}a{{ else if name }}b{{ else }}c{{ end }}", "b"],
  ["{{ range $k, $v := variables }}{{ $k }}={{ $v }};{{ end }}", 'first=one "1" <&>;q=0.5;é=x;'],
  ["{{ range variables }}[{{ . }}]{{ end }}", '[one "1" <&>][0.5][x]'],
  ["{{ range $i := 3 }}{{ $i }}{{ end }}", "012"],
  ["{{ range 0 }}a{{ else }}b{{ end }}", "b"],
  ["{{ range variables }}{{ . }}{{ break }}{{ end }}", 'one "1" <&>'],
  ["{{ with variables.q }}{{ . }}{{ end }}", "0.5"],
  ['{{ printf "%s-%s" name target }}', "podinfo-web"],
  ['{{ name | printf "%q" }}', '"podinfo"'],
  ['{{ printf "%5s|%-5s|%05d" "a" "b" 42 }}', "    a|b    |00042"],
  ['{{ printf "%.2f" 1.5 }}', "1.50"],
  ['{{ printf "%s" }}', "%!s(MISSING)"],
  ['{{ printf "%s" name target }}', "podinfo%!(EXTRA string=web)"],
  ['{{ printf "%d" name }}', "%!d(string=podinfo)"],
  ['{{ index variables "q" }}', "0.5"],
  ['{{ index variables "zz" }}|', "|"],
  ["{{ slice name 1 3 }}", "od"],
  ["{{ print 1 2 name }}", "1 2podinfo"],
  ['{{ urlquery "a b&c" }}', "a+b%26c"],
  ["{{ html variables.first }}", "one &#34;1&#34; &lt;&amp;&gt;"],
  ["{{ js variables.first }}", 'one \\"1\\" \\u003C\\u0026\\u003E'],
  ['{{ and name target }}{{ or "" target }}{{ not name }}', "webwebfalse"],
  ['{{ lt 1 2 }} {{ gt 2.5 1.5 }} {{ le "a" "b" }}', "true true true"],
  ["{{ 0x1F }} {{ 1e3 }} {{ 1_000 }} {{ 'a' }} {{ -3 }}", "31 1000 1000 97 -3"],
  ['{{ "\\x41\\u00e9\\n" }}', "Aé\n"],
  ["{{ `raw\nx` }}", "raw\nx"],
  ["{{ . }}", "<no value>"],
  ["{{ print nil }}", "<nil>"],
  ["}}", "}}"],
  ["{ { name } }", "{ { name } }"],
  ["{{ name | }}", "podinfo"],
  ["{{3}} {{-3}}", "3 -3"],
] as const)("%j is %j", ([template, text]) => {
  expect(render(template, model)).toEqual({ text });
});

test.for([
  ["{{ nam }}", '1: function "nam" not defined'],
  ["{{ $x }}", '1: undefined variable "$x"'],
  ["{{ }}", "1: missing value for command"],
  ["{{ name", "1: unclosed action"],
  ["line\n{{ name", "2: unclosed action"],
  ["line\n{{ name\n }\nx", '3: unexpected "}" in operand'],
  ["{{ name }", '1: unexpected "}" in operand'],
  ["{{ name )}}", "1: unexpected right paren"],
  ["{{ (name }}", "1: unclosed left paren"],
  ["{{ name-x }}", "1: bad character U+002D '-'"],
  ["{{ name % 2 }}", '1: unexpected "%" in operand'],
  ["{{ ☃ }}", "1: unrecognized character in action: U+2603 '☃'"],
  ['{{ "abc }}', "1: unterminated quoted string"],
  ['{{ "\\q" }}', "1: invalid syntax"],
  ["{{ 08 }}", '1: integer overflow: "08"'],
  ["{{ 99999999999999999999 }}", '1: integer overflow: "99999999999999999999"'],
  ["{{ end }}", "1: unexpected {{end}}"],
  ["{{ else }}", "1: unexpected {{else}}"],
  ["{{ if name }}", "1: unexpected EOF"],
  ["{{ if }}x{{ end }}", "1: missing value for if"],
  ["{{ if name }}a{{ else }}b{{ else }}c{{ end }}", "1: expected end; found {{else}}"],
  ["{{ if name }}x{{ end extra }}", '1: unexpected "extra" in end'],
  ["{{ break }}", "1: {{break}} outside {{range}}"],
  ["{{ | name }}", '1: unexpected "|" in command'],
  ['{{ name | "x" }}', "1: non executable command in pipeline stage 2"],
  ["{{ true.x }}", '1: unexpected . after term "true"'],
  ["{{ $a, $b := name }}", "1: too many declarations in command"],
  ["{{ range $a, name }}{{end}}", "1: range can only initialize variables"],
  ["a{{/* x }}", "1: unclosed comment"],
  ["{{/* x */ }}", "1: comment ends before closing delimiter"],
  ["{{ name, name }}", '1: unexpected "," in operand'],
  ["{{ name : }}", "1: expected :="],
  ["{{ name verylongword }}", '1: function "verylongword" not defined'],
] as const)("%j cannot be read: %s", ([template, error]) => {
  const whole = `template parsing failed: template: tmpl:${error}`;
  expect(render(template, model)).toEqual({ error: whole });
});

test.for([
  ["{{ variables.none }}", '1:3: executing "tmpl" at <variables>: map has no entry for key "none"'],
  [
    "x\n  {{ variables.none }}",
    '2:5: executing "tmpl" at <variables>: map has no entry for key "none"',
  ],
  [
    "é {{ variables.none }}",
    '1:6: executing "tmpl" at <variables>: map has no entry for key "none"',
  ],
  ["{{ .name }}", '1:3: executing "tmpl" at <.name>: nil data; no entry for key "name"'],
  [
    "{{ name target }}",
    '1:3: executing "tmpl" at <name>: wrong number of args for name: want 0 got 1',
  ],
  [
    "{{ variables.q.z }}",
    '1:3: executing "tmpl" at <variables>: can\'t evaluate field z in type string',
  ],
  [
    "{{ variables.q name }}",
    '1:3: executing "tmpl" at <variables>: q is not a method but has arguments',
  ],
  ['{{ "a" target }}', '1:3: executing "tmpl" at <"a">: can\'t give argument to non-function "a"'],
  ["{{ nil }}", '1:3: executing "tmpl" at <nil>: nil is not a command'],
  [
    "{{ index name 9 }}",
    '1:3: executing "tmpl" at <index name 9>: error calling index: index out of range: 9',
  ],
  [
    "{{ index variables 1 }}",
    '1:3: executing "tmpl" at <index variables 1>: error calling index: value has type int; should be string',
  ],
  [
    '{{ lt 1 "a" }}',
    '1:3: executing "tmpl" at <lt 1 "a">: error calling lt: incompatible types for comparison: int and string',
  ],
  [
    "{{ eq 1 1.0 }}",
    '1:3: executing "tmpl" at <eq 1 1.0>: error calling eq: incompatible types for comparison: int and float64',
  ],
  [
    "{{ eq name }}",
    '1:3: executing "tmpl" at <eq name>: error calling eq: missing argument for comparison',
  ],
  ["{{ len 3 }}", '1:3: executing "tmpl" at <len 3>: error calling len: len of type int'],
  [
    "{{ range name }}{{ end }}",
    '1:9: executing "tmpl" at <name>: range can\'t iterate over podinfo',
  ],
  ["{{ printf 3 }}", '1:10: executing "tmpl" at <3>: expected string; found 3'],
] as const)("%j fails at work: %s", ([template, error]) => {
  const whole = `template excution failed: template: tmpl:${error}`;
  expect(render(template, model)).toEqual({ error: whole });
});

test.for([
  ['{{ define "x" }}{{ end }}', "{{define}}"],
  ['{{ template "x" }}', "{{template}}"],
  ["{{ 1i }}", "the number 1i"],
  ['{{ printf "%*d" 3 4 }}', 'printf with "%*d"'],
  ["{{ range 1000000000 }}x{{ end }}", "a loop that long"],
  ['{{ $x := "ab" }}{{ range 90 }}{{ $x = print $x $x }}{{ end }}', "a text that long"],
  [`{{ range 9999 }}${"word ".repeat(20)}{{ end }}`, "a text that long"],
  ['{{ printf "%999999999d" 1 }}', 'printf with "%999999999d"'],
  ['{{ printf "%.200f" 1.5 }}', 'printf with "%.200f"'],
  [`{{ ${"(".repeat(5000)} }}`, "parentheses nested that deeply"],
  ["{{ if name }}".repeat(5000), "statements nested that deeply"],
] as const)("what is left to Go is said to be: %.40s", ([template, unsupported]) => {
  expect(render(template, model)).toEqual({ unsupported });
});

test("much white space before a trim marker takes no time", () => {
  const text = `${" ".repeat(40_000)}x`.repeat(2);
  expect(render(`${text} {{- name }}`, model)).toEqual({ text: `${text}podinfo` });
});

test("no template makes it throw", () => {
  const word = fc.constantFrom(
    ...[
      "{{",
      "}}",
      "{{- ",
      " -}}",
      " ",
      "\n",
      "name",
      "variables",
      ".q",
      "$x",
      ":=",
      "=",
      "|",
      "(",
    ],
    ...[")", "if", "else", "end", "range", "with", "break", "printf", '"%v"', "index", "1", "'c'"],
    ...["`", '"', "/*", "*/", "é", "nil", ".", "$", ","],
  );
  const template = fc.array(word, { maxLength: 25 }).map((words) => words.join(""));
  fc.assert(
    fc.property(fc.oneof(template, fc.string()), (text) => {
      expect(Object.keys(render(text, model))).toHaveLength(1);
    }),
  );
});
