/**
 * Whose an address is. A plugin that nobody here vouched for answers and draws in a place of its own: one part of the API, and pages
 * below one word. It gets no address that the kernel or a trusted plugin has, and none beside those, where a more exact path than theirs
 * would win.
 */
import type { PageDeclaration } from '@orrery/plugin-sdk/contributions/page';
import type { RouteDeclaration } from '@orrery/plugin-sdk/contributions/route';
import type { Contribution, Registry } from '../registry/types.ts';

/** What the kernel, or the shell by itself, answers. */
const ownPlaces =
  'api/orrery api/plugins api/health api/admin api/ api claim login logout metrics healthz livez readyz m frame public'.split(' ');

export type Places = (contribution: Contribution) => string | undefined;

/** For a route or a page: why it is left out, in words, or undefined. */
export function placesOf(registry: Pick<Registry, 'contributions'>): Places {
  const all = [...registry.contributions('route'), ...registry.contributions('page')];
  const trusted = new Set<string>(['', ...ownPlaces]);
  const holders = new Map<string, string>();
  for (const one of all) if (isTrusted(one)) trusted.add(placeOf(one));
  for (const one of all) if (!isTrusted(one) && !holders.has(placeOf(one))) holders.set(placeOf(one), one.plugin);

  return (contribution) => {
    if (isTrusted(contribution)) return undefined;
    const { plugin, point, level } = contribution;
    const path = pathOf(contribution);
    const place = placeOf(contribution);
    if (point === 'route' && !path.startsWith('/api/')) return `${path} is not below /api/, where routes of ${level} plugins lie.`;
    if (/[:*]/.test(place)) return `${path} stands for the addresses of others, too. Begin it with a word of its own.`;
    // Where clients of other servers look for a plugin's backend.
    const home = `/api/plugins/${plugin}`;
    if (path === `${home}/health` || path.startsWith(`${home}/resources`) || place === `a/${plugin}`) return undefined;
    if (place.startsWith('a/')) return `${path} lies in the place of the app ${place.slice(2)}.`;
    if (trusted.has(place)) return `${path} lies where this server itself answers. Choose a word of the plugin's own, like ${plugin}.`;
    const holder = holders.get(place);
    return holder === plugin ? undefined : `${path} lies in the place of ${holder}.`;
  };
}

function isTrusted({ level }: Contribution): boolean {
  return level === 'core' || level === 'commercial';
}
function pathOf({ declaration }: Contribution): string {
  return (declaration as RouteDeclaration | PageDeclaration).path;
}
function placeOf(contribution: Contribution): string {
  const [first = '', second = ''] = pathOf(contribution).slice(1).split('/');
  return first === 'api' || first === 'a' ? `${first}/${second}` : first;
}
