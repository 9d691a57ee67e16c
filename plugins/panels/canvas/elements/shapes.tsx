/** The outline of every kind of element that is more than a box, in a square of 100. */
import type { ComponentChildren, JSX } from 'preact';

const paths: Readonly<Record<string, string>> = {
  ellipse: 'M50 1a49 49 0 1 1 0 98a49 49 0 1 1 0-98Z',
  triangle: 'M50 2 98 98H2Z',
  parallelogram: 'M25 2H98L75 98H2Z',
  cloud: 'M24 84C9 84 2 74 3 63c1-9 8-15 16-16C19 30 31 18 46 18c13 0 22 7 26 18c14 0 25 9 25 24S87 84 74 84Z',
};

export const isShape = (type: string): boolean => Object.hasOwn(paths, type);

/** Stretched to its box; its border keeps its width. */
export function Shape({ type, fill, stroke, width }: { type: string; fill: string; stroke: string; width: number }): JSX.Element {
  return (
    <svg class="cv-shape" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <path d={paths[type]} fill={fill} stroke={stroke} stroke-width={width} vector-effect="non-scaling-stroke" />
    </svg>
  );
}

const Drawing = ({ children, box = '0 0 100 100' }: { children: ComponentChildren; box?: string }): JSX.Element => (
  <svg class="cv-shape" viewBox={box} aria-hidden="true">
    {children}
  </svg>
);

/** Turns once in `60 / rpm` seconds; still where nothing turns, and for those who want no motion. */
function Turning({ rpm, x, y, children }: { rpm: number; x: number; y: number; children: ComponentChildren }): JSX.Element {
  const speed = Number.isFinite(rpm) ? Math.min(600, Math.abs(rpm)) : 0;
  return (
    <g
      class={speed > 0 ? 'cv-turns' : ''}
      style={{
        transformOrigin: `${x}px ${y}px`,
        ...(speed > 0 && { animationDuration: `${60 / speed}s` }),
        ...(rpm < 0 && { animationDirection: 'reverse' }),
      }}
    >
      {children}
    </g>
  );
}

export function WindTurbine({ rpm }: { rpm: number }): JSX.Element {
  return (
    <Drawing box="0 0 100 160">
      <path d="M48 58h4l4 100H44Z" fill="currentColor" opacity=".55" />
      <Turning rpm={rpm} x={50} y={54}>
        {[0, 120, 240].map((turn) => (
          <path key={turn} d="M50 54C44 40 46 14 50 4c4 10 5 36 0 50Z" fill="currentColor" transform={`rotate(${turn} 50 54)`} />
        ))}
      </Turning>
      <circle cx="50" cy="54" r="5" fill="currentColor" />
    </Drawing>
  );
}

export function DroneTop({ rotors, yaw }: { rotors: readonly number[]; yaw: number }): JSX.Element {
  const at = [
    [22, 22],
    [78, 22],
    [22, 78],
    [78, 78],
  ] as const;
  return (
    <Drawing>
      <g transform={`rotate(${yaw} 50 50)`}>
        <path d="M22 22 78 78M78 22 22 78" stroke="currentColor" stroke-width="6" fill="none" />
        <rect x="38" y="32" width="24" height="36" rx="8" fill="currentColor" />
        <path d="M50 24l6 9H44Z" fill="currentColor" />
        {at.map(([x, y], index) => (
          <g key={index}>
            <circle cx={x} cy={y} r="19" fill="none" stroke="currentColor" stroke-width="1.5" opacity=".5" />
            <Turning rpm={rotors[index] ?? 0} x={x} y={y}>
              <path d={`M${x - 17} ${y - 2}h34v4h-34Z`} fill="currentColor" />
            </Turning>
          </g>
        ))}
      </g>
    </Drawing>
  );
}

export function DroneLevel({ turn }: { turn: number }): JSX.Element {
  return (
    <Drawing box="0 0 100 60">
      <g transform={`rotate(${turn} 50 30)`} fill="currentColor">
        <rect x="8" y="26" width="84" height="5" rx="2" />
        <rect x="36" y="22" width="28" height="20" rx="8" />
        <path d="M2 15h32v3H2ZM66 15h32v3H66ZM16 18h4v9h-4ZM80 18h4v9h-4ZM38 42l-6 12h4l6-12ZM62 42l6 12h-4l-6-12Z" />
      </g>
    </Drawing>
  );
}

export function Server({ kind, bulb, status, blinks }: { kind: string; bulb: string; status: string; blinks: number }): JSX.Element {
  const light = (x: number, y: number): JSX.Element => (
    <circle
      cx={x}
      cy={y}
      r="3.5"
      fill={bulb}
      class={blinks > 0 ? 'cv-blinks' : ''}
      {...(blinks > 0 && { style: { animationDuration: `${1 / Math.min(20, blinks)}s` } })}
    />
  );
  if (kind === 'Database' || kind === 'database')
    return (
      <Drawing>
        <path d="M15 20v60c0 9 70 9 70 0V20" fill={status} stroke="currentColor" stroke-width="3" />
        <ellipse cx="50" cy="20" rx="35" ry="10" fill={status} stroke="currentColor" stroke-width="3" />
        <path d="M15 42c0 9 70 9 70 0M15 62c0 9 70 9 70 0" fill="none" stroke="currentColor" stroke-width="3" />
        {light(74, 82)}
      </Drawing>
    );
  if (kind === 'Terminal' || kind === 'terminal')
    return (
      <Drawing>
        <rect x="6" y="12" width="88" height="62" rx="5" fill={status} stroke="currentColor" stroke-width="3" />
        <path d="M18 30l12 10-12 10M36 52h20M40 74v12M60 74v12M28 88h44" fill="none" stroke="currentColor" stroke-width="4" />
        {light(84, 66)}
      </Drawing>
    );
  const units = kind === 'Stack' || kind === 'stack' ? [6, 38, 70] : [34];
  return (
    <Drawing>
      {units.map((y) => (
        <g key={y}>
          <rect x="6" y={y} width="88" height={units.length > 1 ? 24 : 34} rx="4" fill={status} stroke="currentColor" stroke-width="3" />
          <path d={`M16 ${y + 12}h34`} stroke="currentColor" stroke-width="4" />
          {light(80, y + 12)}
        </g>
      ))}
    </Drawing>
  );
}
