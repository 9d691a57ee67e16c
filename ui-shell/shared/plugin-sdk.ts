export * from '@orrery/plugin-sdk';
