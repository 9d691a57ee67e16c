export * from '@orrery/plugin-sdk/ui';
