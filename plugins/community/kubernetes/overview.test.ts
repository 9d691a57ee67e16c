import { expect, test } from 'vitest';
import { overviewOf } from './overview.ts';

const meta = (name: string) => ({ metadata: { name, namespace: 'shop', creationTimestamp: '2030-01-01T00:00:00Z' } });

test('an overview says what is wrong, and says it first', () => {
  const { nodes, workloads, pods } = overviewOf(
    {
      items: [
        { ...meta('n1'), status: { conditions: [{ type: 'Ready', status: 'True' }] } },
        {
          ...meta('n2'),
          status: {
            conditions: [
              { type: 'Ready', status: 'True' },
              { type: 'DiskPressure', status: 'True' },
            ],
          },
        },
        { ...meta('n3') },
      ],
    },
    {
      items: [
        { ...meta('web'), spec: { replicas: 2 }, status: { readyReplicas: 2 } },
        { ...meta('api'), spec: { replicas: 3 }, status: { readyReplicas: 1 } },
      ],
    },
    {
      items: [
        { ...meta('fine'), status: { phase: 'Running', containerStatuses: [{ ready: true, restartCount: 1 }] } },
        {
          ...meta('loops'),
          status: {
            phase: 'Running',
            containerStatuses: [{ ready: false, restartCount: 9, state: { waiting: { reason: 'CrashLoopBackOff' } } }],
          },
        },
        { ...meta('done'), status: { phase: 'Succeeded' } },
      ],
    },
  );
  expect(nodes.map(({ name, state }) => `${name} ${state}`)).toEqual(['n2 DiskPressure', 'n3 NotReady', 'n1 Ready']);
  expect(workloads.map(({ name, state, ok }) => `${name} ${state} ${ok}`)).toEqual(['api 1/3 false', 'web 2/2 true']);
  expect(pods.map(({ name, state, restarts }) => `${name} ${state} ${restarts}`)).toEqual([
    'loops CrashLoopBackOff 9',
    'fine Running 1',
    'done Succeeded 0',
  ]);
  expect(overviewOf({}, {}, {})).toEqual({ nodes: [], workloads: [], pods: [] });
});
