/** What was seen, as lines for the terminal and as a page with the pictures. */
import type { Imported } from './import.ts';
import type { Outcome, SeenPanel, Visit } from './visit.ts';

export interface Tried {
  readonly imported: Imported;
  readonly visit?: Visit;
  /** Sources that are not here: a reference a panel that TestData was drawn in the stead of. */
  readonly replaced?: readonly string[];
  /** File name of the picture. */
  readonly shot?: string;
}

const outcomes: readonly Outcome[] = ['drawn', 'empty', 'failed', 'missing panel', 'missing source', 'blank'];

export function lines(tried: readonly Tried[]): string[] {
  const panels = tried.flatMap(({ visit }) => visit?.panels ?? []);
  const broken = tried.filter(({ imported }) => 'failure' in imported);
  const said = (outcome: Outcome): string[] =>
    tally(panels.filter((panel) => panel.outcome === outcome).map((panel) => `${panel.type}: ${panel.said}`)).map(
      ([text, count]) => `  ${count} × ${text}`,
    );
  const complaints = tried.flatMap(({ imported, visit }) => (visit?.complaints ?? []).map((text) => `  ${imported.path}: ${text}`));
  return [
    ...tried.map(
      ({ imported, visit }) =>
        `${'failure' in imported ? `NOT IMPORTED: ${imported.failure}` : counts(visit?.panels ?? [])}  ${imported.path}`,
    ),
    '',
    'By panel type:',
    ...tally(panels.map(({ type }) => type)).map(([type]) => `  ${type}: ${counts(panels.filter((panel) => panel.type === type))}`),
    ...section(
      'Panel plugins that are missing:',
      tally(only(panels, 'missing panel')).map(([name, count]) => `  ${name}: ${count}`),
    ),
    ...section(
      'Data sources that are missing:',
      tally(only(panels, 'missing source')).map(([name, count]) => `  ${name}: ${count}`),
    ),
    ...section(
      'Drawn with frames of TestData, as their source is not here:',
      tally(tried.flatMap(({ replaced = [] }) => replaced)).map(([name, count]) => `  ${name}: ${count}`),
    ),
    ...section('Failed:', said('failed')),
    ...section('Empty:', said('empty')),
    ...section(
      'Blank:',
      panels.filter(({ outcome }) => outcome === 'blank').map(({ type, title, key }) => `  ${type} ${title} (${key})`),
    ),
    ...section('Console errors:', complaints),
    '',
    `${tried.length} dashboards, ${broken.length} not imported; ${panels.length} panels: ${counts(panels)}; ${complaints.length} console errors`,
  ];
}

/** Import failures, blank panels and console errors are faults; missing plugins and sources are said. */
export function isFaulty(tried: readonly Tried[]): boolean {
  return tried.some(
    ({ imported, visit }) =>
      'failure' in imported || (visit?.complaints.length ?? 0) > 0 || visit?.panels.some(({ outcome }) => outcome === 'blank'),
  );
}

function only(panels: readonly SeenPanel[], outcome: Outcome): string[] {
  return panels.filter((panel) => panel.outcome === outcome).map(({ said }) => said);
}
function section(title: string, entries: readonly string[]): string[] {
  return entries.length > 0 ? ['', title, ...entries] : [];
}
function counts(panels: readonly SeenPanel[]): string {
  const parts = outcomes.flatMap((outcome) => {
    const count = panels.filter((panel) => panel.outcome === outcome).length;
    return count > 0 ? [`${count} ${outcome}`] : [];
  });
  return parts.join(', ') || 'no panels';
}
function tally(texts: readonly string[]): [string, number][] {
  const found = new Map<string, number>();
  for (const text of texts) found.set(text, (found.get(text) ?? 0) + 1);
  return [...found].sort(([, one], [, other]) => other - one);
}

export function page(tried: readonly Tried[]): string {
  const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const cards = tried.map(({ imported, visit, shot }) => {
    const facts = 'failure' in imported ? `not imported: ${imported.failure}` : counts(visit?.panels ?? []);
    const rest = (visit?.panels ?? [])
      .filter(({ outcome }) => outcome !== 'drawn')
      .map(({ outcome, type, title, said }) => `<li>${escape(`${outcome}: ${type} "${title}" ${said}`)}</li>`);
    return `<section><h2>${escape(imported.title)}</h2><p>${escape(imported.path)}: ${escape(facts)}</p>
<details><summary>${rest.length} not drawn</summary><ul>${rest.join('')}</ul></details>
${shot ? `<a href="${escape(shot)}"><img src="${escape(shot)}" alt="" loading="lazy"></a>` : ''}</section>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Dashboards</title>
<style>body{font:14px system-ui;margin:24px;background:#0e1218;color:#e6eaf0}main{display:grid;grid-template-columns:repeat(auto-fill,minmax(420px,1fr));gap:24px}
img{width:100%;border:1px solid #394456;border-radius:6px}h2{font-size:16px;margin:0}p,li,summary{color:#aab4c3}pre{white-space:pre-wrap}</style>
<h1>Dashboards</h1><pre>${escape(lines(tried).slice(tried.length).join('\n'))}</pre><main>${cards.join('\n')}</main></html>\n`;
}
