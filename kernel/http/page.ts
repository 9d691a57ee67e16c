/**
 * The one page: an import map with the hash of every module, the shell's module, and a policy under which nothing else runs.
 * What it looks like is the shell's.
 */
import { createHash, randomBytes } from 'node:crypto';
import { drawnPoints } from '@orrery/plugin-sdk/contributions/index';
import type { SharedModuleDeclaration } from '@orrery/plugin-sdk/contributions/shell';
import type { Registry } from '../registry/types.ts';
import type { Assets } from './assets.ts';
import type { OtherHosts } from './other-hosts.ts';
import { type Asked, contributionsOf, type FrontEnds } from './front-end.ts';

export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function createPage(registry: Registry, assets: Assets, frontEnds: FrontEnds, shellId: string, hosts: OtherHosts) {
  return function page(language: string, asked: Asked): Page | undefined {
    const shell = registry.contributions('shell').find(({ plugin }) => plugin === shellId) ?? registry.contributions('shell')[0];
    const pkg = shell && registry.plugin(shell.plugin)?.package;
    if (!shell || !pkg) return undefined;
    const base = `/m/${pkg.hash}/`;
    const map = inMarkup({ imports: sharedImports(registry), integrity: assets.integrity() });
    const entry = `${base}${(shell.declaration as { module: string }).module}`;
    const integrity = assets.integrity()[entry] ?? '';
    const sheets = [...pkg.files.keys()]
      .filter((file) => file.endsWith('.css'))
      .map((file) => `<link rel="stylesheet" href="${base}${file}" integrity="${assets.integrity()[base + file]}">`);
    // Later maps, for modules that were swapped, carry it too; the shell takes it out of the page before anything else runs.
    const nonce = randomBytes(16).toString('base64');
    const html = `<!doctype html>
<html lang="${language}" data-theme="night">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<meta name="image-hosts" content="${hosts.images.join(' ')}">
<title>Orrery</title>
${pkg.files.has('img/logo.svg') ? `<link rel="icon" href="${base}img/logo.svg" type="image/svg+xml">` : '<link rel="icon" href="data:,">'}
<script type="importmap" nonce="${nonce}">${map}</script>
${sheets.join('\n')}
<script type="module" src="${entry}" integrity="${integrity}"></script>
</head>
<body><div id="app"></div><noscript>Orrery's pages need JavaScript. Its API does not.</noscript></body>
</html>
`;
    return { html, headers: headersOf(nonce, frontEnds.sources(asked), hosts) };
  };
}

/** What every page is served with. */
export function headersOf(nonce: string, frames: readonly string[] = [], hosts?: OtherHosts): Readonly<Record<string, string>> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'nonce-${nonce}' 'self'`,
      "style-src 'self'",
      ["img-src 'self' data: blob:", ...(hosts?.images ?? [])].join(' '),
      "font-src 'self'",
      ["connect-src 'self'", ...(hosts?.actions ?? [])].join(' '),
      "worker-src 'self'",
      `frame-src ${frames.join(' ')}`,
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types orrery',
    ].join('; '),
    'integrity-policy': 'blocked-destinations=(script), sources=(inline)',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
  };
}

/** What a guest's document is made for. */
export interface Guest {
  readonly plugin: string;
  /** As the browser asked for it. */
  readonly host: string;
}

/**
 * The document of a plugin that may not run in the page: null origin, no network, the shell's one script, and of all module files
 * only the shell's, the plugin's own and those that pages may place in themselves. The shell's own document is the workshop in which
 * code that only draws runs as workers; no other may start any.
 */
export function framePage(registry: Registry, assets: Assets, frontEnds: FrontEnds, shellId: string, guest: Guest): Page | undefined {
  const shell = registry.plugin(shellId)?.package;
  const isWorkshop = guest.plugin === shellId;
  const file = isWorkshop ? 'workshop.js' : 'frame.js';
  const own = contributionsOf(registry, guest.plugin, [...drawnPoints, 'page']);
  if (!shell?.files.has(file) || (!isWorkshop && own.every((one) => frontEnds.inPage(one, one.point)))) return undefined;
  const script = `/m/${shell.hash}/${file}`;
  const hashes = new Set([shell.hash]);
  const allow = (plugin: string): void => void hashes.add(registry.plugin(plugin)?.package?.hash ?? shell.hash);
  for (const { plugin } of registry.contributions('sharedModule')) allow(plugin);
  allow(guest.plugin);
  // A page may hold drawings of others: what may run in the page itself may run in its stead, with less.
  for (const point of isWorkshop || own.some(({ point }) => point === 'page') ? drawnPoints : [])
    for (const one of registry.contributions(point)) if (isWorkshop || frontEnds.inPage(one, point)) allow(one.plugin);

  const integrity = Object.fromEntries(Object.entries(assets.integrity()).filter(([url]) => hashes.has(url.split('/')[2] ?? '')));
  const map = inMarkup({ imports: sharedImports(registry, 'frame'), integrity });
  // A nonce could be read and used by the guest; a hash lets this one map in and nothing else.
  const hash = createHash('sha256').update(map).digest('base64');
  const origins = frontEnds.origins(guest);
  const files = origins.length > 0 ? origins.flatMap((origin) => [...hashes].map((one) => `${origin}/m/${one}/`)).join(' ') : "'self'";
  const policy = [
    'sandbox allow-scripts',
    "default-src 'none'",
    `script-src 'sha256-${hash}' ${files}`,
    `style-src ${files}`,
    `font-src ${files}`,
    `img-src data: blob: ${files}`,
    `worker-src ${isWorkshop ? 'blob:' : "'none'"}`,
    "require-trusted-types-for 'script'",
    `trusted-types ${isWorkshop ? 'orrery-workshop' : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frontEnds.ancestors(guest).join(' ')}`,
  ];
  // Known already, so it need not wait for the script that asks for it.
  const module = `/m/${registry.plugin(guest.plugin)?.package?.hash}/module.js`;
  const ahead = !isWorkshop && integrity[module] ? `<link rel="modulepreload" href="${module}" integrity="${integrity[module]}">` : '';
  return {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sandbox</title><script type="importmap">${map}</script>${ahead}<script type="module" crossorigin src="${script}" integrity="${integrity[script]}"></script></head><body></body></html>`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy.join('; '),
      'connection-allowlist': '(response-origin)',
      'cross-origin-resource-policy': 'cross-origin',
      'permissions-policy':
        'camera=(), microphone=(), geolocation=(), payment=(), usb=(), fullscreen=(), clipboard-read=(), clipboard-write=(), display-capture=()',
    },
  };
}

/** JSON that can end no element: names of files are their authors' choice. */
function inMarkup(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** Bare names of the modules that all front ends share. */
function sharedImports(registry: Registry, where: 'page' | 'frame' = 'page'): Record<string, string> {
  return Object.fromEntries(
    registry.contributions('sharedModule').map(({ name, plugin, declaration }) => {
      const { file, frame = file } = declaration as SharedModuleDeclaration;
      return [name, `/m/${registry.plugin(plugin)?.package?.hash}/${where === 'frame' ? frame : file}`];
    }),
  );
}
