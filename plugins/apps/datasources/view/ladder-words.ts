/** What a rung found, as a sentence: what it is, and where it broke, what to do. */
import { languageOf } from '@orrery/plugin-sdk/ui';
import { t } from '../text/index.ts';
import type { Ladder, Rung } from './api.ts';

const { ladder } = t;
const untrusted = /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED/;
const plain = /WRONG_VERSION|EPROTO|PACKET_LENGTH|ERR_SSL|ECONNRESET|HANG_UP/;

export function rungInWords({ step, state, facts }: Rung): string {
  const { host = '', address = '', port = '', code = '', message = '', issuer = '' } = facts;
  if (state === 'skipped') return ladder.notTried;
  if (state === 'ok') {
    if (step === 'name') return ladder.nameIs(host, address);
    if (step === 'allowed') return ladder.allowed;
    if (step === 'connect') return ladder.connected(address, port);
    if (step === 'tls') return facts.unchecked ? ladder.unchecked : ladder.certificate(dateOf(facts.validTo), issuer);
    return message || ladder.accepted;
  }
  if (step === 'name') return code === 'EAI_AGAIN' ? ladder.nameLater(host) : ladder.nameUnknown(host);
  if (step === 'connect') {
    if (code === 'ECONNREFUSED') return ladder.refused(host, port);
    if (code === 'ETIMEDOUT') return ladder.silent(host, port);
    if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return ladder.noWay(host);
  }
  if (step === 'tls') {
    if (code === 'CERT_HAS_EXPIRED') return ladder.expired(dateOf(facts.validTo), issuer);
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return ladder.otherName;
    if (untrusted.test(code)) return ladder.untrusted(issuer);
    if (plain.test(code)) return ladder.noTls;
  }
  return message || code;
}

/** Milliseconds of the answer itself, where there was one. */
export function answerMs({ rungs }: Ladder): number | undefined {
  return rungs.find(({ step, state }) => step === 'query' && state === 'ok')?.ms;
}

export function brokenRung({ rungs }: Ladder): Rung | undefined {
  return rungs.find(({ state }) => state === 'failed');
}

/** For the clipboard: to be pasted where somebody helps. */
export function ladderAsText(name: string, { message, rungs }: Ladder): string {
  const lines = rungs.map((rung) => `${ladder.steps[rung.step]}: ${rungInWords(rung)}${rung.ms === undefined ? '' : ` (${rung.ms} ms)`}`);
  return [name, message, ...lines].join('\n');
}

function dateOf(text: string | undefined): string {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? '' : date.toLocaleDateString(languageOf(), { day: 'numeric', month: 'long', year: 'numeric' });
}
