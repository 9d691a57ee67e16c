import { Banner, Button, Icon, type Shell } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from '../text/index.ts';
import { type Ladder, paths, type Rung } from './api.ts';
import { brokenRung, ladderAsText, rungInWords } from './ladder-words.ts';

const { ladder: words } = t;
const looks = { ok: ['circle-check', 'o-ok'], failed: ['octagon-alert', 'o-danger'], skipped: ['circle-dashed', 'o-ter'] } as const;

export interface Tested {
  readonly at: Date;
  readonly ladder: Ladder;
}

export function LadderView({
  name,
  uid,
  tested,
  running,
  stale,
  onTest,
  shell,
}: {
  name: string;
  uid: string;
  tested: Tested | undefined;
  running: boolean;
  /** What is shown on the page is not what was tested. */
  stale: boolean;
  onTest(): void;
  shell: Shell;
}): JSX.Element {
  const broken = tested && brokenRung(tested.ladder);
  const copy = (): void => {
    if (!tested) return;
    void navigator.clipboard?.writeText(ladderAsText(name, tested.ladder)).then(() => shell.toast({ text: words.copied }));
  };
  return (
    <aside class="o-card ds-ladder" aria-label={words.title} aria-busy={running}>
      <header>
        <h2>{words.title}</h2>
        {tested && <time class="o-t12 o-ter o-tnum">{tested.at.toLocaleTimeString()}</time>}
      </header>
      {tested && (
        <Banner tone={broken ? 'danger' : 'ok'} role="status">
          <b>{broken ? words.broken(name) : words.works}</b> {broken ? rungInWords(broken) : tested.ladder.message}
        </Banner>
      )}
      {tested ? (
        <ol>
          {tested.ladder.rungs.map((rung) => (
            <RungLine key={rung.step} rung={rung} />
          ))}
        </ol>
      ) : (
        <p class="o-t12 o-ter">{running ? words.running : t.untested}</p>
      )}
      {stale && <p class="o-t12 o-ter">{words.afterSaving}</p>}
      <footer>
        {tested && !broken && tested.ladder.status === 'OK' && (
          <a class="o-btn o-pri" href={paths.firstPanel(uid)}>
            {words.firstPanel}
          </a>
        )}
        <Button icon="rotate-cw" busy={running} onClick={onTest}>
          {words.again}
        </Button>
        {tested && (
          <Button kind="ghost" icon="copy" onClick={copy}>
            {words.copy}
          </Button>
        )}
      </footer>
    </aside>
  );
}

function RungLine({ rung }: { rung: Rung }): JSX.Element {
  const [icon, tone] = looks[rung.state];
  return (
    <li>
      <Icon name={icon} class={tone} />
      <div>
        <b class={rung.state === 'skipped' ? 'o-ter' : ''}>{words.steps[rung.step]}</b>
        <p>{rungInWords(rung)}</p>
      </div>
      {rung.ms !== undefined && <span class="o-t12 o-ter o-tnum">{words.ms(Math.round(rung.ms))}</span>}
    </li>
  );
}
