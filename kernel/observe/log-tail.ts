/** The last lines of each plugin, for its page. */
const mostLines = 200;

export interface TailLine {
  readonly at: number;
  readonly level: string;
  readonly message: string;
}

export class LogTail {
  readonly #lines = new Map<string, TailLine[]>();
  add(plugin: string, level: string, message: string): void {
    const lines = this.#lines.get(plugin) ?? [];
    lines.push({ at: Date.now(), level, message });
    if (lines.length > mostLines) lines.shift();
    this.#lines.set(plugin, lines);
  }
  of(plugin: string): readonly TailLine[] {
    return this.#lines.get(plugin) ?? [];
  }
}
