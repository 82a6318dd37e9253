import type { FluxError } from "./fluxBuild.ts";

/**
 * Does a build end because no file holds a ConfigMap, a Secret or a key for decryption that may well be in the cluster?
 * Then it goes on once that is trusted (`FluxRequest.lenient`).
 */
export const isLackOfCluster = ({ reason, message }: FluxError): boolean =>
  reason === "BuildFailed" && LACKING.test(message.trimEnd());

const LACKING =
  /substitute from '(ConfigMap|Secret)\/[^']*' error: \w+ "[^"]*" not found$|^secrets "[^"]*" not found$|: cannot get sops data key: /;
