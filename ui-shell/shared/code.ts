export * from '@orrery/plugin-sdk/ui/code';
