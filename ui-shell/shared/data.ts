export * from '@orrery/plugin-sdk/data';
