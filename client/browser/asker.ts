/** Asks one question at a time: what is asked while an answer is on its way replaces what waits. */
export interface Asker<Question> {
  readonly ask: (question: Question) => void;
  /** An answer has come; is it that to the newest question that was sent? */
  readonly answered: (number: number) => boolean;
}

/** @param send sends a question with the number that its answer will carry */
export function asker<Question>(
  send: (number: number, question: Question) => void,
): Asker<Question> {
  let number = 0;
  let isAsking = false;
  let waiting: { readonly question: Question } | undefined;
  const ask = (question: Question): void => {
    if (isAsking) {
      waiting = { question };
      return;
    }
    isAsking = true;
    number++;
    send(number, question);
  };
  return {
    ask,
    answered(which) {
      if (which !== number) return false;
      isAsking = false;
      const next = waiting;
      waiting = undefined;
      if (next) ask(next.question);
      return true;
    },
  };
}
