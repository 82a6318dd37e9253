/** Annotation in which Flagger writes down the VirtualService that it found. */
export const CONFIG = "flagger.kubernetes.io/original-configuration";

/** Annotation in which kubectl writes down what was applied. */
export const KUBECTL = "kubectl.kubernetes.io/last-applied-configuration";
