import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createAudit } from '../access/audit.ts';
import { openDatabase } from './open.ts';
import { databaseOptions } from './options.ts';
import { createTable } from './schema.ts';
import { databases } from './testing.ts';

/** Writes until it is killed, and says each id only after the database had acknowledged it. */
const writer = `
  const { openDatabase } = await import(${JSON.stringify(new URL('./open.ts', import.meta.url).href)});
  const { databaseOptions } = await import(${JSON.stringify(new URL('./options.ts', import.meta.url).href)});
  const { createAudit } = await import(${JSON.stringify(new URL('../access/audit.ts', import.meta.url).href)});
  const [section, folder, round] = [JSON.parse(process.argv[1]), process.argv[2], process.argv[3]];
  const database = await openDatabase(databaseOptions(section, folder));
  const audit = createAudit({ database, keys: [Buffer.alloc(32, 1)], headEvery: 10 });
  const lane = async (name) => {
    for (let at = 0; ; at++) {
      const word = round + '/' + name + '/' + at;
      if (at % 3 === 0) await database.run('INSERT INTO written (word) VALUES (?)', [word]);
      else if (at % 3 === 1) await database.transaction(async (transaction) => { await database.run('INSERT INTO written (word) VALUES (?)', [word], { transaction }); await database.run('INSERT INTO written (word) VALUES (?)', [word + ' twin'], { transaction }); });
      else await audit.record({ requestId: word, principal: 'p', orgId: 1, action: 'a', scope: 's', outcome: 'done', detail: {} });
      process.stdout.write(word + '\\n');
    }
  };
  await Promise.all([1, 2, 3, 4].map((name) => lane(name)));
`;

test.each(databases())(
  'what $kind acknowledged outlives kill -9, and nothing is there by half',
  async (server) => {
    const database = await server.open();
    try {
      await createTable(database, { name: 'written', columns: { word: 'text' } });
      const acknowledged = new Set<string>();
      for (let round = 0; round < 4; round++) {
        const child = spawn(
          process.execPath,
          ['--input-type=module', '-e', writer, JSON.stringify(database.section), database.folder, String(round)],
          { cwd: fileURLToPath(new URL('.', import.meta.url)), stdio: ['ignore', 'pipe', 'inherit'] },
        );
        const gone = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
        const lines = createInterface({ input: child.stdout });
        // Somewhere in the middle of its work, and of a statement.
        let left = 15 + Math.floor(Math.random() * 40);
        for await (const line of lines) {
          acknowledged.add(line);
          if (--left === 0) setTimeout(() => child.kill('SIGKILL'), Math.random() * 20);
        }
        expect(await gone).toBe('SIGKILL');
      }
      // As after a restart: a fresh connection that finds what the killed ones left.
      const after = await openDatabase(databaseOptions(database.section, database.folder));
      const words = new Set((await after.rows('SELECT word FROM written', [], { maxRows: 1_000_000 })).map((row) => String(row.word)));
      const recorded = new Set(
        (await after.rows('SELECT request_id FROM k_audit', [], { maxRows: 1_000_000 })).map((row) => String(row.request_id)),
      );
      expect(acknowledged.size).toBeGreaterThanOrEqual(60);
      expect([...acknowledged].filter((word) => !words.has(word) && !recorded.has(word))).toEqual([]);
      const halves = [...words].filter((word) =>
        /\/(\d+)$/.test(word) && Number(/\/(\d+)$/.exec(word)?.[1]) % 3 === 1 ? !words.has(`${word} twin`) : false,
      );
      expect(halves).toEqual([]);
      expect(await createAudit({ database: after, keys: [Buffer.alloc(32, 1)] }).verify()).toMatchObject({ ok: true });
      await after.close();
    } finally {
      await database.drop();
    }
  },
  60_000,
);
