/** Names of a new plugin, made from what its author calls it. */
import { UsageError } from '../io.ts';

export const kinds = ['panel', 'datasource', 'app', 'auth', 'notifier', 'transformation'] as const;
export type Kind = (typeof kinds)[number];

/** What an author answers. */
export interface Answers {
  readonly kind: Kind;
  /** As people read it: `Traffic lights`. */
  readonly name: string;
  /** Whose it is, as people read it: `Acme`. */
  readonly org: string;
}

export interface Names extends Answers {
  /** `acme-trafficlights-panel`: organisation, name, and what the format knows it as. */
  readonly id: string;
  /** `acme-trafficlights`: prefix of classes, settings and contributions. */
  readonly base: string;
  /** `TrafficLights`: of types. */
  readonly pascal: string;
}

/** plugin.json knows three types; whatever is no panel and no datasource is an app. */
const typeOf: Readonly<Record<Kind, string>> = {
  panel: 'panel',
  datasource: 'datasource',
  app: 'app',
  auth: 'app',
  notifier: 'app',
  transformation: 'app',
};

export function namesOf({ kind, name, org }: Answers): Names {
  const ending = typeOf[kind];
  const slug = slugOf(name).replace(new RegExp(`(?<=.)${ending}$`), '');
  const base = `${slugOf(org)}-${slug}`;
  const pascal = name.replace(/[^\p{L}\p{N}]+/gu, ' ').replace(/(?:^| )(\p{L}|\p{N})/gu, (_all, letter: string) => letter.toUpperCase());
  return { kind, name, org, base, id: `${base}-${ending}`, pascal: /^\p{N}/u.test(pascal) ? `My${pascal}` : pascal };
}

/** Lower-case letters and digits only: the format's ids allow no more, and a dash parts organisation, name and type. */
function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** What keeps a name from being one; undefined for a good one. */
export function nameProblem(text: string, what: string): string | undefined {
  const found = text.trim();
  if (found === '') return `${what} is empty.`;
  if (found.length > 60) return `${what} is longer than 60 characters.`;
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(found))
    return `${what} is "${found}"; letters, digits, spaces, dots, dashes and _ make one.`;
  if (slugOf(found) === '') return `${what} is "${found}", of which no id can be made. Use some letters from a to z.`;
  return undefined;
}

export function kindOf(text: string): Kind {
  const kind = kinds.find((one) => one === text);
  if (!kind) throw new UsageError(`"${text}" is no kind of plugin. There are ${kinds.join(', ')}.`);
  return kind;
}
