/** A parsed template, or a part of one. */
export type Statement =
  | { readonly type: "text"; readonly start: number; readonly text: string }
  | { readonly type: "action"; readonly start: number; readonly pipe: Pipe }
  | Control
  | { readonly type: "break" | "continue"; readonly start: number };

export interface Control {
  readonly type: "if" | "with" | "range";
  readonly start: number;
  readonly pipe: Pipe;
  readonly then: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

/** Commands, each of which gives its value to the next. */
export interface Pipe {
  readonly type: "pipe";
  readonly start: number;
  readonly variables: readonly string[];
  /** `=` instead of `:=`. */
  readonly isAssignment: boolean;
  readonly commands: readonly Command[];
}

export interface Command {
  readonly type: "command";
  readonly start: number;
  readonly operands: readonly [Operand, ...Operand[]];
}

export type Operand =
  | { readonly type: "boolean"; readonly start: number; readonly value: boolean }
  | { readonly type: "chain"; readonly start: number; readonly of: Operand; readonly fields: Names }
  | { readonly type: "dot"; readonly start: number }
  | { readonly type: "nil"; readonly start: number }
  | { readonly type: "field"; readonly start: number; readonly fields: Names }
  | { readonly type: "function"; readonly start: number; readonly name: string }
  | { readonly type: "number"; readonly start: number; readonly text: string; readonly value: Num }
  | Pipe
  | {
      readonly type: "string";
      readonly start: number;
      readonly text: string;
      readonly value: string;
    }
  | {
      readonly type: "variable";
      readonly start: number;
      readonly name: string;
      readonly fields: Names;
    };

/** A whole number of 64 bits, or a float. */
export type Num = bigint | number;

type Names = readonly string[];

/** As error texts show it. */
export function shown(it: Operand | Command): string {
  switch (it.type) {
    case "boolean":
      return String(it.value);
    case "chain":
      return `${inParentheses(it.of)}${dotted(it.fields)}`;
    case "command":
      return it.operands.map(inParentheses).join(" ");
    case "dot":
      return ".";
    case "field":
      return dotted(it.fields);
    case "function":
      return it.name;
    case "nil":
      return "nil";
    case "number":
    case "string":
      return it.text;
    case "pipe":
      return shownPipe(it);
    case "variable":
      return `${it.name}${dotted(it.fields)}`;
  }
}

function shownPipe({ variables, isAssignment, commands }: Pipe): string {
  const names = variables.length > 0 ? `${variables.join(", ")} ${isAssignment ? "=" : ":="} ` : "";
  return names + commands.map(shown).join(" | ");
}

const inParentheses = (it: Operand): string => (it.type === "pipe" ? `(${shown(it)})` : shown(it));

const dotted = (names: Names): string => names.map((it) => `.${it}`).join("");
