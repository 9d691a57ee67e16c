import { definePlugin } from '@orrery/plugin-sdk';
import { grafanaSource } from './grafana-source.ts';
import { manifest } from './manifest.ts';
import { signedSource } from './signed-source.ts';

export default definePlugin(manifest, (held) => ({
  catalogSource: { orrery: signedSource(held), grafana: grafanaSource(held) },
}));
