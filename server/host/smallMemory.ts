import { keepMemorySmall } from "./memory.ts";

// Imported first, before the modules of the server are evaluated: while they are, the heap would grow, and stays as it is.
keepMemorySmall();
