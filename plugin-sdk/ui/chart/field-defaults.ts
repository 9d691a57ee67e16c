import type { FieldConfigSource } from '@orrery/plugin-sdk/data';

/** What fields are where a dashboard says nothing: their colours by this mode, and green below a threshold of 80. */
export function fieldDefaultsOf(colorMode: string, custom?: object): FieldConfigSource['defaults'] {
  return {
    color: { mode: colorMode },
    thresholds: {
      mode: 'absolute',
      steps: [
        { value: null, color: 'green' },
        { value: 80, color: 'red' },
      ],
    },
    ...(custom && { custom: { ...custom } }),
  };
}
