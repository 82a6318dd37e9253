import { statSync } from "node:fs";
import { packExtension } from "./packExtension.mjs";
import { prepare } from "./prepare.mjs";
import { main, tell } from "./tell.mjs";

await main(async () => {
  await prepare();
  const vsix = await packExtension();
  tell.step(`Packed ${vsix}: ${(statSync(vsix).size / 1000).toFixed(0)} kB.`);
});
