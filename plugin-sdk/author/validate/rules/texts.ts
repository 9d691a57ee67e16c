/** README, changelog and licence: what a catalog shows beside the plugin. */
import type { Facts } from '../facts.ts';
import { error, type Finding, warning } from '../finding.ts';

const licences =
  /\b(?:MIT License|Apache License|BSD [23]-Clause|Redistribution and use in source and binary forms|GNU (?:LESSER |AFFERO )?GENERAL PUBLIC LICENSE|ISC License|Mozilla Public License)\b/i;

export function textRules({ text, manifest }: Facts): Finding[] {
  return [...readme(text('README.md')), ...changelog(text('CHANGELOG.md'), manifest.info.version), ...licence(text('LICENSE'))];
}

function readme(text: string | undefined): Finding[] {
  if (!text?.trim())
    return [
      error('readme/missing', 'README.md', 'There is no README.', 'Say what the plugin shows or does, its options, and what it asks for.'),
    ];
  const found: Finding[] = [];
  let fenced = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*```/.test(line)) fenced = !fenced;
    if (fenced) continue;
    for (const [, target = ''] of line.matchAll(/\]\(\s*<?([^)\s>]+)/g)) {
      if (/^(?:https:|mailto:|#)/.test(target)) continue;
      if (target.startsWith('http:'))
        found.push(warning('readme/plain-http', 'README.md', `The link ${target} is not encrypted.`, 'Use https://.', index + 1));
      else
        found.push(
          error(
            'readme/relative',
            'README.md',
            `The link ${target} leads nowhere in a catalog, which shows this file alone.`,
            'Use a whole address.',
            index + 1,
          ),
        );
    }
    if (line.includes('<!--'))
      found.push(warning('readme/comment', 'README.md', 'HTML comments are shown as text in places.', 'Take the comment out.', index + 1));
  }
  return found;
}

function changelog(text: string | undefined, version: string): Finding[] {
  if (!text?.trim())
    return [
      warning(
        'changelog/missing',
        'CHANGELOG.md',
        'There is no changelog: whoever updates does not learn what changes.',
        'Write CHANGELOG.md with a heading a version.',
      ),
    ];
  if (text.includes(version)) return [];
  return [
    warning('changelog/version', 'CHANGELOG.md', `It does not speak of ${version}.`, `Add a heading \`## ${version}\` and what changed.`),
  ];
}

function licence(text: string | undefined): Finding[] {
  if (!text?.trim())
    return [
      error(
        'licence/missing',
        'LICENSE',
        'There is no licence, so nobody may use this plugin.',
        'Put the text of your licence into LICENSE.',
      ),
    ];
  const line = text
    .split('\n')
    .findIndex((one) => /<year>|\[year\]|\[yyyy\]|<name of author>|\[name of copyright owner\]|\[fullname\]/i.test(one));
  if (line >= 0)
    return [
      warning('licence/placeholder', 'LICENSE', 'A placeholder was left in the licence.', 'Fill in the year and your name.', line + 1),
    ];
  return licences.test(text)
    ? []
    : [
        warning(
          'licence/unknown',
          'LICENSE',
          'This is no licence that catalogs know.',
          'Use MIT, Apache-2.0, BSD or a GNU licence, if you can.',
        ),
      ];
}
