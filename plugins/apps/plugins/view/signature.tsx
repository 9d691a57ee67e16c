import { Badge, type Tone } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from '../text/index.ts';
import type { PluginInfo } from './api.ts';

type Level = keyof typeof t.levels;
const looks: Readonly<Record<Level, readonly [icon: string, tone?: Tone]>> = {
  core: ['shield-check', 'ok'],
  commercial: ['shield-check', 'ok'],
  community: ['shield-check', 'info'],
  private: ['shield-check'],
  unsigned: ['shield-question-mark', 'warn'],
  altered: ['shield-x', 'danger'],
  revoked: ['shield-x', 'danger'],
  unknown: ['shield-question-mark'],
};

/** Signed as ever, and taken back: nobody changed a byte of it. */
export const isRevoked = ({ reason }: PluginInfo['signature']): boolean => /revoked/.test(reason?.code ?? '');

export function levelOf({ level, signature }: PluginInfo): Level {
  if (isRevoked(signature)) return 'revoked';
  if (signature.status === 'modified' || signature.status === 'invalid') return 'altered';
  return level !== undefined && Object.hasOwn(looks, level) ? (level as Level) : 'unknown';
}

export function SignatureBadge({ plugin }: { plugin: PluginInfo }): JSX.Element {
  return <LevelBadge level={levelOf(plugin)} />;
}
export function LevelBadge({ level: found }: { level: string }): JSX.Element {
  const level = Object.hasOwn(looks, found) ? (found as Level) : 'unknown';
  const [icon, tone] = looks[level];
  return (
    <Badge icon={icon} {...(tone && { tone })}>
      {t.levels[level]}
    </Badge>
  );
}
