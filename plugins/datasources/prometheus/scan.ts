/**
 * Prometheus' JSON, read from its bytes straight into columns. A general parser makes an array and a string of every sample; here a
 * sample costs two numbers. Everything that is not a list of samples is parsed as usual.
 */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  /** Epoch ms. */
  readonly times: Float64Array;
  readonly values: Float64Array;
}
export interface PrometheusAnswer {
  readonly status: string;
  readonly error?: string;
  readonly errorType?: string;
  readonly warnings?: readonly string[];
  readonly infos?: readonly string[];
  readonly resultType?: string;
  readonly series: readonly Series[];
  /** A scalar's or string's own pair. */
  readonly single?: readonly [number, string];
}

const quote = 34;
const comma = 44;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;
const backslash = 92;

/** Throws a SyntaxError that says where the bytes stop being JSON. */
export function scan(bytes: Uint8Array): PrometheusAnswer {
  const reader = new Reader(bytes);
  let answer: PrometheusAnswer = { status: '', series: [] };
  reader.object((key) => {
    if (key === 'data') answer = { ...answer, ...reader.data() };
    else answer = { ...answer, [key]: reader.json() };
  });
  return answer;
}

class Reader {
  private readonly bytes: Uint8Array;
  private at = 0;
  private readonly decoder = new TextDecoder();
  // Grown as needed and used again for each series.
  private times = new Float64Array(1024);
  private values = new Float64Array(1024);

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  object(member: (key: string) => void): void {
    this.next();
    this.expect(openBrace);
    if (this.next() === closeBrace) return void this.at++;
    for (;;) {
      this.next();
      const key = this.string();
      this.next();
      this.expect(58);
      this.next();
      member(key);
      if (this.next() === comma) this.at++;
      else return this.expect(closeBrace);
    }
  }

  data(): Partial<PrometheusAnswer> {
    if (this.next() !== openBrace) {
      this.json();
      return {};
    }
    let resultType: string | undefined;
    let series: Series[] = [];
    let single: readonly [number, string] | undefined;
    this.object((key) => {
      if (key === 'resultType') resultType = this.string();
      else if (key === 'result' && (this.bytes[this.at + 1] ?? 0) !== openBrace && this.peekPair())
        single = this.json() as [number, string];
      else if (key === 'result') series = this.list();
      else this.json();
    });
    return { ...(resultType !== undefined && { resultType }), series, ...(single && { single }) };
  }

  /** A scalar: the first thing in the list is a number. */
  private peekPair(): boolean {
    let look = this.at + 1;
    while ((this.bytes[look] ?? 0) <= 32) look++;
    const byte = this.bytes[look] ?? 0;
    return byte === 45 || (byte >= 48 && byte <= 57);
  }

  private list(): Series[] {
    const series: Series[] = [];
    this.expect(openBracket);
    if (this.next() === closeBracket) {
      this.at++;
      return series;
    }
    for (;;) {
      this.next();
      series.push(this.one());
      if (this.next() === comma) this.at++;
      else {
        this.expect(closeBracket);
        return series;
      }
    }
  }

  private one(): Series {
    let metric: Record<string, string> = {};
    let count = 0;
    this.object((key) => {
      if (key === 'metric') metric = this.json() as Record<string, string>;
      else if (key === 'values') count = this.samples();
      else if (key === 'value') count = this.sample(0) ? 1 : 0;
      else this.json();
    });
    return { metric, times: this.times.slice(0, count), values: this.values.slice(0, count) };
  }

  private samples(): number {
    let count = 0;
    this.expect(openBracket);
    if (this.next() === closeBracket) {
      this.at++;
      return 0;
    }
    for (;;) {
      this.next();
      this.sample(count++);
      if (this.next() === comma) this.at++;
      else {
        this.expect(closeBracket);
        return count;
      }
    }
  }

  /** `[1700000000.25,"1.5"]` */
  private sample(row: number): boolean {
    if (row >= this.times.length) this.grow();
    this.expect(openBracket);
    this.next();
    this.times[row] = Math.round(this.number() * 1000);
    this.next();
    this.expect(comma);
    this.next();
    this.expect(quote);
    this.values[row] = this.number();
    this.expect(quote);
    this.next();
    this.expect(closeBracket);
    return true;
  }

  /** Digits are added up as long as that is exact; anything longer, and words like NaN, are left to the engine. */
  private number(): number {
    const { bytes } = this;
    const start = this.at;
    let at = start;
    const negative = bytes[at] === 45;
    if (negative) at++;
    let whole = 0;
    let digits = 0;
    let scale = 0;
    for (;;) {
      const byte = bytes[at] as number;
      if (byte >= 48 && byte <= 57) {
        whole = whole * 10 + (byte - 48);
        digits++;
        if (scale > 0) scale++;
      } else if (byte === 46 && scale === 0) scale = 1;
      else break;
      at++;
    }
    const end = bytes[at];
    if (digits > 0 && digits <= 15 && end !== 101 && end !== 69 && scale <= 23) {
      this.at = at;
      const value = scale > 1 ? whole / (powers[scale - 1] as number) : whole;
      return negative ? -value : value;
    }
    while (at < bytes.length && bytes[at] !== quote && bytes[at] !== comma && bytes[at] !== closeBracket) at++;
    this.at = at;
    const text = this.decoder.decode(bytes.subarray(start, at));
    if (text === 'NaN') return Number.NaN;
    if (text === '+Inf' || text === 'Inf') return Number.POSITIVE_INFINITY;
    if (text === '-Inf') return Number.NEGATIVE_INFINITY;
    const value = Number(text);
    if (Number.isNaN(value)) throw new SyntaxError(`"${text.slice(0, 40)}" at byte ${start} is no number.`);
    return value;
  }

  /** Any value, by the engine's own parser on its bytes. */
  json(): unknown {
    const start = this.at;
    let depth = 0;
    let quoted = false;
    const { bytes } = this;
    for (; this.at < bytes.length; this.at++) {
      const byte = bytes[this.at] as number;
      if (quoted) {
        if (byte === backslash) this.at++;
        else if (byte === quote) quoted = false;
      } else if (byte === quote) quoted = true;
      else if (byte === openBrace || byte === openBracket) depth++;
      else if (byte === closeBrace || byte === closeBracket) {
        if (depth === 0) break;
        depth--;
      } else if (byte === comma && depth === 0) break;
    }
    return JSON.parse(this.decoder.decode(bytes.subarray(start, this.at)));
  }

  string(): string {
    const start = this.at;
    this.expect(quote);
    while (this.bytes[this.at] !== quote) {
      if (this.at >= this.bytes.length) throw new SyntaxError('The answer is cut off inside a text.');
      this.at += this.bytes[this.at] === backslash ? 2 : 1;
    }
    this.at++;
    return JSON.parse(this.decoder.decode(this.bytes.subarray(start, this.at))) as string;
  }

  /** Past white space; gives the byte that follows. */
  private next(): number {
    while ((this.bytes[this.at] ?? 33) <= 32) this.at++;
    return this.bytes[this.at] ?? -1;
  }
  private expect(byte: number): void {
    if (this.bytes[this.at] !== byte) throw new SyntaxError(`Byte ${this.at} of the answer should be ${String.fromCharCode(byte)}.`);
    this.at++;
  }
  private grow(): void {
    const times = new Float64Array(this.times.length * 2);
    times.set(this.times);
    this.times = times;
    const values = new Float64Array(this.values.length * 2);
    values.set(this.values);
    this.values = values;
  }
}

/** Exact up to 22: a quotient of two exact numbers is the nearest one. */
const powers = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
