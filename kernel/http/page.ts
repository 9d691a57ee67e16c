/**
 * The one page: an import map with the hash of every module, the shell's module, and a policy under which nothing else runs.
 * What it looks like is the shell's.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Registry } from '../registry/types.ts';
import type { Assets } from './assets.ts';

export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function createPage(registry: Registry, assets: Assets, shellId: string) {
  return function page(language: string): Page | undefined {
    const shell = registry.contributions('shell').find(({ plugin }) => plugin === shellId) ?? registry.contributions('shell')[0];
    const pkg = shell && registry.plugin(shell.plugin)?.package;
    if (!shell || !pkg) return undefined;
    const base = `/m/${pkg.hash}/`;
    const imports = Object.fromEntries(
      registry
        .contributions('sharedModule')
        .map(({ name, plugin, declaration }) => [
          name,
          `/m/${registry.plugin(plugin)?.package?.hash}/${(declaration as { file: string }).file}`,
        ]),
    );
    const map = JSON.stringify({ imports, integrity: assets.integrity() });
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
<title>Orrery</title>
${pkg.files.has('img/logo.svg') ? `<link rel="icon" href="${base}img/logo.svg" type="image/svg+xml">` : '<link rel="icon" href="data:,">'}
<script type="importmap" nonce="${nonce}">${map}</script>
${sheets.join('\n')}
<script type="module" src="${entry}" integrity="${integrity}"></script>
</head>
<body><div id="app"></div><noscript>Orrery's pages need JavaScript. Its API does not.</noscript></body>
</html>
`;
    return { html, headers: headersOf(nonce) };
  };
}

/** What every page is served with. */
export function headersOf(nonce: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'nonce-${nonce}' 'self'`,
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "worker-src 'self'",
      "frame-src 'self'",
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

/** The document of a sandboxed frame: null origin, no network, the shell's one script, and the shared modules by their hashes. */
export function framePage(registry: Registry, assets: Assets, shellId: string): Page | undefined {
  const pkg = registry.plugin(shellId)?.package;
  const script = pkg && `/m/${pkg.hash}/frame.js`;
  if (!pkg || !script || !pkg.files.has('frame.js')) return undefined;
  const map = JSON.stringify({ imports: sharedImports(registry), integrity: assets.integrity() });
  // A nonce could be read and used by the guest; a hash lets this one map in and nothing else.
  const hash = createHash('sha256').update(map).digest('base64');
  const style = pkg.files.has('frame.css')
    ? `<link rel="stylesheet" crossorigin href="/m/${pkg.hash}/frame.css" integrity="${assets.integrity()[`/m/${pkg.hash}/frame.css`]}">`
    : '';
  return {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sandbox</title><script type="importmap">${map}</script>${style}<script type="module" crossorigin src="${script}" integrity="${assets.integrity()[script]}"></script></head><body></body></html>`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `sandbox allow-scripts; default-src 'none'; script-src 'sha256-${hash}' 'self'; style-src 'self'; font-src 'self'; img-src data: blob:; worker-src blob:; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
      'connection-allowlist': '(response-origin)',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), fullscreen=()',
    },
  };
}

/** Bare names of the modules that all front ends share. */
function sharedImports(registry: Registry): Record<string, string> {
  return Object.fromEntries(
    registry
      .contributions('sharedModule')
      .map(({ name, plugin, declaration }) => [
        name,
        `/m/${registry.plugin(plugin)?.package?.hash}/${(declaration as { file: string }).file}`,
      ]),
  );
}
