import type { Principal } from '@orrery/plugin-sdk';
import { describe, expect, test } from 'vitest';
import { createRegistry } from '../registry/registry.ts';
import { languageFor } from './language.ts';

function registryWith(languages: string[] | undefined) {
  const registry = createRegistry();
  const declaration = { module: 'module.js', ...(languages && { languages }) };
  registry.contribute('shell', [
    { plugin: 'shell', key: 'shell@1', version: '1', level: 'core', point: 'shell', name: 'main', declaration },
  ]);
  return registry;
}
const chose = (language: string) => ({ preferences: { language } }) as unknown as Principal;

describe('the language of a page', () => {
  test.each([
    ['the choice of the person', chose('de-DE'), 'en-GB,en;q=0.9', 'de'],
    ['the first the browser asks for that there is', undefined, 'fr, de-AT;q=0.8, en;q=0.5', 'de'],
    ['by weight, not by order', undefined, 'de;q=0.2, en;q=0.7', 'en'],
    ['never what is ruled out', undefined, 'de;q=0', 'en'],
    ['the first there is for nonsense', undefined, ';;q=x,,*', 'en'],
    ['the first there is for a choice nobody made complete', chose('fr'), '', 'en'],
  ])('is %s', (_what, principal, header, expected) => {
    expect(languageFor(registryWith(['en', 'de']), principal, header)).toBe(expected);
  });
  test('is English for a shell that names none', () => {
    expect(languageFor(registryWith(undefined), undefined, 'de')).toBe('en');
  });
});
