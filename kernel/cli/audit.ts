/** `orrery audit`: who did what on a server, and whether anybody changed what is written of it. Needs no running server. */
import { parseArgs } from 'node:util';
import { headOf, headText } from '../access/audit-head.ts';
import { withCore } from './core.ts';
import type { CommandIo } from './io.ts';

export const summary = 'read the audit trail of a server, and verify that nobody changed it';
const usage = `Usage: orrery audit verify [--head SEQUENCE:HASH]
       orrery audit ls [--before SEQUENCE] [--limit COUNT]

verify  reads every record and says which is the first that was changed, moved or removed. A database that was put back whole to an
        earlier day looks sound in itself: hold it against a head that lies elsewhere, from the log ("The audit trail is at ...") or
        from an earlier verify
ls      the records, newest first, a line of JSON each

--homepath DIR, --config FILE, cfg:SECTION.KEY=VALUE`;

const text = { type: 'string' } as const;

export async function run(args: string[], io: CommandIo): Promise<number> {
  const mistake = (message: string): number => {
    io.err(`orrery audit: ${message}\n\n${usage}`);
    return 2;
  };
  let read: ReturnType<typeof argumentsOf>;
  try {
    read = argumentsOf(args);
  } catch (error) {
    return mistake(error instanceof Error ? error.message : String(error));
  }
  const { verb, values, overrides } = read;
  if (values.help || !verb) {
    (values.help ? io.out : io.err)(usage);
    return values.help ? 0 : 2;
  }
  const known = values.head === undefined ? undefined : headOf(values.head);
  if (values.head !== undefined && !known) return mistake(`"${values.head}" is no head; one looks like 1200:5f0c...`);
  const counts = [values.before, values.limit].map((count) => (count === undefined ? undefined : Number(count)));
  if (counts.some((count) => count !== undefined && !(Number.isSafeInteger(count) && count > 0))) return mistake('a number belongs there.');
  const [before, limit] = counts;

  try {
    const where = { overrides, ...(values.homepath && { homePath: values.homepath }), ...(values.config && { configFile: values.config }) };
    return await withCore(where, io, async ({ audit }) => {
      if (verb === 'ls') {
        for (const record of await audit.list({ ...(before && { before }), ...(limit && { limit }) })) io.out(JSON.stringify(record));
        return 0;
      }
      if (verb !== 'verify') return mistake(`there is no verb "${verb}".`);
      const { ok, checked, head, cause } = await audit.verify(known);
      if (ok) io.out(`sound: ${checked} records${head ? `, up to ${headText(head)}` : ''}`);
      else io.err(`broken: ${cause}. ${checked} records before it are as they were written.`);
      return ok ? 0 : 1;
    });
  } catch (error) {
    io.err(`orrery audit: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

function argumentsOf(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: args.filter((arg) => !arg.startsWith('cfg:')),
    allowPositionals: true,
    options: { head: text, before: text, limit: text, homepath: text, config: text, help: { type: 'boolean', short: 'h' } },
  });
  if (positionals.length > 1) throw new Error(`"${positionals[1]}" is one argument too many.`);
  return { verb: positionals[0], values, overrides: args.filter((arg) => arg.startsWith('cfg:')) };
}
