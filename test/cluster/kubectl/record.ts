import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { namespaceOf, stageOn } from "../support.ts";
import { terminal } from "./terminal.ts";
import { readTranscript, sceneText } from "./transcript.ts";

/** `node test/cluster/kubectl/record.ts STATE KUBECTL`: types the transcript anew on a real control plane, and keeps what was said. */
const [, , state, program] = process.argv;
if (state === undefined || program === undefined)
  throw new Error("Name the folder that up.mjs keeps its state in, and the kubectl to type with.");

const file = join(import.meta.dirname, "kubectl.txt");
const text = readFileSync(file, "utf8");
const transcript = readTranscript(text);
const admin = join(state, "admin.kubeconfig");
const namespace = `record-${Date.now().toString(36)}`;
const stage = await stageOn(admin);
await stage.apply(namespaceOf(namespace));
const users = { "": admin, viewer: join(state, "viewer.kubeconfig") };
const typed = await terminal({ program, users, namespace, transcript });
let recorded = text.slice(0, text.search(/^== /m));
for (const scene of transcript.scenes)
  recorded += `== ${scene.name}\n${sceneText(await typed.play(scene))}`;
writeFileSync(file, recorded);
typed.close();
stage.close();
