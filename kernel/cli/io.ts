/** What a command may touch of the world it was called in. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
  /** How far work has come: one line that is rewritten on a terminal; elsewhere a line once a second. */
  readonly progress?: (text: string) => void;
  /** Only where a person can answer. */
  readonly ask?: (question: string) => Promise<string>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Texts of plugins and catalogs are strangers': at a terminal they could move the cursor and write over what a person is asked, or turn the
 * direction of reading. Lines and tabs stay.
 */
export const plain = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it takes out.
  text.replace(/\r\n/g, '\n').replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

/** The same for what is a word or a sentence: it makes no lines of its own. */
export const inLine = (text: string): string =>
  plain(text)
    .replace(/[\s\ufffd]+/g, ' ')
    .trim();

/** The line of progress is taken away before anything else is said. */
function clearing(write: (text: string) => void): (text: string) => void {
  return (text) => {
    if (progressShown) process.stdout.write('\r\x1b[2K');
    progressShown = false;
    write(`${plain(text)}\n`);
  };
}
let progressShown = false;
let toldAt = Number.NEGATIVE_INFINITY;

export const terminal: CommandIo = {
  out: clearing((text) => void process.stdout.write(text)),
  err: clearing((text) => void process.stderr.write(text)),
  progress(text) {
    if (process.stdout.isTTY) {
      process.stdout.write(`\r\x1b[2K${text.slice(0, process.stdout.columns - 1)}`);
      progressShown = true;
    } else if (performance.now() - toldAt >= 1000) {
      process.stdout.write(`${text}\n`);
      toldAt = performance.now();
    }
  },
  ...(process.stdin.isTTY &&
    process.stdout.isTTY && {
      async ask(question: string) {
        const { createInterface } = await import('node:readline/promises');
        const lines = createInterface({ input: process.stdin, output: process.stdout });
        try {
          return await lines.question(question);
        } finally {
          lines.close();
        }
      },
    }),
  cwd: process.cwd(),
  env: process.env,
};
