/** The cards of an installed plugin: what it holds, brings, costs and says, and who signed it. */
import { Banner, languageOf } from '@orrery/plugin-sdk/ui';
import type { ComponentChildren, JSX } from 'preact';
import { t } from '../text/index.ts';
import type { PluginInfo } from './api.ts';
import { isRevoked, levelOf } from './signature.tsx';
import { PluginState } from './state.tsx';
import { bringsInWords, bytes, cpuTime, inWords, number } from './words.ts';

const newestLines = 100;

export function Card({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <section class="o-card plug-card" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export function Holds({ plugin: { asked, granted, usage, state } }: { plugin: PluginInfo }): JSX.Element {
  // Granted when it starts: before that there is only what it asks for.
  const runs = state === 'active' || state === 'degraded';
  const held = inWords(runs ? granted : asked);
  const missing = runs ? Object.keys(asked).filter((name) => !(name in granted)) : [];
  const others = Object.entries(usage.denials).filter(([capability]) => !held.some((one) => one.capability === capability));
  return (
    <Card title={runs ? t.may.title : t.may.asks}>
      {held.length === 0 && <p>{t.may.nothing}</p>}
      <ul class="plug-may">
        {held.map(({ capability, words }) => (
          <li key={capability}>
            <code>{capability}</code>
            <span>
              {words.map((word) => (
                <span key={word}>{word}</span>
              ))}
            </span>
            {(usage.denials[capability] ?? 0) > 0 && <em class="o-danger">{t.may.denied(usage.denials[capability] ?? 0)}</em>}
          </li>
        ))}
        {others.map(([capability, times]) => (
          <li key={capability}>
            <code>{capability}</code>
            <span />
            <em class="o-danger">{t.may.denied(times)}</em>
          </li>
        ))}
      </ul>
      {missing.length > 0 && <Banner tone="warn">{t.may.notGranted(missing)}</Banner>}
    </Card>
  );
}

/** What this machine cannot enforce stands here too: who runs an executable has to know. */
export function Confinement({ facts }: { facts: NonNullable<PluginInfo['confinement']> }): JSX.Element {
  const { title, states, ways } = t.confinement;
  return (
    <Card title={title}>
      <ul class="plug-held">
        {facts.map(({ what, state, by }) => (
          <li key={what}>
            <span class={`plug-held-${state}`}>{states[state]}</span>
            <span>{(ways as Record<string, string>)[`${what} ${by}`] ?? `${what}: ${by}`}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function Brings({ plugin: { contributes, provides, consumes } }: { plugin: PluginInfo }): JSX.Element {
  const lines = [
    ...bringsInWords(contributes),
    ...Object.keys(provides).map(t.brings.service),
    ...Object.keys(consumes).map(t.brings.needs),
  ];
  return (
    <Card title={t.brings.title}>
      {lines.length === 0 ? (
        <p>{t.brings.nothing}</p>
      ) : (
        <ul class="plug-brings">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {Object.entries(contributes)
        .filter(([, names]) => names.length > 0)
        .map(([point, names]) => (
          <details key={point}>
            <summary>
              {point} <span class="o-cnt">{names.length}</span>
            </summary>
            <p class="plug-names">{names.join('\n')}</p>
          </details>
        ))}
    </Card>
  );
}

export function Log({ plugin: { log } }: { plugin: PluginInfo }): JSX.Element {
  return (
    <Card title={t.log.title}>
      {log.length === 0 ? (
        <p>{t.log.none}</p>
      ) : (
        <>
          <p class="o-t12 o-ter">{t.log.follow}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard. */}
          <ol class="plug-log" tabIndex={0}>
            {log.slice(-newestLines).map(({ at, level, message }, index) => (
              <li key={`${at} ${index}`} class={level === 'error' ? 'o-danger' : level === 'warn' ? 'o-warn' : ''}>
                <time>{new Date(at).toLocaleTimeString()}</time> <b>{level}</b> {message}
              </li>
            ))}
          </ol>
        </>
      )}
    </Card>
  );
}

export function Facts({ facts }: { facts: readonly (readonly [string, ComponentChildren])[] }): JSX.Element {
  return (
    <dl class="plug-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Cost({ plugin }: { plugin: PluginInfo }): JSX.Element {
  const { usage, runtime, restarts, since } = plugin;
  const { cost } = t;
  return (
    <Card title={cost.title}>
      <p class="plug-state">
        <PluginState {...plugin} /> <span class="o-t12 o-ter">{t.since(new Date(since).toLocaleString())}</span>
      </p>
      {restarts > 0 && <p class="o-warn">{t.restarts(restarts)}</p>}
      {runtime === 'none' ? (
        <p>{cost.none}</p>
      ) : (
        <Facts
          facts={[
            [cost.cpuAll, cpuTime(usage.cpuMs)],
            [cost.memory, usage.heapBytes > 0 ? `${bytes(usage.heapBytes)}${t.ofLimit(bytes(usage.heapLimitBytes))}` : cost.memoryNone],
            [cost.calls, number(usage.calls)],
            ...(usage.failures > 0 ? ([[cost.failures, <span class="o-danger">{number(usage.failures)}</span>]] as const) : []),
            ...(usage.calls > 0 ? ([[cost.p95, t.ms(number(usage.p95Ms, 1))]] as const) : []),
            [cost.open, number(usage.open)],
            ...(usage.hosts.length > 0 ? ([[cost.hosts, usage.hosts.join(', ')]] as const) : []),
          ]}
        />
      )}
    </Card>
  );
}

export function Signature({ plugin }: { plugin: PluginInfo }): JSX.Element {
  const { signature, hash, runtime = 'none', source } = plugin;
  const { signedBy, reason } = signature;
  const words = t.signature;
  return (
    <Card title={words.title}>
      {reason ? (
        <Banner tone="danger">
          <b>{isRevoked(signature) ? words.takenBack : signature.status === 'unsigned' ? words.nobody : words.bad}.</b> {reason.message}
        </Banner>
      ) : (
        signedBy && <Banner tone="ok">{words.good(signedBy.orgName)}</Banner>
      )}
      <Facts
        facts={[
          [words.level, t.levels[levelOf(plugin)]],
          ...(signedBy
            ? ([
                [words.by, signedBy.orgName],
                [words.key, <code>{[signedBy.keyId, signedBy.keyName].filter(Boolean).join(', ')}</code>],
                ...(signedBy.at ? [[words.at, new Date(signedBy.at).toLocaleString(languageOf())] as const] : []),
                [words.until, signedBy.until ? new Date(signedBy.until).toLocaleDateString(languageOf()) : words.forever],
              ] as const)
            : []),
          ...(hash ? ([[words.package, <code title={hash}>{`sha256 ${hash.slice(0, 8)}…${hash.slice(-4)}`}</code>]] as const) : []),
          ...(source ? ([[words.source, source.split(/[/\\]/).slice(-3).join('/')]] as const) : []),
          [words.runs, (t.runsWhere as Record<string, string>)[runtime] ?? runtime],
          ...(reason ? ([[words.remedy, reason.remedy]] as const) : []),
        ]}
      />
    </Card>
  );
}
