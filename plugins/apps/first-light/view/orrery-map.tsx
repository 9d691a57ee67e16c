import { Button, Table } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import type { PluginFacts } from './api.ts';
import { bytes } from './figures.ts';
import {
  center,
  countKinds,
  type Kind,
  kindOf,
  type Label,
  labelsOf,
  type Planet,
  planetsOf,
  pointOn,
  rim,
  rings,
  tilt,
  view,
} from './orbits.ts';

/** The kernel as a sun and a planet a plugin; the same as a table for who prefers one. */
export function OrreryMap({ plugins }: { plugins: readonly PluginFacts[] }): JSX.Element {
  const [asList, setAsList] = useState(false);
  const memory = plugins.reduce((sum, plugin) => sum + plugin.memory, 0);
  return (
    <section class="fl-orrery" aria-labelledby="fl-orrery">
      <header class="o-ptitle">
        <h2 id="fl-orrery">{t.orrery.title}</h2>
        <span class="o-t12 o-ter o-trunc">{t.orrery.sum(plugins.length, bytes(memory))}</span>
        <span class="o-sp" />
        <Button kind="ghost" size="sm" onClick={() => setAsList(!asList)}>
          {asList ? t.orrery.asMap : t.orrery.asList}
        </Button>
      </header>
      {asList ? <PluginTable plugins={plugins} /> : <Sky plugins={plugins} />}
      <ul class="fl-legend">
        {countKinds(plugins).map(([kind, count]) => (
          <li key={kind}>
            <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
              <Disc kind={kind} x={7} y={7} radius={5} />
            </svg>
            {t.kinds[kind]} <b>{count}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PluginTable({ plugins }: { plugins: readonly PluginFacts[] }): JSX.Element {
  const { columns } = t.orrery;
  return (
    <div class="fl-list">
      <Table
        caption={t.orrery.title}
        rows={[...plugins].sort((a, b) => b.memory - a.memory)}
        rowKey={({ id }) => id}
        columns={[
          { id: 'plugin', label: columns.plugin, cell: ({ name }) => name },
          { id: 'signed', label: columns.signed, cell: (plugin) => t.kinds[kindOf(plugin)] },
          { id: 'state', label: columns.state, cell: ({ state }) => state },
          { id: 'memory', label: columns.memory, cell: ({ memory }) => bytes(memory) },
        ]}
      />
    </div>
  );
}

const turned = `rotate(${tilt} ${center.x} ${center.y})`;
const ticks = Array.from({ length: 120 }, (_, index) => {
  const long = index % 10 === 0 ? 9 : index % 5 === 0 ? 6 : 3.5;
  const [from, to] = [pointOn(rim, index * 3), pointOn([rim[0] + long, rim[1] + long * 0.8], index * 3)];
  return `M${from.x.toFixed(1)} ${from.y.toFixed(1)}L${to.x.toFixed(1)} ${to.y.toFixed(1)}`;
}).join('');

function Sky({ plugins }: { plugins: readonly PluginFacts[] }): JSX.Element {
  const { planets, left } = planetsOf(plugins);
  const labels = labelsOf(planets, matchMedia('(width < 768px)').matches ? 15 : 12);
  const spoken = countKinds(plugins)
    .map(([kind, count]) => `${t.kinds[kind]} ${count}`)
    .join(', ');
  return (
    <svg class="fl-sky" viewBox={view.join(' ')} role="img" aria-label={t.orrery.spoken(spoken)}>
      <defs>
        <radialGradient id="fl-glow">
          <stop offset="0" stop-color="var(--o-brand)" stop-opacity=".28" />
          <stop offset="1" stop-color="var(--o-brand)" stop-opacity="0" />
        </radialGradient>
      </defs>
      <path class="fl-ticks" d={ticks} />
      <ellipse class="fl-rim" cx={center.x} cy={center.y} rx={rim[0]} ry={rim[1]} transform={turned} />
      {rings.map(([a, b]) => (
        <ellipse key={a} class="fl-ring" cx={center.x} cy={center.y} rx={a} ry={b} transform={turned} />
      ))}
      <circle cx={center.x} cy={center.y} r="54" fill="url(#fl-glow)" />
      <circle class="fl-sun" cx={center.x} cy={center.y} r="13" />
      <circle class="fl-corona" cx={center.x} cy={center.y} r="18.5" />
      {planets.map((planet) => (
        <PlanetMark key={planet.id} planet={planet} label={labels.get(planet.id)} />
      ))}
      {left > 0 && (
        <text class="fl-label" x="572" y="446" text-anchor="end">
          {t.orrery.more(left)}
        </text>
      )}
    </svg>
  );
}

function PlanetMark({ planet: { name, kind, x, y, radius }, label }: { planet: Planet; label: Label | undefined }): JSX.Element {
  return (
    <g>
      <title>{name}</title>
      <circle class="fl-gap" cx={x} cy={y} r={radius + 4} />
      <Disc kind={kind} x={x} y={y} radius={radius} />
      {label && (
        <text class={`fl-label fl-${kind}`} x={label.x} y={label.y} text-anchor={label.anchor}>
          {label.text}
        </text>
      )}
    </g>
  );
}

/** Shape and colour both tell who signed it: no two kinds differ by colour alone. */
function Disc({ kind, x, y, radius }: { kind: Kind; x: number; y: number; radius: number }): JSX.Element {
  if (kind === 'core' || kind === 'commercial') {
    const foot = `M${x - radius} ${y}A${radius} ${radius} 0 0 0 ${x + radius} ${y}A${radius} ${radius * 0.5} 0 0 1 ${x - radius} ${y}`;
    return (
      <>
        <circle class="fl-solid" cx={x} cy={y} r={radius} />
        <path class="fl-shade" d={foot} />
      </>
    );
  }
  if (kind === 'quarantined') {
    const corners = Array.from({ length: 8 }, (_, index) => {
      const angle = ((index * 45 + 22.5) * Math.PI) / 180;
      return `${(x + (radius + 1) * Math.cos(angle)).toFixed(1)},${(y + (radius + 1) * Math.sin(angle)).toFixed(1)}`;
    });
    const arm = Math.min(3, radius * 0.5);
    return (
      <>
        <polygon class="fl-stop" points={corners.join(' ')} />
        <path class="fl-stop" d={`M${x - arm} ${y - arm}l${2 * arm} ${2 * arm}M${x + arm} ${y - arm}l${-2 * arm} ${2 * arm}`} />
      </>
    );
  }
  return (
    <>
      <circle class={`fl-hollow fl-${kind}`} cx={x} cy={y} r={radius} />
      {kind !== 'unsigned' && <circle class={`fl-dot fl-${kind}`} cx={x} cy={y} r={radius * 0.45} />}
    </>
  );
}
