import fc from "fast-check";

// Random tests draw the same cases each time, so that what turns red is the change. Another number draws others.
fc.configureGlobal({ seed: Number(process.env["FLIGHTPATH_SEED"] ?? 1) });
