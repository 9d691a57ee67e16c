/** What the manifest says of itself. Its shape was checked before: here it is looked at with the eyes of a catalog. */
import semver from 'semver';
import { nearest } from '../../../manifest/nearest.ts';
import { iconPaths } from '../../../ui/icon-paths.ts';
import type { Facts } from '../facts.ts';
import { error, type Finding, warning } from '../finding.ts';
import { lineOfPath } from '../source.ts';

const idForm = /^[0-9a-z]+-(?:[0-9a-z]+-)?(?:app|panel|datasource)$/;

export function manifestRules({ manifest, manifestSource, text }: Facts): Finding[] {
  const { id, type, name, info, orrery, dependencies } = manifest;
  const at = (...path: (string | number)[]): number | undefined => lineOfPath(manifestSource, path);
  const found: Finding[] = [];
  const say = (make: typeof error, rule: string, message: string, remedy: string, ...path: (string | number)[]): void =>
    void found.push(make(`manifest/${rule}`, 'manifest.ts', message, remedy, at(...path)));

  if (!idForm.test(id))
    say(
      error,
      'id',
      `The id "${id}" is not of the form organisation-name-type.`,
      `Use lower-case letters, digits and two dashes, like acme-lights-${type}.`,
      'id',
    );
  else if (!id.endsWith(`-${type}`)) say(error, 'id-type', `The id "${id}" does not end with its type.`, `End it with -${type}.`, 'id');
  else if (id.split('-').length < 3)
    say(warning, 'id-parts', `The id "${id}" names no organisation.`, `Begin it with whose it is: acme-${id}.`, 'id');
  if (name === id) say(error, 'name', 'The name is the id.', 'Give it a name that people read.', 'name');
  if (!semver.valid(info.version))
    say(error, 'version', `The version "${info.version}" is none.`, 'Use three numbers, like 1.2.0.', 'info', 'version');
  const packaged = packageVersion(text('package.json'));
  if (packaged && packaged !== info.version)
    say(
      error,
      'package-version',
      `The version is ${info.version}, and package.json says ${packaged}.`,
      'Make them the same.',
      'info',
      'version',
    );
  if (!info.description)
    say(
      warning,
      'description',
      'There is no description: nobody finds this plugin in a catalog.',
      'Say in a sentence what it is for.',
      'info',
    );
  if (!info.keywords?.length) say(warning, 'keywords', 'There are no keywords.', 'Add the words that people would search for.', 'info');
  if (!info.author?.name) say(warning, 'author', 'Nobody is named as its author.', 'Add info.author.name.', 'info');
  for (const [index, { name: label, url }] of (info.links ?? []).entries())
    if (!/^https:\/\/[^\s]+$/.test(url))
      say(error, 'link', `The link "${label}" leads to "${url}".`, 'Use an address that begins with https://.', 'info', 'links', index);
  const range = dependencies?.grafanaDependency;
  if (range !== undefined && semver.validRange(range) === null)
    say(
      error,
      'range',
      `dependencies.grafanaDependency is "${range}", which is no range of versions.`,
      'Write it like ">=12.0.0".',
      'dependencies',
    );

  const { capabilities = {}, contributes = {}, runtime } = orrery;
  for (const point of ['shell', 'sharedModule'] as const)
    if (contributes[point])
      say(error, 'core-only', `The point "${point}" is for core plugins.`, 'Take it out.', 'orrery', 'contributes', point);
  if (capabilities.provisioning)
    say(error, 'core-only', 'The capability "provisioning" is for core plugins.', 'Take it out.', 'orrery', 'capabilities', 'provisioning');
  if (capabilities.identity?.some((scope) => scope !== 'check'))
    say(
      error,
      'core-only',
      'Of the capability "identity", only "check" is for plugins that are not core.',
      "Ask for identity: ['check'].",
      'orrery',
      'capabilities',
      'identity',
    );
  if (runtime === 'worker')
    say(
      warning,
      'worker',
      'It asks for a worker thread, which servers give to core and commercial plugins only, or by [orrery] allow_workers.',
      'Use runtime "isolate" if it needs nothing of Node.',
      'orrery',
      'runtime',
    );
  if (contributes.authProvider)
    say(
      warning,
      'auth-provider',
      'It says who people are, which servers let core and commercial plugins do, and others by [orrery] allow_auth_providers.',
      'Tell its users to add its id there.',
      'orrery',
      'contributes',
      'authProvider',
    );
  for (const origin of capabilities.fetch ?? [])
    if (origin.startsWith('http://'))
      say(
        warning,
        'plain-http',
        `It asks for ${origin}, where everybody on the way reads along.`,
        'Use https://.',
        'orrery',
        'capabilities',
        'fetch',
      );

  for (const [route, { path, rule }] of Object.entries(contributes.route ?? {})) {
    if (!path.startsWith(`/api/plugins/${id}/`) && !path.startsWith(`/api/${id}/`))
      say(
        warning,
        'route-path',
        `The route "${route}" answers ${path}, where other plugins may want to answer, too.`,
        `Put it below /api/plugins/${id}/resources/.`,
        'orrery',
        'contributes',
        'route',
        route,
      );
    if ('anyone' in rule)
      say(
        warning,
        'route-open',
        `The route "${route}" answers whoever asks, signed in or not.`,
        'Use { signedIn: true }, { admitted: true } or an action, if that is not what you mean.',
        'orrery',
        'contributes',
        'route',
        route,
      );
  }
  for (const [page, { path }] of Object.entries(contributes.page ?? {}))
    if (!path.startsWith(`/a/${id}`))
      say(warning, 'page-path', `The page "${page}" is at ${path}.`, `Put it below /a/${id}.`, 'orrery', 'contributes', 'page', page);
  for (const [entry, { icon }] of Object.entries(contributes.navigation ?? {}))
    if (!Object.hasOwn(iconPaths, icon)) {
      const names = Object.keys(iconPaths);
      const like = nearest(icon, names);
      say(
        warning,
        'icon',
        `The navigation entry "${entry}" has the icon "${icon}", which there is not: its place stays empty.`,
        like ? `Use "${like}", or another of ${names.join(', ')}.` : `Use one of ${names.join(', ')}.`,
        'orrery',
        'contributes',
        'navigation',
        entry,
      );
    }
  for (const point of ['panel', 'datasource', 'transformation', 'authProvider', 'notifier'] as const)
    for (const contribution of Object.keys(contributes[point] ?? {}))
      if (contribution !== id && !contribution.startsWith(`${id.split('-')[0]}-`))
        say(
          warning,
          'global-name',
          `The ${point} "${contribution}" may be called as somebody else's: one plugin alone gets a name.`,
          `Call it ${id}, or begin it with ${id.split('-')[0]}-.`,
          'orrery',
          'contributes',
          point,
          contribution,
        );
  return found;
}

function packageVersion(text: string | undefined): string | undefined {
  try {
    return text && (JSON.parse(text) as { version?: string }).version;
  } catch {
    return undefined;
  }
}
