/** What a version asks beyond the one before, who has to say yes to it, and what is granted in the end. */
import type { CapabilityRequests } from '@orrery/plugin-sdk/capabilities/index';
import { type Asking, asksOf, compareAsks, grantOf } from '@orrery/plugin-sdk/manifest/asks';
import type { SignatureLevel, Verdict, VerifiedPackage } from '../registry/types.ts';
import type { ConsentView } from './types.ts';

export interface Standing {
  /** The version that is installed or runs now. */
  readonly before?: VerifiedPackage | undefined;
  /** What was granted to it; undefined when nobody decided and its level decides. */
  readonly recorded?: Partial<CapabilityRequests> | undefined;
}

const trustedLevels: ReadonlySet<string> = new Set(['core', 'commercial']);

export const askingOf = ({ manifest }: VerifiedPackage): Asking => ({
  runtime: manifest.orrery.runtime,
  capabilities: manifest.orrery.capabilities as Asking['capabilities'],
});

export function consentView(pkg: VerifiedPackage, { before, recorded }: Standing): ConsentView {
  const asks = asksOf(askingOf(pkg));
  const { added, removed } = before ? compareAsks(askingOf(before), askingOf(pkg)) : { added: asks, removed: [] };
  const isNew = new Set(added.map(({ key }) => key));
  const held =
    recorded &&
    new Set(
      asksOf({ runtime: before?.manifest.orrery.runtime ?? 'none', capabilities: recorded as Asking['capabilities'] }).map(
        ({ key }) => key,
      ),
    );
  const takenFrom = before && takenFromBy(before.verdict, pkg.verdict);
  const isTrusted = trustedLevels.has(pkg.verdict.level);
  // A first version of a trusted signer is what its level says; anybody's asking for more than before is a person's to decide, and so is
  // somebody else's taking over, who asks for nothing but gets what the plugin before him kept.
  const needsDecision = before ? added.length > 0 || takenFrom !== undefined : !isTrusted && added.some(({ far }) => far);
  return {
    id: pkg.id,
    name: pkg.manifest.name,
    version: pkg.version,
    ...(before && { before: before.version }),
    level: pkg.verdict.level,
    ...(pkg.verdict.signedBy && { signedBy: pkg.verdict.signedBy }),
    ...(takenFrom && { takenFrom }),
    asks: asks.map((ask) => ({ ...ask, isNew: isNew.has(ask.key), granted: isNew.has(ask.key) || (held?.has(ask.key) ?? true) })),
    removed,
    needsDecision,
  };
}

/** From the least believed to the most. */
const ladder: readonly SignatureLevel[] = ['unsigned', 'private', 'community', 'commercial', 'core'];

/** True when somebody of the first level is believed less than somebody of the second. */
export const isBelow = (level: SignatureLevel, other: SignatureLevel): boolean => ladder.indexOf(level) < ladder.indexOf(other);

function takenFromBy(before: Verdict, now: Verdict): ConsentView['takenFrom'] {
  const { signedBy, level } = before;
  if (!signedBy) return undefined;
  // Names in a manifest are its signer's own words: keys tell signers apart.
  return now.signedBy?.keyId !== signedBy.keyId || isBelow(now.level, level) ? { level, signedBy } : undefined;
}

/** The record for these pieces. Nothing that was refused before comes back because a version was replaced. */
export function granting(pkg: VerifiedPackage, keys: readonly string[]): Partial<CapabilityRequests> {
  return grantOf(askingOf(pkg), new Set(keys)) as Partial<CapabilityRequests>;
}
export const keysGrantedBy = (view: ConsentView): string[] => view.asks.filter(({ granted }) => granted).map(({ key }) => key);
