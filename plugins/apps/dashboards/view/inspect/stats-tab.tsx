import type { JSX } from 'preact';
import { w } from '../../text/work/index.ts';
import type { PanelResult } from '../panel/results.ts';

/** What the panel's data cost, and what the source says about them. */
export function StatsTab({ result }: { result: PanelResult | undefined }): JSX.Element {
  const { request, answers = [], bytes, ms, raw = [], data } = result ?? {};
  const rows = raw.reduce((sum, { length }) => sum + length, 0);
  const facts: [string, string][] = [
    [w.inspect.stats.time, ms === undefined ? '–' : `${Math.round(ms)} ms`],
    [w.inspect.stats.queries, String(request?.queries.length ?? 0)],
    [w.inspect.stats.failures, String(answers.filter(({ error }) => error).length)],
    [w.inspect.stats.frames, String(raw.length)],
    [w.inspect.stats.rows, rows.toLocaleString()],
    [w.inspect.stats.bytes, bytes === undefined ? '–' : `${(bytes / 1024).toFixed(1)} KiB`],
    [w.inspect.stats.at, data?.at ? new Date(data.at).toLocaleTimeString() : '–'],
  ];
  const told = raw.flatMap(({ meta }) =>
    Array.isArray(meta?.stats) ? (meta.stats as { displayName?: string; value?: unknown; unit?: string }[]) : [],
  );
  return (
    <table class="o-tbl o-c">
      <caption class="o-vh">{w.inspect.tabs.stats}</caption>
      <tbody>
        {facts.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="o-r">{value}</td>
          </tr>
        ))}
        {told.map(({ displayName, value, unit }, index) => (
          <tr key={index}>
            <th scope="row">{displayName}</th>
            <td class="o-r">
              {String(value)} {unit}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
