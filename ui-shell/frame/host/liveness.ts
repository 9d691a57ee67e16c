/**
 * Who still answers. Each guest is asked in turn; one that does not answer for too long hangs. Guests of one process fall silent
 * together, so the one to blame is looked for: the process is ended by taking all of its frames away, and the innocent begin anew.
 */
const askEveryMs = 300;
/** With the time until it is asked, and until that is noticed, a hung guest is gone within two seconds. */
const silentAfterMs = 1_000;
const silentTogetherMs = 500;

export interface Watched {
  readonly plugin: string;
  /** What shares a fate: a process, a worker. */
  readonly group: unknown;
  /** How long it may be silent; the usual second when absent. */
  readonly silentAfterMs?: number;
  ask(id: number): void;
  /** Where in the order of all guests it began what it has not ended. */
  began(): number | undefined;
  /** It hangs, or one of several that hang together and cannot be told apart. */
  blame(suspects: readonly string[]): void;
  /** Its process ended through no fault of its own. */
  lost(): void;
  /** Out of the document, so that the process can end. */
  remove(): void;
}
export interface Watch {
  /** It is there and can be asked. Until then it only shares the fate of its group. */
  greeted(): void;
  answered(id: number): void;
  end(): void;
}
interface Entry {
  readonly watched: Watched;
  isThere: boolean;
  asked: { readonly id: number; at: number } | undefined;
}

const entries = new Set<Entry>();
let timer: ReturnType<typeof setInterval> | undefined;
let lastId = 0;
let tickedAt = 0;

export function watch(watched: Watched): Watch {
  const entry: Entry = { watched, isThere: false, asked: undefined };
  entries.add(entry);
  tickedAt = performance.now();
  timer ??= setInterval(tick, askEveryMs);
  return {
    greeted() {
      entry.isThere = true;
    },
    answered(id) {
      if (entry.asked?.id === id) entry.asked = undefined;
    },
    end() {
      entries.delete(entry);
      if (entries.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}

function tick(): void {
  const now = performance.now();
  // Answers wait in line behind what held the page itself up, and a page in the background has slow timers.
  const late = now - tickedAt > 2 * askEveryMs || document.hidden;
  tickedAt = now;
  for (const entry of entries) {
    if (!entry.isThere) continue;
    if (!entry.asked) {
      entry.asked = { id: ++lastId, at: now };
      entry.watched.ask(lastId);
    } else if (late) entry.asked.at = now;
  }
  const silent = [...entries].filter(({ watched, asked }) => asked && now - asked.at > (watched.silentAfterMs ?? silentAfterMs));
  for (const group of new Set(silent.map(({ watched }) => watched.group))) judge(group, now);
}

function judge(group: unknown, now: number): void {
  const mates = [...entries].filter(({ watched }) => watched.group === group);
  const together = mates.filter(({ asked }) => asked && now - asked.at > silentTogetherMs).map(({ watched }) => watched);
  // One that has not come yet waits in the same line: its frame would keep the process, and with it what hangs.
  const awaited = mates.filter(({ isThere }) => !isThere).map(({ watched }) => watched);
  const plugins = [...new Set(together.map(({ plugin }) => plugin))];
  const suspects = plugins.length > 1 ? lastToBegin(together) : plugins;
  for (const each of [...together, ...awaited]) each.remove();
  for (const each of awaited) each.lost();
  for (const each of together) suspects.includes(each.plugin) ? each.blame(suspects) : each.lost();
}

/** One thread does one thing after the other, and says what before it does it: it hangs in what began last. */
function lastToBegin(together: readonly Watched[]): readonly string[] {
  const begun = together.flatMap((each) => {
    const order = each.began();
    return order === undefined ? [] : [{ plugin: each.plugin, order }];
  });
  const [last] = begun.sort((a, b) => b.order - a.order);
  return last ? [last.plugin] : [...new Set(together.map(({ plugin }) => plugin))];
}
