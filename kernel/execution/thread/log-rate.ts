/** Log lines of a plugin, at most so many a second. What is dropped is counted and said in one line. */
type Level = 'debug' | 'info' | 'warn' | 'error';
type Write = (level: Level, message: string, call: number, fields?: Record<string, unknown>) => void;

const longestLine = 8_192;

export class LogRate {
  readonly #most: number;
  readonly #write: Write;
  readonly #timer: NodeJS.Timeout;
  #written = 0;
  #dropped = 0;

  constructor(most: number, write: Write) {
    this.#most = most;
    this.#write = write;
    this.#timer = setInterval(() => this.#newSecond(), 1_000).unref();
  }
  write(call: number, level: string, message: string, fields: unknown): void {
    if (this.#written >= this.#most) {
      this.#dropped++;
      return;
    }
    this.#written++;
    const known: Level = level === 'debug' || level === 'warn' || level === 'error' ? level : 'info';
    const plain = typeof fields === 'object' && fields !== null && !Array.isArray(fields) ? (fields as Record<string, unknown>) : undefined;
    this.#write(known, message.slice(0, longestLine), call, plain);
  }
  close(): void {
    clearInterval(this.#timer);
    this.#newSecond();
  }
  #newSecond(): void {
    if (this.#dropped > 0) this.#write('warn', `${this.#dropped} log lines over ${this.#most} a second were dropped.`, 0);
    this.#written = 0;
    this.#dropped = 0;
  }
}
