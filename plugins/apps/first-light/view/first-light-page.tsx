import { ErrorState, Icon, Key, Loading, type PageProps } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { type Facts, loadFacts, loadProgress } from './api.ts';
import { Checklist, type Step } from './checklist.tsx';
import { Events } from './events.tsx';
import { lasting } from './figures.ts';
import { Machine } from './machine.tsx';
import { OrreryMap } from './orrery-map.tsx';
import { Self } from './self.tsx';

const beatMs = 2_000;
const dismissedKey = 'orrery.first-light.dismissed';

/** `/first-light`: what a newcomer sees first. Live at once, with nothing configured. */
export function FirstLightPage({ shell }: PageProps): JSX.Element {
  const [facts, setFacts] = useState<Facts>();
  const [failure, setFailure] = useState<string>();
  const [progress, setProgress] = useState<Awaited<ReturnType<typeof loadProgress>>>();
  const [now, setNow] = useState(Date.now());
  const [seen, setSeen] = useState(false);
  const [dismissed, setDismissed] = useState(localStorage.getItem(dismissedKey) === 'yes');

  const look = (): void =>
    void loadFacts().then(
      (found) => {
        setFacts(found);
        setFailure(undefined);
      },
      (error: Error) => setFailure(error.message),
    );
  useEffect(() => {
    shell.title(t.title);
    look();
    void loadProgress().then(setProgress);
    const beat = setInterval(() => document.visibilityState === 'visible' && setNow(Date.now()), beatMs);
    const slow = setInterval(() => document.visibilityState === 'visible' && look(), 5 * beatMs);
    const end = shell.live('orrery/registry', look);
    return () => {
      clearInterval(beat);
      clearInterval(slow);
      end();
    };
  }, []);

  if (failure && !facts) return <ErrorState page title={t.failed} text={failure} onRetry={look} />;
  if (!facts) return <Loading shape="page" />;
  const { sources = [] } = progress ?? {};
  const machine = sources.find(({ type }) => type === 'host-metrics');
  const own = sources.some(({ type }) => type !== 'host-metrics' && type !== 'testdata');
  const steps: readonly Step[] = [
    { label: t.steps.claim, done: true },
    { label: t.steps.machine, done: seen },
    { label: t.steps.source, hint: t.steps.sourceHint, done: own, path: '/connections/datasources/new' },
    { label: t.steps.dashboard, done: progress?.dashboards === true, path: '/dashboards' },
    { label: t.steps.people, done: progress?.people === true, path: '/admin/users' },
  ];
  return (
    <div class="fl-page">
      <header class="fl-head">
        <div>
          <h1>{t.greeting(shell.principal?.name || shell.principal?.login || '')}</h1>
          <p>{t.watched(lasting(facts.kernel.upMs))}</p>
        </div>
        <span class="o-sp" />
        <span class="fl-live">{t.live}</span>
        <a class="o-btn" href="/dashboards">
          <Icon name="layout-dashboard" size="s" />
          {t.openAsDashboard}
        </a>
      </header>
      <div class="o-panel fl-hero">
        <OrreryMap plugins={facts.plugins} />
        {machine ? (
          <Machine shell={shell} source={machine} now={now} onSeen={() => setSeen(true)} />
        ) : (
          <p class="fl-none">{progress && t.noHost}</p>
        )}
      </div>
      <div class="fl-cards">
        <Card icon="plug" first {...t.cards.found} path="/connections/datasources/new" otherPath="/connections/datasources" />
        <Card icon="import" {...t.cards.bring} path="/dashboards?import" />
        <Card icon="blocks" {...t.cards.plugins} path="/plugins" />
      </div>
      <aside class="fl-side">
        {!dismissed && (
          <Checklist
            steps={steps}
            onDismiss={() => {
              localStorage.setItem(dismissedKey, 'yes');
              setDismissed(true);
            }}
          />
        )}
        <Self facts={facts} />
        <Events plugins={facts.plugins} />
        <section class="o-card fl-keys">
          <Icon name="command" />
          <p>
            {t.keys.head} <Key>Ctrl K</Key> {t.keys.palette} <Key>?</Key> {t.keys.help}
          </p>
        </section>
      </aside>
    </div>
  );
}

function Card({
  icon,
  title,
  text,
  go,
  path,
  other,
  otherPath,
  first = false,
}: {
  icon: string;
  title: string;
  text: string;
  go: string;
  path: string;
  other?: string;
  otherPath?: string;
  first?: boolean;
}): JSX.Element {
  return (
    <section class={`o-card fl-card ${first ? 'fl-first' : ''}`}>
      <h2>
        <Icon name={icon} size="l" />
        {title}
      </h2>
      <p>{text}</p>
      <div class="o-row o-g8">
        <a class={`o-btn ${first ? 'o-pri' : ''}`} href={path}>
          {go}
        </a>
        {other && otherPath && (
          <a class="o-btn o-ghost" href={otherPath}>
            {other}
          </a>
        )}
      </div>
    </section>
  );
}
