/**
 * Globs as private-glob manifests and key rules write them: `*` and `?` stop at a separator, `**` does not; `[a-z]`, `[!a]`, `{one,two}`
 * and `\` work. Matched by walking all possible states at once, in time linear in pattern and text: a signer's pattern is foreign
 * input, and as a regular expression it could hang the kernel.
 */
type Step = { readonly repeats: boolean; readonly takes: (letter: string) => boolean };

const longestPattern = 1_000;
const mostAlternatives = 64;

export function matchesGlob(pattern: string, text: string, separators = ''): boolean {
  if (pattern.length > longestPattern) return false;
  return alternatives(pattern).some((one) => matchesSteps(stepsOf(one, separators), text));
}

function matchesSteps(steps: readonly Step[], text: string): boolean {
  let reached = withSkips(new Set([0]), steps);
  for (const letter of text) {
    const next = new Set<number>();
    for (const at of reached) {
      const step = steps[at];
      if (step?.takes(letter)) next.add(step.repeats ? at : at + 1);
    }
    if (next.size === 0) return false;
    reached = withSkips(next, steps);
  }
  return reached.has(steps.length);
}

/** A repeating step may also take nothing. A set visits what is added to it while it is walked. */
function withSkips(positions: Set<number>, steps: readonly Step[]): Set<number> {
  for (const at of positions) if (steps[at]?.repeats) positions.add(at + 1);
  return positions;
}

function stepsOf(pattern: string, separators: string): Step[] {
  const steps: Step[] = [];
  const inPart = (letter: string): boolean => !separators.includes(letter);
  const letters = [...pattern];
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] as string;
    if (letter === '*') {
      const whole = letters[at + 1] === '*';
      while (letters[at + 1] === '*') at++;
      steps.push({ repeats: true, takes: whole ? () => true : inPart });
    } else if (letter === '?') steps.push({ repeats: false, takes: inPart });
    else if (letter === '[' && letters.indexOf(']', at + 2) > 0) {
      const end = letters.indexOf(']', at + 2);
      steps.push({ repeats: false, takes: classOf(letters.slice(at + 1, end)) });
      at = end;
    } else {
      const literal = letter === '\\' && at + 1 < letters.length ? (letters[++at] as string) : letter;
      steps.push({ repeats: false, takes: (found) => found === literal });
    }
  }
  return steps;
}

function classOf(letters: readonly string[]): (letter: string) => boolean {
  const not = letters[0] === '!' || letters[0] === '^';
  const inside = letters.slice(not ? 1 : 0);
  const [from, dash, to] = inside;
  const range = inside.length === 3 && dash === '-' && from !== undefined && to !== undefined;
  return (letter) => (range ? letter >= from && letter <= to : inside.includes(letter)) !== not;
}

/** `{one,two}` written out; braces do not nest here. A pattern with too many ways to read it matches nothing. */
function alternatives(pattern: string): string[] {
  let written = [''];
  for (const part of pattern.split(/(\\.|\{[^{}]*\})/s)) {
    const choices = part.startsWith('{') && part.endsWith('}') ? part.slice(1, -1).split(',') : [part];
    written = written.flatMap((head) => choices.map((choice) => head + choice));
    if (written.length > mostAlternatives) return [];
  }
  return written;
}
