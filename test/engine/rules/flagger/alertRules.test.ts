import { expect, test } from "vitest";
import { alertMissesRollback } from "../../../../server/engine/rules/flagger/alertMissesRollback.ts";
import { alertSecretAddress } from "../../../../server/engine/rules/flagger/alertSecretAddress.ts";
import { alertsSilenceGlobal } from "../../../../server/engine/rules/flagger/alertsSilenceGlobal.ts";
import { alertWithoutSeverity } from "../../../../server/engine/rules/flagger/alertWithoutSeverity.ts";
import { expectProblemsOf } from "../../../support/expect.ts";
import { fixed } from "../../../support/fixed.ts";
import { checked, flagger, weights } from "./checked.ts";

const alert = (lines: string) => `${weights}
        alerts:
          - name: team
            providerRef: { name: team }${lines}`;

test("an empty severity is as good as none", () => {
  const empty = checked(
    alert(`
            severity: ""
            #         ^^ alert-without-severity (error): Nothing is ever sent by alert "team": without a severity it matches none. Write severity: info, which is meant to be the default.`),
  );
  expectProblemsOf(alertWithoutSeverity)(empty);
  expect(fixed(alertWithoutSeverity, empty)).toContain("severity: info\n");
  expect(fixed(alertWithoutSeverity, checked(alert("")))).toContain("severity: info");
  for (const severity of ["info", "warn", "error", "${SEVERITY}"]) {
    const said = `\n            severity: "${severity}"`;
    expectProblemsOf(alertWithoutSeverity)(checked(alert(said)));
  }
});

test("a rollback by hand is no error", () => {
  const expectProblems = expectProblemsOf(alertMissesRollback);
  const hook = (type: string) => `
        webhooks: [{ name: back, type: ${type}, url: "http://approvals.shop/orders" }]`;
  const severity = "\n            severity: error";
  const mark = "\n            #         ^^^^^ alert-misses-rollback (information)";
  expectProblems(checked(alert(severity + mark) + hook("rollback")));
  expectProblems(checked(alert(severity) + hook("confirm-promotion")));
  expectProblems(checked(alert("\n            severity: warn") + hook("rollback")));
  const told = `${hook("rollback").trimEnd().slice(0, -1)}, { name: t, type: event, url: "http://x" }]`;
  expectProblems(checked(alert(severity) + told));
});

test("alerts silence a notifier that is there", () => {
  const expectProblems = expectProblemsOf(alertsSilenceGlobal);
  const severity = "\n            severity: warn";
  const marked = checked(alert(severity)).replace(
    "        alerts:\n",
    "        alerts:\n    #   ^^^^^^ alerts-silence-global (hint): These alerts take the place of Flagger's own notifier, so its channel of Teams hears nothing of this Canary. Add an AlertProvider for it where it should.\n",
  );
  expectProblems(marked + flagger('msteams: { url: "https://x" }, slack: { url: "https://y" }'));
  expectProblems(checked(alert(severity)) + flagger("slack: { channel: rollouts }"));
  expectProblems(checked(weights) + flagger('slack: { url: "https://y" }'));
});

test("the Secret of an alert provider has an address", () => {
  const source = (keys: string, mark = "") => `
    apiVersion: flagger.app/v1beta1
    kind: AlertProvider
    metadata: { name: team, namespace: shop }
    spec: { type: slack, secretRef: { name: slack } }${mark}
    ---
    apiVersion: v1
    kind: Secret
    metadata: { name: slack, namespace: shop }
    ${keys}`;
  const expectProblems = expectProblemsOf(alertSecretAddress);
  expectProblems(
    source(
      "stringData: { url: a, token: b }",
      '\n    #                                       ^^^^^ alert-secret-address (error): Secret slack has no key "address", so no alert is sent; only the log of Flagger says so. It has "url" and "token".',
    ),
  );
  expectProblems(source("data: { address: YQ== }"));
  expectProblems(source("data: {}"));
  expectProblems(source("stringData: { token: b, address: a }"));
});
