import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'geomap',
  type: 'panel',
  name: 'Geomap',
  info: {
    version: '0.1.0',
    description: 'Values where they are on the Earth.',
    author: { name: 'Orrery' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      panel: {
        geomap: {
          label: 'Geomap',
          description: 'Values on a map',
          suits: [
            { score: 95, needs: { fields: ['lat|latitude', 'lon|lng|long|longitude'] } },
            { score: 93, needs: { fields: ['geohash'] } },
            { score: 94, needs: { shapes: ['geo'] } },
          ],
        },
      },
    },
  },
});
