/**
 * How much of one guest a page listens to: so many messages a second, and so much in them. Either is more than any drawing says, and few
 * enough for the page to go on meanwhile.
 */
const mostMessages = 2_000;
/** Values in messages; a piece of a long text counts as one, too. */
const mostValues = 2_000_000;

export interface Budget {
  /** Values that may come in this second; below 0, it is spent. */
  left: number;
}

/** Counts one message, and gives what its second has left. */
export function createPatience(now: () => number = () => performance.now()): () => Budget {
  let second = -1;
  let messages = 0;
  let budget: Budget = { left: mostValues };
  return () => {
    const present = Math.floor(now() / 1000);
    if (present !== second) [second, messages, budget] = [present, 0, { left: mostValues }];
    if (++messages > mostMessages) budget.left = -1;
    return budget;
  };
}
