import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'host-metrics',
  type: 'datasource',
  name: 'This machine',
  category: 'tsdb',
  metrics: true,
  backend: true,
  streaming: true,
  info: {
    version: '0.1.0',
    description: 'Processor, memory, disks and network of the machine that Orrery runs on.',
    keywords: ['host', 'cpu', 'memory'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    // The operating system is read through Node.
    runtime: 'worker',
    limits: { heapMB: 64 },
    contributes: {
      datasource: { 'host-metrics': { shared: true } },
      // Begins the history at start, so that the first look shows more than one point.
      schedule: { begin: { when: 'start', runs: 'instance' } },
    },
  },
});
