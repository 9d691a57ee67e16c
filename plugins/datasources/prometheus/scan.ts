/**
 * Prometheus' JSON, read from its bytes straight into columns while they arrive. A general parser makes an array and a string of
 * every sample; here a sample costs two numbers. Everything that is not a list of samples is parsed as usual.
 */
import { type Histogram, readHistograms } from './scan-histogram.ts';

export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  /** Epoch ms. Series of one answer share the array where their times are the same. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Native histograms, which a series may have instead of numbers or beside them. */
  readonly histograms?: readonly Histogram[];
}
export type { Histogram };

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
  readonly stats?: unknown;
  /** `data` where it is a list: names, values, label sets, exemplars. */
  readonly list?: readonly unknown[];
}

const quote = 34;
const comma = 44;
const colon = 58;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;
const backslash = 92;

/** No sample is longer: while so many bytes are there, one can be read without looking for the end. */
const sampleBytes = 512;

/** Throws a SyntaxError that says where the bytes stop being JSON. */
export function scan(bytes: Uint8Array): PrometheusAnswer {
  const scanner = createScanner();
  scanner.push(bytes);
  return scanner.end();
}

export interface Scanner {
  push(bytes: Uint8Array): void;
  /** The answer, once all bytes were pushed. */
  end(): PrometheusAnswer;
}

export function createScanner(): Scanner {
  const reader = new Reader();
  const work = reader.answer();
  let step = work.next();
  return {
    push(bytes) {
      reader.add(bytes);
      if (!step.done) step = work.next();
    },
    end() {
      reader.ended = true;
      while (!step.done) step = work.next();
      return step.value;
    },
  };
}

/** What reads stops (`yield`) where the bytes at hand end, and goes on when there are more. */
type Reading<Value = void> = Generator<undefined, Value, undefined>;

class Reader {
  ended = false;
  private bytes: Uint8Array = new Uint8Array();
  private at = 0;
  /** Bytes of the answer before `bytes`. */
  private before = 0;
  private readonly decoder = new TextDecoder();
  // Grown as needed and used again for each series.
  private times = new Float64Array(1024);
  private values = new Float64Array(1024);
  private lastTimes = new Float64Array();

  add(more: Uint8Array): void {
    const rest = this.bytes.length - this.at;
    this.before += this.at;
    if (rest === 0) this.bytes = more;
    else {
      const joined = new Uint8Array(rest + more.length);
      joined.set(this.bytes.subarray(this.at));
      joined.set(more, rest);
      this.bytes = joined;
    }
    this.at = 0;
  }

  *answer(): Reading<PrometheusAnswer> {
    let answer: PrometheusAnswer = { status: '', series: [] };
    yield* this.object(
      function* (this: Reader, key: string): Reading {
        if (key === 'data') answer = { ...answer, ...(yield* this.data()) };
        else answer = { ...answer, [key]: yield* this.json() };
      }.bind(this),
    );
    return answer;
  }

  private *object(member: (key: string) => Reading): Reading {
    yield* this.next();
    this.expect(openBrace);
    if ((yield* this.next()) === closeBrace) return void this.at++;
    for (;;) {
      yield* this.next();
      const key = (yield* this.json()) as string;
      yield* this.next();
      this.expect(colon);
      yield* this.next();
      yield* member(key);
      if ((yield* this.next()) === comma) this.at++;
      else return this.expect(closeBrace);
    }
  }

  private *data(): Reading<Partial<PrometheusAnswer>> {
    if ((yield* this.next()) !== openBrace) {
      const list = yield* this.json();
      return Array.isArray(list) ? { list } : {};
    }
    const data: { -readonly [Key in keyof PrometheusAnswer]?: PrometheusAnswer[Key] } = { series: [] };
    yield* this.object(
      function* (this: Reader, key: string): Reading {
        if (key === 'resultType') data.resultType = (yield* this.json()) as string;
        else if (key !== 'result') {
          const value = yield* this.json();
          if (key === 'stats') data.stats = value;
        } else if (this.bytes[this.at] !== openBracket) yield* this.json();
        else {
          this.at++;
          const first = yield* this.next();
          // A scalar: the first thing in the list is a number.
          if (first === 45 || (first >= 48 && first <= 57)) data.single = yield* this.pair();
          else data.series = yield* this.list();
        }
      }.bind(this),
    );
    return data;
  }

  private *pair(): Reading<readonly [number, string]> {
    const time = (yield* this.json()) as number;
    yield* this.next();
    this.expect(comma);
    yield* this.next();
    const text = (yield* this.json()) as string;
    yield* this.next();
    this.expect(closeBracket);
    return [time, text];
  }

  private *list(): Reading<Series[]> {
    const series: Series[] = [];
    if ((yield* this.next()) === closeBracket) {
      this.at++;
      return series;
    }
    for (;;) {
      yield* this.next();
      series.push(yield* this.one());
      if ((yield* this.next()) === comma) this.at++;
      else {
        this.expect(closeBracket);
        return series;
      }
    }
  }

  private *one(): Reading<Series> {
    let metric: Record<string, string> = {};
    let count = 0;
    let histograms: Histogram[] | undefined;
    yield* this.object(
      function* (this: Reader, key: string): Reading {
        if (key === 'metric') metric = (yield* this.json()) as Record<string, string>;
        else if (key === 'values') count = yield* this.samples();
        else if (key === 'value') {
          yield* this.enough();
          this.sample(0);
          count = 1;
        } else if (key === 'histograms') histograms = readHistograms((yield* this.json()) as unknown[]);
        else if (key === 'histogram') histograms = readHistograms([yield* this.json()]);
        else yield* this.json();
      }.bind(this),
    );
    return { metric, times: this.takeTimes(count), values: this.values.slice(0, count), ...(histograms && { histograms }) };
  }

  /** Most series of a matrix have the times of the one before them. */
  private takeTimes(count: number): Float64Array {
    const { lastTimes, times } = this;
    let same = lastTimes.length === count;
    for (let row = 0; same && row < count; row++) same = lastTimes[row] === times[row];
    if (!same) this.lastTimes = times.slice(0, count);
    return this.lastTimes;
  }

  private *samples(): Reading<number> {
    let count = 0;
    this.expect(openBracket);
    if ((yield* this.next()) === closeBracket) {
      this.at++;
      return 0;
    }
    for (;;) {
      yield* this.enough();
      // Without white space, as servers send it, samples follow each other in one go.
      do this.sample(count++);
      while (this.bytes[this.at] === comma && this.bytes.length - this.at > sampleBytes && ++this.at);
      if ((yield* this.next()) === comma) this.at++;
      else {
        this.expect(closeBracket);
        return count;
      }
    }
  }

  /** `[1700000000.25,"1.5"]` */
  private sample(row: number): void {
    if (row >= this.times.length) this.grow();
    this.blanks();
    this.expect(openBracket);
    this.blanks();
    // Below the millisecond nothing is kept; the half thousandth makes good what binary fractions lose.
    this.times[row] = Math.floor(this.number() * 1000 + 0.0005);
    this.blanks();
    this.expect(comma);
    this.blanks();
    this.expect(quote);
    this.values[row] = this.number();
    this.expect(quote);
    this.blanks();
    this.expect(closeBracket);
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
    const value = numberOf(text);
    if (Number.isNaN(value) && text !== 'NaN') throw new SyntaxError(`"${text.slice(0, 40)}" at byte ${this.before + start} is no number.`);
    return value;
  }

  /** Any value, by the engine's own parser on its bytes. */
  private *json(): Reading<unknown> {
    let depth = 0;
    let quoted = false;
    // How far it was looked through, from `at`, which stays until the value is whole.
    let seen = 0;
    for (;;) {
      const { bytes, at } = this;
      let look = at + seen;
      scanning: for (; look < bytes.length; look++) {
        const byte = bytes[look] as number;
        if (quoted) {
          if (byte === backslash) look++;
          else if (byte === quote) {
            quoted = false;
            if (depth === 0) {
              look++;
              break;
            }
          }
        } else if (byte === quote) quoted = true;
        else if (byte === openBrace || byte === openBracket) depth++;
        else if (byte === closeBrace || byte === closeBracket) {
          if (depth === 0) break;
          depth--;
          if (depth === 0) {
            look++;
            break;
          }
        } else if (depth === 0 && (byte === comma || byte === colon)) break scanning;
      }
      if (look < bytes.length || this.ended) {
        this.at = Math.min(look, bytes.length);
        return JSON.parse(this.decoder.decode(bytes.subarray(at, this.at)));
      }
      seen = look - at;
      yield;
    }
  }

  /** A whole sample is at hand, or nothing more comes. */
  private *enough(): Reading {
    while (this.bytes.length - this.at < sampleBytes && !this.ended) yield;
  }
  /** Past white space; gives the byte that follows. */
  private *next(): Reading<number> {
    for (;;) {
      this.blanks();
      const byte = this.bytes[this.at];
      if (byte !== undefined) return byte;
      if (this.ended) return -1;
      yield;
    }
  }
  private blanks(): void {
    while ((this.bytes[this.at] ?? 33) <= 32) this.at++;
  }
  private expect(byte: number): void {
    if (this.bytes[this.at] !== byte)
      throw new SyntaxError(
        this.at >= this.bytes.length
          ? `The answer is cut off after ${this.before + this.at} bytes.`
          : `Byte ${this.before + this.at} of the answer should be ${String.fromCharCode(byte)}.`,
      );
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

/** A number as Prometheus writes it; NaN for what is none. */
export function numberOf(text: string): number {
  if (text === '+Inf' || text === 'Inf') return Number.POSITIVE_INFINITY;
  if (text === '-Inf') return Number.NEGATIVE_INFINITY;
  return text.trim() === '' ? Number.NaN : Number(text);
}
