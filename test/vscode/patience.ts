/**
 * How long something that a window shows is waited for, in milliseconds. A machine that is slow or busy makes no
 * test fail; one that waits in vain fails all the same.
 */
export const patience = 120_000;
