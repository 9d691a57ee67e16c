/** Who signed what is on offer, as its catalog says. The server checks it itself before anything of it runs. */
import { languageOf } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from '../text/index.ts';
import type { Offer } from './catalog-api.ts';
import { Card, Facts } from './facts.tsx';

export function OfferSignature({ offer: { versions, catalog } }: { offer: Offer }): JSX.Element {
  const [newest] = versions;
  return (
    <Card title={t.signature.title}>
      <p>{t.signature.offered}</p>
      {newest && (
        <Facts
          facts={[
            [t.signature.level, (t.levels as Record<string, string>)[newest.signedBy.level] ?? newest.signedBy.level],
            [t.signature.by, newest.signedBy.org],
            [t.signature.key, <code>{newest.signedBy.keyId}</code>],
            [t.signature.at, new Date(newest.published).toLocaleDateString(languageOf())],
            [t.signature.package, <code title={newest.sha256}>{`sha256 ${newest.sha256.slice(0, 8)}…${newest.sha256.slice(-4)}`}</code>],
            [t.signature.source, catalog],
            [t.signature.runs, (t.runsWhere as Record<string, string>)[newest.runtime] ?? newest.runtime],
          ]}
        />
      )}
    </Card>
  );
}
