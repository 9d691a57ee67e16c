/** Which of the shell's languages somebody gets: their own choice, else the first that their browser asks for, else the first there is. */
import type { Principal } from '@orrery/plugin-sdk';
import type { ShellDeclaration } from '@orrery/plugin-sdk/contributions/shell';
import type { Registry } from '../registry/types.ts';

const primary = (tag: string): string => tag.trim().split('-', 1)[0]?.toLowerCase() ?? '';

/** Primary tags in the order of their weight (RFC 9110, 12.5.4); what cannot be read is left out. */
function askedFor(acceptLanguage: string): string[] {
  return acceptLanguage
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';');
      const weight = Number(/^\s*q=([\d.]+)\s*$/.exec(parameters.join(';'))?.[1] ?? 1);
      return { tag: primary(tag), weight };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

export function languageFor(registry: Registry, principal: Principal | undefined, acceptLanguage: string): string {
  const shell = registry.contributions('shell')[0]?.declaration as ShellDeclaration | undefined;
  const languages = shell?.languages ?? ['en'];
  const wanted = [primary(principal?.preferences?.language ?? ''), ...askedFor(acceptLanguage)];
  return wanted.find((tag) => languages.includes(tag)) ?? languages[0] ?? 'en';
}
