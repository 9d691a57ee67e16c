/** May this token sign this, and as what? Pure. */
import { matchesGlob } from '../glob.ts';
import { type SigningLevel, signingLevels, type Token } from './policy.ts';
import type { Read, Refusal, SigningRequest } from './request.ts';

export interface Decision {
  readonly signatureType: SigningLevel;
  readonly rootUrls: readonly string[];
}

const isPrivate = (level: string): boolean => level === 'private' || level === 'private-glob';
const no = (code: string, message: string, status: Refusal['status'] = 403): Read<never> => ({
  ok: false,
  refusal: { status, code, message },
});

export function decide(request: SigningRequest, token: Token, now: Date): Read<Decision> {
  const { plugin, signatureType: asked, rootUrls } = request;
  const { levels, org, plugins } = token;
  if (token.expires && Date.parse(token.expires) <= now.getTime())
    return no('signing/token-expired', `The token "${token.name}" ended on ${token.expires}. Ask for a new one.`, 401);
  if (!plugin.startsWith(`${org}-`))
    return no('signing/id', `The token is of the organisation ${org}, whose plugins begin with "${org}-"; this one is ${plugin}.`);
  if (plugins && !plugins.some((pattern) => matchesGlob(pattern, plugin)))
    return no('signing/id', `The token may sign ${plugins.join(', ')}, and not ${plugin}.`);
  if (asked !== undefined && !(signingLevels as readonly string[]).includes(asked))
    return no('signing/level', `"${asked.slice(0, 40)}" is no level to sign at here; ${signingLevels.join(', ')} are.`, 400);
  if (asked !== undefined && !(levels as readonly string[]).includes(asked))
    return no('signing/level', `The token may sign as ${levels.join(', ')}, and not as ${asked}.`);
  const level = (asked as SigningLevel | undefined) ?? levelOf(levels, rootUrls);
  if (!isPrivate(level)) {
    if (rootUrls.length > 0)
      return no('signing/root-url', `A ${level} plugin runs everywhere; leave its root URLs away, or sign it as private.`, 400);
    return { ok: true, value: { signatureType: level, rootUrls: [] } };
  }
  if (rootUrls.length === 0) return no('signing/root-url', 'Field is required: rootUrls', 400);
  const globs = level === 'private' ? rootUrls.find((url) => /[*?[\]{}\\]/.test(url)) : undefined;
  if (globs) return no('signing/root-url', `"${globs}" is a pattern, which only private-glob may have.`, 400);
  const foreign = token.rootUrls && rootUrls.find((url) => !token.rootUrls?.some((granted) => covers(granted, url)));
  if (foreign) return no('signing/root-url', `The token may bind plugins to ${token.rootUrls?.join(', ')}, and not to ${foreign}.`);
  return { ok: true, value: { signatureType: level, rootUrls } };
}

/** Nobody asked for a level: the widest one for a plugin bound to nothing, a private one for a bound one. */
function levelOf(levels: readonly SigningLevel[], rootUrls: readonly string[]): SigningLevel {
  const open = (['commercial', 'community'] as const).find((level) => levels.includes(level));
  const bound = (['private', 'private-glob'] as const).find((level) => levels.includes(level));
  return (rootUrls.length > 0 ? (bound ?? open) : (open ?? bound)) as SigningLevel;
}

/** A pattern is covered by itself only: what else it might match cannot be told by matching it as a text. */
function covers(granted: string, url: string): boolean {
  const bare = (address: string): string => address.replace(/\/+$/, '');
  if (bare(granted) === bare(url)) return true;
  return !/[*?[\]{}\\]/.test(url) && (matchesGlob(granted, url, '/.') || matchesGlob(bare(granted), bare(url), '/.'));
}
