/**
 * Who owns this server. Until somebody does, it answers nothing but health, metrics and the claim page. The code is printed on the
 * console, kept as a hash, good for half an hour and for one claim; a new one needs the console again.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from '../storage/types.ts';

export interface Claim {
  readonly unclaimed: boolean;
  /** The code for the link; asked for by whoever prints it. */
  newCode(): string;
  /** Takes the right to try: true for one caller at a time who has the code. */
  begin(code: string): boolean;
  /** Ends the try. A claim that worked closes the page for good. */
  finish(worked: boolean, by: string): Promise<void>;
  /** Configured credentials made an administrator. */
  settle(by: string): Promise<void>;
}

const goodForMs = 30 * 60_000;
const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

export async function openClaim(database: Database, now: () => number = Date.now): Promise<Claim> {
  const [row] = await database.rows('SELECT claimed FROM k_claim WHERE claimed IS NOT NULL');
  let claimed = row !== undefined;
  let code: { hash: Buffer; until: number } | undefined;
  let trying = false;

  async function settle(by: string): Promise<void> {
    if (claimed) return;
    claimed = true;
    code = undefined;
    await database.run('INSERT INTO k_claim (code_hash, claimed_by, claimed, created) VALUES (?, ?, ?, ?)', ['', by, now(), now()]);
  }

  return {
    get unclaimed() {
      return !claimed;
    },
    newCode() {
      const text = randomBytes(24).toString('base64url');
      code = { hash: hashOf(text), until: now() + goodForMs };
      return text;
    },
    begin(text) {
      if (claimed || trying || !code || code.until < now() || !timingSafeEqual(code.hash, hashOf(text))) return false;
      trying = true;
      return true;
    },
    async finish(worked, by) {
      trying = false;
      if (worked) await settle(by);
    },
    settle,
  };
}
