/** What a command may touch of the world it was called in. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
  /** Only where a person can answer. */
  readonly ask?: (question: string) => Promise<string>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export const terminal: CommandIo = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
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
