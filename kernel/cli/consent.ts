/** Consent at the terminal: what is asked, in words; yes, no, or less. */
import { capabilityWords } from '@orrery/plugin-sdk/manifest/ask-words/index';
import type { Consent, ConsentView, Progress } from '../installer/types.ts';
import { type CommandIo, inLine } from './io.ts';
import type { PluginArguments } from './plugin-arguments.ts';

type Asked = ConsentView['asks'][number];

/** German where the terminal is; English anywhere else. */
const languageAt = ({ env }: CommandIo): string =>
  (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').toLowerCase().startsWith('de') ? 'de' : 'en';
const texts = {
  en: {
    signed: (level: string, org: string, key: string) => `signed as ${level} by ${org} (key ${key})`,
    unsigned: 'not signed; this server lists its id as one that may run all the same',
    nothing: 'It asks for nothing.',
    asks: 'It asks to:',
    taken: (level: string, org: string, key: string) =>
      `Somebody else signed the version before: as ${level}, ${org} (key ${key}). What that one kept, this one gets.`,
    more: 'New in this version:',
    less: 'No longer asked:',
    refused: 'not granted so far',
    question: 'Grant this? [y]es, [n]o, or the numbers to grant, like 1,3: ',
  },
  de: {
    signed: (level: string, org: string, key: string) => `signiert als ${level} von ${org} (Schlüssel ${key})`,
    unsigned: 'nicht signiert; dieser Server führt es als eines, das trotzdem laufen darf',
    nothing: 'Es möchte nichts.',
    asks: 'Es möchte:',
    taken: (level: string, org: string, key: string) =>
      `Die Version davor hat jemand anderes signiert: als ${level}, ${org} (Schlüssel ${key}). Was jene aufbewahrt, bekommt diese.`,
    more: 'Neu in dieser Version:',
    less: 'Nicht mehr gewünscht:',
    refused: 'bisher nicht gewährt',
    question: 'Gewähren? [j]a, [n]ein, oder die Nummern, etwa 1,3: ',
  },
} as const;

/** From flags where they say it; else a person is asked where there is one. Whoever names a plugin for the first time in a script means it. */
export function consentAt({ yes, grant }: PluginArguments, io: CommandIo): Consent {
  if (yes || grant === 'all') return 'all';
  if (grant !== undefined) return { keys: grant === 'none' ? [] : grant.split(',').map((key) => key.trim()) };
  return {
    async person(view) {
      const shown = show(view, io);
      const everything = shown.filter(({ granted }) => granted).map(({ key }) => key);
      if (!io.ask) return view.before && view.needsDecision ? undefined : everything;
      if (!view.needsDecision) return everything;
      const answer = (await io.ask(texts[languageAt(io) as 'en'].question)).trim().toLowerCase();
      if (/^(y|yes|j|ja)$/.test(answer)) return everything;
      const numbers = /^[\d\s,]+$/.test(answer) ? answer.split(/[\s,]+/).map(Number) : undefined;
      // Whoever was asked and gave no answer that grants something has said no.
      return numbers ? shown.filter((_, index) => numbers.includes(index + 1)).map(({ key }) => key) : 'no';
    },
  };
}
consentAt.show = show;

function show(view: ConsentView, io: CommandIo): readonly Asked[] {
  const language = languageAt(io) as 'en' | 'de';
  const t = texts[language];
  const { name, version, before, level, signedBy, takenFrom, asks, removed } = view;
  io.out(
    `${inLine(name)} ${before && before !== version ? `${before} -> ` : ''}${version}, ${signedBy ? t.signed(level, inLine(signedBy.orgName), signedBy.keyId) : t.unsigned}`,
  );
  if (takenFrom) io.out(t.taken(takenFrom.level, inLine(takenFrom.signedBy.orgName), takenFrom.signedBy.keyId));
  const ordered = [...asks.filter(({ isNew }) => isNew), ...asks.filter(({ isNew }) => !isNew)];
  const line = (ask: Asked): void => {
    const words = inLine(capabilityWords(ask.capability, ask.scope, language).join('; '));
    io.out(`  ${ordered.indexOf(ask) + 1}. ${words}  (${inLine(ask.key)})${ask.granted ? '' : ` [${t.refused}]`}`);
  };
  if (asks.length === 0) io.out(t.nothing);
  const fresh = before ? ordered.filter(({ isNew }) => isNew) : [];
  if (fresh.length > 0) {
    io.out(t.more);
    fresh.forEach(line);
  }
  const rest = ordered.filter((ask) => !fresh.includes(ask));
  if (rest.length > 0) {
    io.out(t.asks);
    rest.forEach(line);
  }
  if (removed.length > 0) {
    io.out(t.less);
    for (const { capability, scope } of removed) io.out(`  - ${inLine(capabilityWords(capability, scope, language).join('; '))}`);
  }
  return ordered;
}

const words: Partial<Record<Progress['stage'], string>> = {
  find: 'looking for',
  fetch: 'fetching',
  verify: 'verifying',
  stage: 'keeping',
  start: 'starting',
};

/** A line a step; while it is fetched, one a quarter. */
export function drawProgress(io: CommandIo): (progress: Progress) => void {
  let quarter = -1;
  return ({ stage, plugin, version, received = 0, total = 0 }) => {
    const word = words[stage];
    if (!word) return;
    const what = `${word} ${plugin}${version ? ` ${version}` : ''}`;
    if (stage !== 'fetch') return io.out(what);
    const now = total > 0 ? Math.floor((received / total) * 4) : 0;
    if (now === quarter) return;
    quarter = now === 4 ? -1 : now;
    io.out(total > 0 ? `${what} ${now * 25} % of ${Math.ceil(total / 1024)} kB` : what);
  };
}
