import type { JSX } from 'preact';

const rings = [
  [300, 128],
  [440, 190],
  [600, 262],
  [790, 348],
] as const;
const tilt = (-18 * Math.PI) / 180;

function onRing(a: number, b: number, angle: number): [number, number] {
  const x = a * Math.cos(angle);
  const y = b * Math.sin(angle);
  return [720 + x * Math.cos(tilt) - y * Math.sin(tilt), 450 + x * Math.sin(tilt) + y * Math.cos(tilt)];
}
const ticks = Array.from({ length: 144 }, (_, index) => {
  const angle = (index / 144) * 2 * Math.PI;
  const length = index % 12 === 0 ? 12 : index % 6 === 0 ? 7 : 4;
  const text = (point: [number, number]): string => point.map((part) => part.toFixed(1)).join(' ');
  return `M${text(onRing(600, 262, angle))}L${text(onRing(600 + length, 262 + length * 0.6, angle))}`;
}).join('');
const planets = [
  [440, 190, 0.6, 6],
  [600, 262, 3.7, 9],
  [790, 348, 5.6, 5],
  [300, 128, 2.4, 4],
  [790, 348, 2.55, 11],
] as const;

/** Faint orbits behind the pages that stand alone. Still: nothing moves for decoration. */
export function Sky(): JSX.Element {
  return (
    <svg class="o-sky" viewBox="0 0 1440 900" preserveAspectRatio="xMidYMid slice" fill="none" stroke="currentColor" aria-hidden="true">
      {rings.map(([a, b], index) => (
        <ellipse key={a} cx="720" cy="450" rx={a} ry={b} transform="rotate(-18 720 450)" opacity={0.55 - 0.09 * index} />
      ))}
      <path d={ticks} opacity=".45" />
      {planets.map(([a, b, angle, size]) => {
        const [x, y] = onRing(a, b, angle);
        return <circle key={angle} cx={x} cy={y} r={size} fill="var(--o-bg-raised)" stroke="var(--o-border-default)" />;
      })}
    </svg>
  );
}
