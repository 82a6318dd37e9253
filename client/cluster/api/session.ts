import type { Access } from "./access.ts";
import { type Connection, connect } from "./connection.ts";
import { failed, type Outcome } from "./failure.ts";
import type { KubeContext, Kubeconfig } from "./kubeconfig.ts";
import { findPinned, type Pin, pinOf } from "./pin.ts";
import { isProtected } from "./protectedContext.ts";
import type { Time } from "./time.ts";

/** Which cluster we speak to, or why with none. */
export type SessionState =
  | { readonly kind: "unpinned" }
  | { readonly kind: "pinned"; readonly pin: Pin; readonly context: string }
  /** Everything stands still until the person chooses again. */
  | { readonly kind: "stopped"; readonly pin: Pin; readonly sentence: string };

/** The one place that knows the kubeconfig, the pinned context and the line to it. */
export interface Session {
  state(): SessionState;
  /** What the kubeconfig said last. */
  kubeconfig(): Kubeconfig | undefined;
  /** Chooses a context by name; also how a person agrees to where it leads now. */
  pin(context: string): Outcome<Pin>;
  /** Lets go of the context. */
  unpin(): void;
  /** Takes up what was pinned when the editor was closed. */
  restore(pin: Pin): void;
  /** Reads the kubeconfig again and stops everything when the pinned context leads elsewhere now. */
  reread(): Promise<void>;
  /** The line to the pinned cluster; opens nothing before the first request. */
  connection(pin: Pin): Outcome<Connection>;
  /** Whether changes are refused in a pinned context. */
  isReadOnly(pin: Pin): boolean;
  /** Allows changes in a protected context until the session ends; `false` forbids them again. */
  unlock(pin: Pin, isUnlocked: boolean): void;
  /** @returns stops telling */
  onChange(listener: () => void): () => void;
  close(): void;
}

export interface SessionPorts {
  /** Reads the kubeconfig from where it is. */
  readonly load: () => Promise<Outcome<Kubeconfig>>;
  /** Opens the way to a context; asked anew for its value, because tokens are renewed. */
  readonly access: (context: () => KubeContext) => Access;
  readonly time: Time;
  /** Patterns of context names that are read-only unless unlocked. */
  readonly protectedContexts: () => readonly string[];
}

export function openSession(ports: SessionPorts): Session {
  const listeners = new Set<() => void>();
  const unlocked = new Set<string>();
  let kubeconfig: Kubeconfig | undefined;
  let problem: string | undefined;
  let state: SessionState = { kind: "unpinned" };
  let context: KubeContext | undefined;
  let line: Connection | undefined;
  let reading = 0;

  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const become = (next: SessionState, leads: KubeContext | undefined) => {
    // Another name for the same cluster is another choice: what was agreed under the first one ends.
    const isSame =
      next.kind === "pinned" &&
      line?.pin.identity === next.pin.identity &&
      line.pin.context === next.pin.context;
    if (!isSame) {
      line?.close();
      line = undefined;
    }
    const changed = JSON.stringify(next) !== JSON.stringify(state);
    if (JSON.stringify(leads?.user.fields) !== JSON.stringify(context?.user.fields)) line?.renew();
    state = next;
    context = leads;
    if (changed) tell();
  };
  const follow = (pin: Pin) => {
    if (!kubeconfig)
      return become({ kind: "stopped", pin, sentence: problem ?? unread }, undefined);
    const found = findPinned(pin, kubeconfig);
    if (found.kind === "same" || found.kind === "renamed")
      return become({ kind: "pinned", pin, context: found.context.name }, found.context);
    become({ kind: "stopped", pin, sentence: found.sentence }, undefined);
  };

  return {
    state: () => state,
    kubeconfig: () => kubeconfig,
    pin(name) {
      const chosen = kubeconfig?.contexts.find((it) => it.name === name);
      if (!chosen) return failed("misconfigured", problem ?? noSuchContext(name, kubeconfig));
      const pin = pinOf(chosen);
      become({ kind: "pinned", pin, context: name }, chosen);
      return { value: pin };
    },
    unpin: () => become({ kind: "unpinned" }, undefined),
    restore: follow,
    async reread() {
      reading += 1;
      const mine = reading;
      const loaded = await ports.load();
      // A later reading knows better.
      if (mine !== reading) return;
      kubeconfig = loaded.value;
      problem = loaded.failure?.sentence;
      if (state.kind !== "unpinned") follow(state.pin);
    },
    connection(pin) {
      if (state.kind === "stopped") return failed("moved", state.sentence);
      if (state.kind === "unpinned" || state.pin.identity !== pin.identity)
        return failed("moved", `The context ${pin.context} is no longer the one that was chosen.`);
      line ??= connect({ pin, access: ports.access(() => present(context)), time: ports.time });
      return { value: line };
    },
    isReadOnly(pin) {
      if (unlocked.has(pin.identity)) return false;
      const names = [pin.context, ...(context ? [context.name] : [])];
      return names.some((name) => isProtected(name, ports.protectedContexts()));
    },
    unlock(pin, isUnlocked) {
      if (isUnlocked) unlocked.add(pin.identity);
      else unlocked.delete(pin.identity);
      tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      become({ kind: "unpinned" }, undefined);
      listeners.clear();
    },
  };
}

const unread = "The kubeconfig has not been read yet.";

/** A line exists only while a context does. */
function present(context: KubeContext | undefined): KubeContext {
  if (!context) throw new Error("a connection outlived its context");
  return context;
}

function noSuchContext(name: string, kubeconfig: Kubeconfig | undefined): string {
  const names = kubeconfig?.contexts.map((it) => it.name) ?? [];
  const problem = kubeconfig?.problems.find((it) => it.includes(` ${name} `));
  return (
    problem ??
    `The kubeconfig has no context ${name}${names.length ? `; it has ${names.join(", ")}` : ""}.`
  );
}
