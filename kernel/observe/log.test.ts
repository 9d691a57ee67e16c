import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createLog } from './log.ts';
import { openLogFile } from './log-file.ts';

function logOf(settings: Readonly<Record<string, string>>) {
  const lines: string[] = [];
  const log = createLog({
    setting: (section, key) => settings[`${section}.${key}`],
    folder: tmpdir(),
    console: (line) => lines.push(line),
  });
  return { log, lines };
}

describe('the console log', () => {
  test('writes a line as Grafana does: logger, time, level, message, then the rest', () => {
    const { log, lines } = logOf({});
    log('context').info('Request Completed', { userId: 1, method: 'GET', path: '/api/x y', status: 404, referer: '' });
    expect(lines.join('')).toMatch(
      /^logger=context userId=1 t=\d{4}-\d\d-\d\dT[\d:.]+Z level=info msg="Request Completed" method=GET path="\/api\/x y" status=404 referer=\n$/,
    );
  });

  test('cannot be made to begin a second line by a value', () => {
    const { log, lines } = logOf({});
    log('a').warn('x\nlevel=error', { 'k\ny=1': 'v\r\nlogger=b' });
    expect(lines.join('').trimEnd()).not.toMatch(/[\r\n]/);
  });

  test('writes one JSON object a line when told so', () => {
    const { log, lines } = logOf({ 'log.console.format': 'json' });
    log('plugin.x').error('failed', { n: 1 });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ logger: 'plugin.x', level: 'error', msg: 'failed', n: 1 });
  });

  test('keeps to the level, and to the filter of a logger or of one above it', () => {
    const { log, lines } = logOf({ 'log.level': 'warn', 'log.filters': 'plugin:debug plugin.loud:error' });
    log('context').info('no');
    log('plugin.x').debug('yes 1');
    log('plugin.loud').warn('no');
    log('context').warn('yes 2');
    expect(lines.map((line) => /msg="([^"]*)"/.exec(line)?.[1])).toEqual(['yes 1', 'yes 2']);
  });

  test('never shows what lies under the name of a secret', () => {
    const { log, lines } = logOf({});
    log('a').info('x', { password: 'canary', nested: { token: 'canary' } });
    expect(lines.join('')).not.toContain('canary');
  });
});

describe('the log file', () => {
  test('begins anew after so many lines and each day, and forgets old days', () => {
    const folder = mkdtempSync(join(tmpdir(), 'orrery-log-'));
    let now = new Date('2026-11-24T10:00:00Z');
    const file = openLogFile(join(folder, 'orrery.log'), { rotate: true, daily: true, maxLines: 2, maxBytes: 1e6, maxDays: 7 }, () => now);
    for (const line of ['1\n', '2\n', '3\n']) file.write(line);
    now = new Date('2026-11-25T10:00:00Z');
    file.write('4\n');
    expect(readdirSync(folder).sort()).toEqual(['orrery.log', 'orrery.log.2026-11-24.001', 'orrery.log.2026-11-24.002']);
    expect(readFileSync(join(folder, 'orrery.log.2026-11-24.001'), 'utf8')).toBe('1\n2\n');
    expect(readFileSync(join(folder, 'orrery.log'), 'utf8')).toBe('4\n');
    now = new Date(Date.now() + 30 * 86_400_000);
    file.write('5\n');
    expect(readdirSync(folder)).toEqual(['orrery.log']);
    rmSync(folder, { recursive: true });
  });
});
