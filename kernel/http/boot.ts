/** What the shell needs to begin: who is signed in, where they may go, and which modules draw it. */
import type { Principal } from '@orrery/plugin-sdk';
import { hasRole } from '@orrery/plugin-sdk/principal';
import { drawnPoints } from '@orrery/plugin-sdk/contributions/index';
import type { NavigationDeclaration } from '@orrery/plugin-sdk/contributions/navigation';
import type { PageDeclaration } from '@orrery/plugin-sdk/contributions/page';
import type { RouteDeclaration } from '@orrery/plugin-sdk/contributions/route';
import { bare } from '../access/bare.ts';
import type { Contribution } from '../registry/types.ts';
import type { Assets } from './assets.ts';
import { contributionsOf, type FrontEnds } from './front-end.ts';
import type { HttpParts } from './parts.ts';
import { placesOf } from './places.ts';

export function bootData(
  principal: Principal | undefined,
  { registry, access, claim, config, version, develop }: HttpParts,
  assets: Assets,
  { frontEnds, language, host }: { frontEnds: FrontEnds; language: string; host: string },
): Record<string, unknown> {
  const may = (action: string | undefined): boolean => !action || (principal !== undefined && access.allows(principal, action, ''));
  const labelOf = ({ name, plugin, declaration }: Contribution): string =>
    (declaration as { label?: string }).label ?? registry.plugin(plugin)?.package?.manifest.name ?? name;
  const workshop = frontEnds.frameOf(config.get('orrery', 'shell'), { host });
  const module = (contribution: Contribution): Record<string, unknown> => {
    const { plugin, point, declaration } = contribution;
    const pkg = registry.plugin(plugin)?.package;
    const file = (name: string) => (pkg?.files.has(name) ? `/m/${pkg.hash}/${name}` : undefined);
    const files = { plugin, module: file('module.js'), css: file('module.css'), worker: file('worker.js') };
    if (frontEnds.inPage(contribution, point)) return files;
    const drawing = (declaration as { draws?: true }).draws ? file('drawing.js') : undefined;
    const isWorker = drawing !== undefined || point === 'transformation';
    const outside = { name: pkg?.manifest.name, frame: frontEnds.frameOf(plugin, { host }), ...(isWorker && { workshop }) };
    return { ...files, ...outside, ...(drawing && { drawing }) };
  };
  /** What is told of it before its code is loaded. */
  const shown = ({ plugin, declaration }: Contribution): Record<string, unknown> => {
    const pkg = registry.plugin(plugin)?.package;
    const picture = pkg?.manifest.info.logos?.small;
    const { suits } = declaration as { suits?: readonly unknown[] };
    return { ...(suits && { suits }), ...(picture && pkg?.files.has(picture) && { picture: `/m/${pkg.hash}/${picture}` }) };
  };
  /** What pages outside the page may ask of this server: the routes of their own plugin. */
  const routes: Record<string, string[]> = {};
  const problem = placesOf(registry);
  const pages = registry.contributions('page').filter((contribution) => !problem(contribution));
  for (const contribution of pages)
    if (!frontEnds.inPage(contribution, 'page'))
      routes[contribution.plugin] = contributionsOf(registry, contribution.plugin, ['route']).map(({ declaration }) => {
        const { method, path } = declaration as RouteDeclaration;
        return `${method} ${path}`;
      });
  return {
    principal: principal ? bare(principal) : null,
    language,
    claimed: !claim.unclaimed,
    version,
    buildInfo: { version: config.get('orrery', 'grafana_version') },
    theme: config.get('users', 'default_theme') || 'system',
    live: '/api/orrery/live',
    ...(develop.active && { develop: true }),
    signIn: registry.contributions('authProvider').flatMap(({ declaration }) => {
      const { form } = declaration as { form?: { label: string; path: string } };
      return form ? [form] : [];
    }),
    navigation: registry
      .contributions('navigation')
      .filter(({ declaration }) => {
        const { action, role } = declaration as NavigationDeclaration;
        return principal && may(action) && (!role || hasRole(principal, role));
      })
      .map(({ name, plugin, declaration }) => {
        const { labels, role: _, ...entry } = declaration as NavigationDeclaration;
        return { id: `${plugin}/${name}`, ...entry, label: labels?.[language] ?? entry.label };
      })
      .sort((a, b) => a.weight - b.weight),
    pages: pages.map((contribution) => {
      const { titles, ...declaration } = contribution.declaration as PageDeclaration;
      const title = titles?.[language] ?? declaration.title;
      const allowed = may(declaration.action) && (principal !== undefined || declaration.anyone === true);
      return { ...module(contribution), name: contribution.name, ...declaration, title, allowed };
    }),
    ...Object.fromEntries(
      drawnPoints.map((point) => [
        `${point}s`,
        Object.fromEntries(
          registry
            .contributions(point)
            .map((contribution) => [contribution.name, { label: labelOf(contribution), ...shown(contribution), ...module(contribution) }]),
        ),
      ]),
    ),
    aliases: Object.fromEntries(drawnPoints.map((point) => [`${point}s`, Object.fromEntries(registry.aliases(point))])),
    routes,
    integrity: assets.integrity(),
  };
}
